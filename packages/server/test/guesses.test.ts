import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GUESSES_MAX } from "../src/guesses/doors.js";
import { type DoorCase, type DoorWorld, doorCases, doorWorld } from "./support/doors.js";
import { Platform } from "./support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "./support/postgres.js";
import { describeOnUnwritableDatabases } from "./support/unwritable-database.js";

/** Doors that remember no success of their own: the sign-in before them does. */
const REMEMBER_NOTHING = new Set(["console_session", "buyer_session"]);

const DOORS = [
  "the admin key of /admin/v1",
  "the admin key of /metrics",
  "the console's sign-in with the admin key",
  "the console's sign-in with an app's secret",
  "/cgi-bin/token",
  "/cgi-bin/stable_token",
  "api_component_token",
  "api_start_push_ticket",
  "the consent page",
  "a buyer's link",
  "the page of a buyer's link",
  "the button of a buyer's link",
  "a console's session",
  "a console's session in /admin/v1",
  "a buyer's session by cookie",
  "a buyer's session by Bearer token",
  "a buyer's session on a page",
];

/** Presents wrong credentials until the limit is reached; all must be answered as wrong. */
async function guessUntilLimit({ door, enter }: DoorCase, address: string): Promise<void> {
  for (let count = 0; count < GUESSES_MAX[door]; count++) {
    expect(await enter(address, "wrong"), `guess ${count + 1}`).toBe("wrong");
  }
}

