import { chmodSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../server/test/support/postgres.js";
import { dingdan, dingdanJson, RunningServer, temporaryFolder } from "./support/command.js";

const folder = temporaryFolder();
afterAll(folder.remove);
const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop("SIGKILL");
});

interface Report {
  readonly checks: readonly {
    readonly name: string;
    readonly state: string;
    readonly found: string;
    readonly next?: string;
  }[];
  readonly failed: number;
}

async function report(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, document } = await dingdanJson(["doctor", ...words], { env });
  const { checks, failed } = document as Report;
  const states = Object.fromEntries(checks.map(({ name, state }) => [name, state]));
  return { code, checks, failed, states };
}

const found = (checks: Report["checks"], name: string) =>
  checks.find((check) => check.name === name);

async function start(...words: readonly string[]): Promise<RunningServer> {
  const server = await RunningServer.start(["serve", "--port", "0", ...words]);
  servers.push(server);
  return server;
}

describe("doctor", () => {
  test("finds nothing wrong with a new machine, and creates no database", async () => {
    const database = `sqlite:${join(folder.path, "new.db")}`;
    const { code, failed, checks } = await report(["--database", database]);
    expect({ code, failed }).toEqual({ code: 0, failed: 0 });
    expect(found(checks, "database")?.found).toContain("does not exist yet");
    const again = await report(["--database", database]);
    expect(found(again.checks, "database")?.found).toContain("does not exist yet");
  });

  test("looks at the database of a running platform, and at who can read it", async () => {
    const file = join(folder.path, "used.db");
    const server = await start("--database", `sqlite:${file}`);
    chmodSync(file, 0o644);
    const words = ["--database", `sqlite:${file}`, "--public-url", server.url];
    const { states, checks } = await report(words);
    expect(states).toMatchObject({
      database: "ok",
      migrations: "ok",
      durability: "ok",
      "file modes": "warning",
      "public address": "ok",
    });
    expect(Object.keys(states)).toHaveLength(checks.length);
    expect(found(checks, "file modes")?.next).toContain(`chmod 600 ${file}`);
  });

  test("reports a setting with which serve does not start", async () => {
    const { code, checks } = await report(["--database", "sqlite::memory:", "--trust-proxy", "x"]);
    expect(code).toBe(1);
    expect(found(checks, "settings")).toMatchObject({ state: "failed" });
    const chinese = await report(["--database", "sqlite::memory:", "--trust-proxy", "x"], {
      LANG: "zh_CN.UTF-8",
      DINGDAN_SEAL_KEY: "k",
    });
    expect(found(chinese.checks, "settings")?.found).toContain("取值无效");
    const usage = await dingdan(["doctor", "--database", "mysql://x"]);
    expect(usage.code).toBe(2);
  });

  test("ends even if the public address never answers", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { readonly port: number };
    const { states } = await report([
      "--database",
      "sqlite::memory:",
      "--public-url",
      `http://127.0.0.1:${port}`,
    ]);
    expect(states["public address"]).toBe("warning");
    silent.close();
  });

  test("a URL where another server answers is a failed check with the next step", async () => {
    const { url, firstLine } = await start("--database", "sqlite::memory:", "--sandbox");
    const env = { DINGDAN_ADMIN_KEY: firstLine.adminKey ?? "" };
    const other = createHttpServer((_request, response) => response.end('{"checks":null}'));
    other.listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { readonly port: number };
    for (const wrong of [`${url}/path`, `http://127.0.0.1:${port}`]) {
      const { code, checks } = await report(["--url", wrong], env);
      expect(code).toBe(1);
      expect(checks).toHaveLength(1);
      expect(checks[0]).toMatchObject({ name: "platform", state: "failed" });
      expect(checks[0]?.found).toContain(`no Dingdan platform of this version at ${wrong}`);
      expect(checks[0]?.next).toContain("check --url");
    }
    other.close();
    const secure = await report(["--url", url.replace("http:", "https:")], env);
    expect(secure.checks[0]?.found).toMatch(/does not speak HTTPS$/);
    // The same reply breaks no other command.
    const list = await dingdan(["app", "list", "--url", `${url}/path`], { env });
    expect(list).toMatchObject({ code: 2 });
    expect(list.err).not.toContain("internal error");
  });

  test("a platform that accepts connections and never answers is reported within seconds", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { readonly port: number };
    const env = { DINGDAN_ADMIN_KEY: "k".repeat(20) };
    const { code, checks } = await report(["--url", `http://127.0.0.1:${port}`], env);
    expect(code).toBe(1);
    expect(checks[0]?.found).toContain("does not answer in time (4 s)");
    expect(checks[0]?.next).toContain("the log, the load and the database");
    silent.close();
  });

  test("asks a running platform, with its limits", async () => {
    const { url, firstLine } = await start("--database", "sqlite::memory:", "--sandbox");
    const env = { DINGDAN_ADMIN_KEY: firstLine.adminKey ?? "" };
    const { code, states } = await report(["--url", url], env);
    expect(code).toBe(0);
    expect(states).toMatchObject({ ready: "ok", version: "ok", clock: "ok", limits: "ok" });
    expect((await dingdan(["doctor", "--url", url])).code).toBe(2);
    const table = await dingdan(["doctor", "--url", url], { env: { ...env, LANG: "zh_CN.UTF-8" } });
    expect(table.out).toMatch(/正常 +就绪 +reader: ok, writer: ok/);
  });
});

describeOnPostgres("doctor on PostgreSQL", () => {
  test("looks at the server without writing to it", async () => {
    const database = await createEmptyDatabase();
    const before = await report(["--database", database.url]);
    expect(before.states).toMatchObject({ database: "ok", migrations: "warning", clock: "ok" });
    await dingdan(["migrate", "--database", database.url]);
    expect((await report(["--database", database.url])).states["migrations"]).toBe("ok");
    await database.remove();
  });

  test("reports an unreachable server without its password, and ends", async () => {
    const url = "postgres://mall:secret-word@127.0.0.1:1/orders";
    const { code, checks } = await report(["--database", url]);
    expect(code).toBe(1);
    expect(found(checks, "database")).toMatchObject({ state: "failed" });
    expect(JSON.stringify(checks)).not.toContain("secret-word");
  });

  test("reports a server that never answers within seconds", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as { readonly port: number };
    const { states } = await report(["--database", `postgres://x@127.0.0.1:${port}/d`]);
    expect(states["database"]).toBe("failed");
    silent.close();
  });
});
