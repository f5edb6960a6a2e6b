import { execFile } from "node:child_process";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, expect, test } from "vitest";
import {
  dingdan,
  dingdanJson,
  exampleFile,
  RunningServer,
  temporaryFolder,
} from "./support/command.js";

interface KeptCredentials {
  admin_key: string;
  app: { appid: string; mchid: string; secret: string };
}

const folder = temporaryFolder();
const file = join(folder.path, "sandbox.json");
const databaseUrl = `sqlite:${join(folder.path, "dingdan.db")}`;
const words = ["sandbox", "--port", "0", "--database", databaseUrl];
const credentials = () => JSON.parse(readFileSync(file, "utf8")) as KeptCredentials;
let server: RunningServer | null = null;

afterEach(async () => {
  await server?.stop("SIGKILL");
  server = null;
});
afterAll(() => folder.remove());

test("the first start creates an app that can upload, pay and verify", async () => {
  server = await RunningServer.start(words);
  const { admin_key: adminKey, app } = credentials();
  expect(server.firstLine.adminKey).toBe(adminKey);
  expect(app).toMatchObject({ appid: "wxd678efh567hg6787", mchid: "1900000109" });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const env = {
    DINGDAN_URL: server.url,
    DINGDAN_ADMIN_KEY: adminKey,
    DINGDAN_APPID: app.appid,
    DINGDAN_SECRET: app.secret,
  };
  const upload = exampleFile("upload-shopping-info.json");
  expect((await dingdan(["upload", upload], { env })).code).toBe(0);
  const paid = await dingdanJson(["pay", exampleFile("payment.json"), "--now"], { env });
  expect(paid.document).toMatchObject({ state: "matched" });
  const verified = await dingdan(["verify", upload], { env });
  expect(verified.out).toContain("SUCCESS");
});

test("the printed commands work when they are pasted", async () => {
  server = await RunningServer.start(words);
  const lines = (await server.errWith("Ctrl+C")).split("\n").map((line) => line.trim());
  const pasted = lines.filter((line) => /^(TOKEN=|curl )/.test(line));
  expect(pasted).toHaveLength(2);
  const { stdout } = await promisify(execFile)("sh", ["-c", pasted.join("\n")], { cwd: "/" });
  expect(JSON.parse(stdout)).toMatchObject({ errcode: expect.any(Number) });
  expect(stdout).not.toContain("access_token missing");
  expect(lines.join("\n")).toContain(`${server.url}/docs`);
  expect(lines).toContain("npx dingdan clock +6h");
  expect(lines).toContain("npx dingdan demo");
});

test("the credentials stay the same at the next start", async () => {
  const before = credentials();
  server = await RunningServer.start(words, { env: { LANG: "zh_CN.UTF-8" } });
  expect(server.firstLine.adminKey).toBe(before.admin_key);
  expect(credentials()).toEqual(before);
  expect(await server.errWith("Ctrl+C")).toContain("沙箱已启动");
});

test("the next start shows which steps of the first order were done", async () => {
  server = await RunningServer.start(words);
  const welcome = await server.errWith("Ctrl+C");
  expect(welcome).toMatch(/✓ 1 {2}Get a token[^]*✓ 2 {2}Upload an order[^]*✓ 3 {2}The buyer pays/);
  expect(welcome).not.toContain("✓ 4");
});

test.each([
  ["is missing", () => rmSync(file), "an admin key that is not in"],
  [
    "has other content",
    () => writeFileSync(file, "{}"),
    "does not contain the credentials of a sandbox",
  ],
  [
    "belongs to another database",
    (kept: string) => writeFileSync(file, kept.replace("dingdan.db", "other.db")),
    "of another database, other.db",
  ],
  [
    "has another secret",
    (kept: string) => writeFileSync(file, kept.replace(/"secret": ".*"/, '"secret": "x"')),
    "does not contain its secret",
  ],
])("a credentials file that %s is reported with a hint", async (_, spoil, message) => {
  const kept = readFileSync(file, "utf8");
  spoil(kept);
  const { code, out, err } = await dingdan(words);
  writeFileSync(file, kept);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(message);
  expect(err).toContain("→");
});

test("a sandbox in memory keeps nothing", async () => {
  const inMemory = ["sandbox", "--port", "0", "--database", "sqlite::memory:"];
  server = await RunningServer.start(inMemory, { cwd: folder.path });
  const welcome = await server.errWith("Ctrl+C");
  expect(welcome).toContain("deleted when the sandbox stops");
  expect(welcome).not.toContain("is kept");
});