describe("every door", () => {
  let world: DoorWorld;
  let addressCount = 0;
  /** An address that has not been used. */
  const newAddress = () => `203.0.113.${++addressCount}`;

  beforeAll(async () => {
    world = await doorWorld(await Platform.start({ trustProxy: true }));
  });
  afterAll(() => world.platform.close());

  test("is in the table", () => {
    expect(Object.keys(doorCases(world))).toEqual(DOORS);
    const tested = new Set(Object.values(doorCases(world)).map(({ door }) => door));
    expect([...tested].toSorted()).toEqual(Object.keys(GUESSES_MAX).toSorted());
  });

  test.each(DOORS)(
    "%s: too many wrong credentials block their own network, and no other",
    async (name) => {
      const door = doorCases(world)[name] as DoorCase;
      const [guesser, other] = [newAddress(), newAddress()];
      await guessUntilLimit(door, guesser);

      expect(await door.enter(guesser, "wrong")).toBe("limited");
      expect(await door.enter(guesser, "right")).toBe("limited");
      expect(await door.enter(other, "right")).toBe("right");
    },
  );

  test.each(DOORS)("%s: a network with an earlier success is not blocked", async (name) => {
    const door = doorCases(world)[name] as DoorCase;
    if (REMEMBER_NOTHING.has(door.door)) return;
    const address = newAddress();
    const isPageOnly = name === "the page of a buyer's link";
    const signIn = isPageOnly ? doorCases(world)["a buyer's link"] : door;
    expect(await signIn?.enter(address, "right")).toBe("right");
    await guessUntilLimit(door, address);
    expect(await door.enter(address, "wrong")).toBe("wrong");
    expect(await door.enter(address, "right")).toBe("right");
  });

  test.each([
    ["the console's sign-in with the admin key", "a console's session"],
    ["a buyer's link", "a buyer's session by cookie"],
  ])("after %s, wrong sessions do not block the network", async (signIn, session) => {
    const address = newAddress();
    const door = doorCases(world)[session] as DoorCase;
    expect(await doorCases(world)[signIn]?.enter(address, "right")).toBe("right");
    await guessUntilLimit(door, address);
    expect(await door.enter(address, "right")).toBe("right");
  });

  test("counts the credentials of one account together, whichever door they came to", async () => {
    const doors = doorCases(world);
    const address = newAddress();
    await guessUntilLimit(doors["/cgi-bin/token"] as DoorCase, address);
    expect(await doors["the consent page"]?.enter(address, "right")).toBe("limited");
    expect(await doors["the admin key of /admin/v1"]?.enter(address, "right")).toBe("right");
  });

  test("answers a wire call with the reason, and other calls with a problem and Retry-After", async () => {
    const { platform, merchant } = world;
    const address = newAddress();
    await guessUntilLimit(doorCases(world)["/cgi-bin/token"] as DoorCase, address);
    const headers = { "x-forwarded-for": address };
    const { appid, secret } = merchant;
    const query = new URLSearchParams({ grant_type: "client_credential", appid, secret });
    const { body } = await platform.send("GET", `/cgi-bin/token?${query}`, { headers });
    expect(body["errmsg"]).toContain("too many wrong secrets from your address");
    const rid = /rid: (\S+)$/.exec(String(body["errmsg"]))?.[1];
    const logged = await platform.admin("GET", `/requests?rid=${rid}`);
    expect(JSON.stringify(logged.body)).toContain("too-many-wrong-secrets");

    const signIn = await platform.send("POST", "/console/v1/session", {
      body: JSON.stringify({ appid, secret }),
      headers,
    });
    expect(signIn.status).toBe(429);
    expect(signIn.headers.get("content-type")).toContain("application/problem+json");
    expect(signIn.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(signIn.body["detail"]).toContain("try again in");
  });

  test("wrong access tokens are not counted as guesses", async () => {
    const headers = { "x-forwarded-for": newAddress() };
    for (let count = 0; count < 2 * GUESSES_MAX.app_secret; count++) {
      const path = "/user-order/orders?access_token=1_wrong";
      expect((await world.platform.send("POST", path, { headers })).body["errcode"]).toBe(40001);
    }
  });
});

describeOnPostgres("two processes on one database", () => {
  test("count wrong credentials together, and each remembers a success in the other", async () => {
    const database = await createMigratedDatabase();
    const options = { databaseUrl: database.url, adminKey: "key-of-both", trustProxy: true };
    const first = await Platform.start(options);
    const second = await Platform.start(options);
    const [ofFirst, ofSecond] = [first, second].map(
      ({ url }) =>
        async (address: string, key: string) =>
          (
            await fetch(`${url}/admin/v1/apps`, {
              headers: { authorization: `Bearer ${key}`, "x-forwarded-for": address },
            })
          ).status,
    ) as [Enter, Enter];
    const half = GUESSES_MAX.admin_key / 2;

    for (let count = 0; count < half; count++) {
      expect(await ofFirst("203.0.113.1", "wrong")).toBe(401);
      expect(await ofSecond("203.0.113.1", "wrong")).toBe(401);
    }
    expect(await ofSecond("203.0.113.1", "key-of-both")).toBe(429);
    // The first process counted only up to the guess before; it learns of the last with the next one.
    expect(await ofFirst("203.0.113.1", "wrong")).toBe(401);
    expect(await ofFirst("203.0.113.1", "key-of-both")).toBe(429);

    expect(await ofFirst("203.0.113.2", "key-of-both")).toBe(200);
    await expect
      .poll(() => database.query("SELECT network FROM known_networks WHERE network LIKE '203.%'"))
      .toEqual([{ network: "203.0.113.2" }]);
    for (let count = 0; count < 2 * GUESSES_MAX.admin_key; count++) {
      expect(await ofSecond("203.0.113.2", "wrong")).toBe(401);
    }
    expect(await ofSecond("203.0.113.2", "key-of-both")).toBe(200);

    await Promise.all([first.close(), second.close()]);
    await database.remove();
  });
});

type Enter = (address: string, key: string) => Promise<number>;

describeOnUnwritableDatabases("while the database cannot be written", (create) => {
  test("wrong credentials are answered as usual, and the process limits them alone", async () => {
    const database = await create();
    const platform = await Platform.start({ databaseUrl: database.url, trustProxy: true });
    const enter = async (key: string | null) => {
      const headers = { authorization: `Bearer ${key}`, "x-forwarded-for": "203.0.113.1" };
      return (await platform.send("GET", "/admin/v1/settings", { headers })).status;
    };
    await database.blockWrites();
    for (let count = 0; count < GUESSES_MAX.admin_key; count++) {
      expect(await enter("wrong")).toBe(401);
    }
    expect(await enter(platform.dingdan.adminKey)).toBe(429);
    await database.allowWrites();
    await platform.close();
    await database.remove();
  });
});
