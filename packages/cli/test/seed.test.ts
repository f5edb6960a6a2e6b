import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dingdan,
  dingdanJson,
  RunningServer,
  temporaryFolder,
  type Variables,
} from "./support/command.js";

const MEMORY = ["--port", "0", "--database", "sqlite::memory:"];
const SMALL = ["seed", "--orders", "120", "--days", "3"];
const DAY_MS = 86_400_000;
/** A small seed takes two seconds, and much longer when all tests run in parallel. */
const BUSY_MACHINE_MS = 90_000;

const folder = temporaryFolder();
let server: RunningServer;
let env: Variables;

const envOf = ({ url, firstLine }: RunningServer): Variables => ({
  DINGDAN_URL: url,
  DINGDAN_ADMIN_KEY: firstLine.adminKey ?? "",
});

beforeAll(async () => {
  server = await RunningServer.start(["serve", ...MEMORY, "--sandbox", "--days-ago", "3"]);
  env = envOf(server);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

interface Seeded {
  readonly from: string;
  readonly apps: readonly { readonly appid: string; readonly permission: string }[];
  readonly orders: Readonly<Record<string, number>>;
  readonly refused_calls: Readonly<Record<string, number>>;
  readonly buyer: { readonly url: string; readonly orders: number };
}

async function admin<Body>(path: string, init: RequestInit = {}): Promise<Body> {
  const headers = { authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}` };
  return (await fetch(`${server.url}/admin/v1${path}`, { headers, ...init })).json() as Body;
}

describe("seed", () => {
  let seeded: Seeded;
  beforeAll(async () => {
    const images = join(folder.path, "images");
    const { code, document } = await dingdanJson([...SMALL, "--images", images], { env });
    expect(code).toBe(0);
    seeded = document as Seeded;
  }, BUSY_MACHINE_MS);

  test("leaves every shop in the reported state", async () => {
    const { items } = await admin<{ items: Record<string, string>[] }>("/apps?limit=100");
    const states = new Map(items.map(({ appid, permission }) => [appid, permission]));
    expect(seeded.apps).toHaveLength(12);
    for (const { appid, permission } of seeded.apps) expect(states.get(appid)).toBe(permission);
  });

  test("leaves payments in several states of shipping information management", async () => {
    const { states } = await admin<{ states: { state_name: string; count: number }[] }>(
      "/trade-order-totals",
    );
    const counts = new Map(states.map(({ state_name: name, count }) => [name, count]));
    for (const name of ["unshipped", "shipped", "settled"]) {
      expect(counts.get(name), name).toBeGreaterThan(0);
    }
  });

  test("creates as many orders as it reports", async () => {
    const counts = { matched: 0, waiting: 0, mismatched: 0 };
    for (let cursor = ""; ; ) {
      const page = await admin<{ items: { state: "matched" }[]; next_cursor?: string }>(
        `/orders?limit=100${cursor}`,
      );
      for (const { state } of page.items) counts[state] += 1;
      if (page.next_cursor === undefined) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    const { orders } = seeded;
    expect(counts).toEqual({
      matched: orders["matched"],
      waiting: orders["unpaid"],
      mismatched: (orders["other_payer"] ?? 0) + (orders["both_forms"] ?? 0),
    });
  });

  test("moves the sandbox's clock by --days, to the current time if it started in the past", async () => {
    const { now } = await admin<{ now: string }>("/clock", {
      method: "POST",
      body: JSON.stringify({ advance_seconds: 0 }),
      headers: { authorization: `Bearer ${env["DINGDAN_ADMIN_KEY"]}` },
    });
    expect(Date.parse(now) - Date.parse(seeded.from)).toBeGreaterThanOrEqual(3 * DAY_MS - 1000);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
  });

  test("leaves each of the usual mistakes in the request log", async () => {
    const codes = Object.keys(seeded.refused_calls);
    expect(codes).toEqual(
      expect.arrayContaining(["40001", "42001", "47001", "268485192", "268485184", "268464998"]),
    );
    const { items } = await admin<{ items: object[] }>("/requests?errcode=268485192");
    expect(items).toHaveLength(seeded.refused_calls["268485192"] as number);
  });

  test("prints a link that opens the orders of its best buyer", async () => {
    const token = seeded.buyer.url.split("/").at(-1);
    const spent = await fetch(`${server.url}/buyer/v1/sessions/${token}`, { method: "POST" });
    const { token: session } = (await spent.json()) as { token: string };
    const headers = { authorization: `Bearer ${session}` };
    const reply = await fetch(`${server.url}/buyer/v1/orders?limit=100`, { headers });
    const { items } = (await reply.json()) as { items: { order_list: { item_list: unknown }[] }[] };
    expect(items).toHaveLength(seeded.buyer.orders);
    const images = new Set(readdirSync(join(folder.path, "images")));
    const links = JSON.stringify(items).matchAll(/https:\/\/img\.example\.com\/([^"]+)/g);
    for (const [, name] of links) expect(images).toContain(name);
  });

  test(
    "rejects a second run with the same seed, and adds the data of another seed",
    async () => {
      expect(await dingdanJson(SMALL, { env })).toMatchObject({
        code: 2,
        document: { error: { kind: "usage", hint: expect.stringContaining("--seed") } },
      });
      const again = await dingdan([...SMALL, "--seed", "2"], { env });
      expect(again).toMatchObject({ code: 0, err: "" });
      expect(again.out).toContain("120 orders in 12 shops");
    },
    BUSY_MACHINE_MS,
  );
});

test("a platform that is not a sandbox is rejected", async () => {
  const real = await RunningServer.start(["serve", ...MEMORY]);
  const answer = await dingdan(["seed"], { env: envOf(real) });
  await real.stop();
  expect(answer.code).toBe(2);
  expect(answer.err).toContain("is not a sandbox");
});

test("a platform that is not a sandbox cannot start in the past", async () => {
  const { code, err } = await dingdan(["serve", ...MEMORY, "--days-ago", "3"]);
  expect(code).toBe(2);
  expect(err).toContain("--days-ago requires a sandbox");
});

test("one error lists all bad settings", async () => {
  const { code, document } = await dingdanJson(["seed", "--orders", "1", "--apps", "2"], { env });
  expect(code).toBe(2);
  expect((document as { error: { problems: unknown[] } }).error.problems).toHaveLength(2);
});

test("a sandbox whose clock was moved keeps its time and ignores --days-ago", async () => {
  const database = ["--port", "0", "--database", `sqlite:${join(folder.path, "kept.db")}`];
  const words = ["sandbox", ...database, "--days-ago", "10"];
  const nowOf = async (sandbox: RunningServer, advance_seconds: number) => {
    const reply = await fetch(`${sandbox.url}/admin/v1/clock`, {
      method: "POST",
      body: JSON.stringify({ advance_seconds }),
      headers: { authorization: `Bearer ${sandbox.firstLine.adminKey}` },
    });
    return Date.parse(((await reply.json()) as { now: string }).now);
  };
  const first = await RunningServer.start(words);
  const moved = await nowOf(first, 86_400);
  expect(Date.now() - moved).toBeGreaterThan(8.9 * DAY_MS);
  await first.stop();
  const second = await RunningServer.start(words);
  expect(await nowOf(second, 0)).toBeGreaterThanOrEqual(moved);
  await second.stop();
});
