import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import { dingdan, dingdanJson, RunningServer, temporaryFolder } from "./support/command.js";

const folder = temporaryFolder();
const servers: RunningServer[] = [];

async function start(...parameters: Parameters<typeof RunningServer.start>) {
  const server = await RunningServer.start(...parameters);
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop("SIGKILL");
});

const MEMORY = ["--port", "0", "--database", "sqlite::memory:"];

describe("serve", () => {
  test("prints one line with its URL and its new admin key", async () => {
    const server = await start(["serve", ...MEMORY]);
    expect(server.firstLine.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.firstLine.adminKey).toMatch(/^\S{16,}$/);
    expect(Object.keys(server.firstLine)).toEqual(["url", "adminKey"]);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await server.stop("SIGTERM")).toBe(0);
    expect(server.out.split("\n")).toHaveLength(2);
  });

  test("stops cleanly on Ctrl+C, and when its terminal closes", async () => {
    const [first, second] = [await start(["serve", ...MEMORY]), await start(["serve", ...MEMORY])];
    const codes = await Promise.all([first.stop("SIGINT"), second.stop("SIGHUP")]);
    expect(codes).toEqual([0, 0]);
  });

  test("prints a new admin key once and keeps it", async () => {
    const database = ["--port", "0", "--database", `sqlite:${join(folder.path, "kept.db")}`];
    const first = await start(["serve", ...database]);
    const { adminKey } = first.firstLine;
    await first.stop();
    const second = await start(["serve", ...database]);
    expect(second.firstLine.adminKey).toBeNull();
    const env = { DINGDAN_URL: second.url, DINGDAN_ADMIN_KEY: adminKey ?? "" };
    expect(await dingdanJson(["app", "list"], { env })).toEqual({ code: 0, document: [] });
  });

  test("reads every setting from the environment", async () => {
    const env = {
      DINGDAN_HOST: "127.0.0.1",
      DINGDAN_PORT: "0",
      DINGDAN_DATABASE_URL: "sqlite::memory:",
      DINGDAN_ADMIN_KEY: "operators-key-of-this-test",
      DINGDAN_SANDBOX: "1",
    };
    const { url } = await start(["serve"], { env });
    const clock = await fetch(`${url}/admin/v1/clock`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${env.DINGDAN_ADMIN_KEY}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ advance_seconds: 1 }),
    });
    expect(clock.status).toBe(200);
  });

  test("lists all bad settings, and ends with 2", async () => {
    const env = { DINGDAN_PORT: "http", DINGDAN_SANDBOX: "maybe" };
    const { code, out, err } = await dingdan(["serve", "--database", "oracle:x"], { env });
    expect(code).toBe(2);
    expect(out).toBe("");
    for (const name of ["DINGDAN_PORT", "oracle:x", "DINGDAN_SANDBOX"]) expect(err).toContain(name);
    expect(err).not.toContain("    at ");
  });

  test("reports a port in use with a hint and without a stack trace", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = String(typeof address === "object" ? address?.port : 0);
    const words = ["serve", "--port", port, "--database", "sqlite::memory:", "--sandbox"];
    const human = await dingdan(words);
    const json = await dingdanJson(words);
    other.close();
    expect(human.code).toBe(2);
    expect(human.err).toContain(port);
    expect(human.err).toContain("--port");
    expect(human.err).not.toContain("    at ");
    expect(json).toMatchObject({ code: 2, document: { error: { kind: "usage" } } });
  });

  test("reports a database that cannot be used", async () => {
    const { code, err } = await dingdan([
      "serve",
      "--port",
      "0",
      "--database",
      "sqlite:/dev/null/x",
    ]);
    expect(code).toBe(2);
    expect(err).toContain("/dev/null/x");
  });
});

describe("migrate", () => {
  test("prints the applied migrations, or that none are pending", async () => {
    const words = ["migrate", "--database", `sqlite:${join(folder.path, "new", "migrated.db")}`];
    const first = await dingdanJson(words);
    expect(first.code).toBe(0);
    const { applied, version } = first.document as { applied: string[]; version: string };
    expect(applied).not.toEqual([]);
    expect(applied.at(-1)).toBe(version);
    const second = await dingdan(words);
    expect(second.code).toBe(0);
    expect(second.out).toContain("no pending migrations");
    expect(second.out).toContain(version);
  });
});

describeOnPostgres("on PostgreSQL", () => {
  const password = "never-to-be-shown";

  test("migrate creates the tables, and several servers share them and the admin key", async () => {
    const database = await createEmptyDatabase();
    const url = new URL(database.url);
    url.password = password;
    const words = ["--database", url.href];

    const migrated = await dingdanJson(["migrate", ...words]);
    expect(migrated).toMatchObject({ code: 0 });
    expect((migrated.document as { applied: string[] }).applied).toContain("0001-initial");
    const [first, second] = await Promise.all(
      [1, 2].map(() => start(["serve", "--port", "0", ...words])),
    );

    const keys = [first, second].map((server) => server?.firstLine.adminKey ?? null);
    const adminKey = keys.find((key) => key !== null) ?? "";
    expect(keys.filter((key) => key !== null)).toHaveLength(1);
    for (const server of [first, second]) {
      const env = { DINGDAN_URL: server?.url ?? "", DINGDAN_ADMIN_KEY: adminKey };
      expect(await dingdanJson(["app", "list"], { env })).toEqual({ code: 0, document: [] });
      expect(await server?.stop()).toBe(0);
      expect(server?.out).not.toContain(password);
      expect(await server?.errWith("")).not.toContain(password);
    }
    await database.remove();
  });

  test("an unreachable server is reported without the password", async () => {
    const words = ["serve", "--database", `postgres://mall:${password}@127.0.0.1:1/orders`];
    const { code, err } = await dingdan(words);
    expect(code).toBe(2);
    expect(err).toContain("postgres://mall@127.0.0.1:1/orders");
    expect(err).not.toContain(password);
  });
});
