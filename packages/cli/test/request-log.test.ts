import { once } from "node:events";
import { createInterface } from "node:readline";
import { ADMIN_OPERATIONS, OPERATIONS } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dingdan,
  dingdanJson,
  exampleFile,
  RunningServer,
  spawnCommand,
  startShop,
  temporaryFolder,
  type Variables,
} from "./support/command.js";

const UNKNOWN_RID = "65577ea9-01bfdbee-79769285";
const { name: UPLOAD } = OPERATIONS.uploadShoppingInfo;
let server: RunningServer;
let env: Variables;
/** The rid of an upload whose order key uses the field name of older WeChat Pay versions. */
let refusedRid: string;
let acceptedRid: string;

interface LoggedCall {
  readonly rid: string;
  readonly errcode: number;
  readonly operation?: string;
}

async function logged(...words: readonly string[]): Promise<readonly LoggedCall[]> {
  const { document } = await dingdanJson(["logs", ...words], { env });
  return (document as { items: readonly LoggedCall[] }).items;
}

beforeAll(async () => {
  ({ server, env } = await startShop());
  await dingdan(["upload", exampleFile("upload-shopping-info.json")], { env });
  const { mchid, ...orderKey } = OPERATIONS.uploadShoppingInfo.example.request.order_key;
  const document = {
    ...OPERATIONS.uploadShoppingInfo.example.request,
    order_key: { ...orderKey, mch_id: mchid },
  };
  await dingdan(["upload", "-"], { env, stdin: JSON.stringify(document) });
  const uploads = (await logged()).filter(({ operation }) => operation === UPLOAD);
  [acceptedRid, refusedRid] = uploads.map(({ rid }) => rid) as [string, string];
});
afterAll(() => server.stop());

describe("logs", () => {
  test("shows one line per call, the newest last", async () => {
    const { code, out, err } = await dingdan(["logs"], { env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(/268485196 +uploadShoppingInfo +wxd678efh567hg6787 .* mch-id$/);
    expect(out.indexOf(acceptedRid)).toBeLessThan(out.indexOf(refusedRid));
  });

  test("shows only the calls that match the filters", async () => {
    expect((await logged("--errcode", "268485196")).map(({ rid }) => rid)).toEqual([refusedRid]);
    expect((await logged("--limit", "1")).map(({ rid }) => rid)).toEqual([refusedRid]);
    expect(await logged("--limit", "0")).toEqual([]);
    expect(await logged("--appid", "wx-unknown")).toEqual([]);
    const nothing = await dingdan(["logs", "--errcode", "-1"], { env });
    expect(nothing).toMatchObject({ code: 0, out: "no matching call in the request log\n" });
  });

  test("reads as many pages as the limit needs", async () => {
    const { maximum } = ADMIN_OPERATIONS.listRequests.query.properties.limit;
    const asked = Array.from({ length: maximum + 5 }, () => fetch(`${server.url}/no/interface`));
    await Promise.all(asked);
    const rids = (await logged("--errcode", "40066", "--limit", "1000")).map(({ rid }) => rid);
    expect(new Set(rids).size).toBe(maximum + 5);
  });

  test("follows new calls, one JSON document per line, and ends with 0 when it is stopped", async () => {
    const words = ["logs", "--follow", "--json", "--limit", "1", "--errcode", "268485196"];
    const child = spawnCommand(words, { env });
    const ended = once(child, "close");
    if (child.stdout === null) throw new Error("standard output is not read");
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value as string) as LoggedCall;
    expect(await next()).toMatchObject({ rid: refusedRid });
    const replayed = await dingdanJson(["replay", refusedRid], { env });
    expect(await next()).toMatchObject(
      { rid: (replayed.document as LoggedCall).rid, errcode: 268485196 }, //
    );
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });

  test("resumes following when the server responds again", async () => {
    const folder = temporaryFolder();
    const database = ["--database", `sqlite:${folder.path}/dingdan.db`];
    const first = await RunningServer.start(["serve", "--port", "0", ...database]);
    const { port } = new URL(first.url);
    const own = { DINGDAN_URL: first.url, DINGDAN_ADMIN_KEY: first.firstLine.adminKey ?? "" };
    const child = spawnCommand(["logs", "--follow"], { env: own });
    const ended = once(child, "close");
    if (child.stdout === null || child.stderr === null) throw new Error("the output is not read");
    const calls = createInterface(child.stdout)[Symbol.asyncIterator]();
    const notes = createInterface(child.stderr)[Symbol.asyncIterator]();
    await fetch(`${first.url}/before`);
    expect((await calls.next()).value).toContain("GET /before");
    await first.stop();
    // A server that is stopping returns 503.
    expect((await notes.next()).value).toMatch(/no response from|the server returned HTTP 503/);
    expect((await notes.next()).value).toBe("retrying every second");
    const second = await RunningServer.start(["serve", "--port", port, ...database]);
    await fetch(`${second.url}/after`);
    expect((await calls.next()).value).toContain("GET /after");
    expect((await notes.next()).value).toBe("the server responds again");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    await second.stop();
    folder.remove();
  });

  test("lists all bad settings, and ends with 2", async () => {
    const { code, err } = await dingdan(["logs", "--limit", "x", "--errcode", "-2"]);
    expect(code).toBe(2);
    for (const name of ["--limit", "--errcode", "DINGDAN_ADMIN_KEY"]) expect(err).toContain(name);
  });
});

describe("explain", () => {
  test("shows with the admin key what was wrong with a call and what to do", async () => {
    const { code, out } = await dingdan(["explain", `mchid must be set rid: ${refusedRid}`], {
      env,
    });
    expect(code).toBe(0);
    expect(out).toContain(`${refusedRid}  uploadShoppingInfo`);
    expect(out).toMatch(/field +order_key\.mch_id/);
    expect(out).toMatch(/hint +Rename it to mchid\./);
    const chinese = await dingdan(["explain", refusedRid], {
      env: { ...env, LANG: "zh_CN.UTF-8" },
    });
    expect(chinese.out).toContain("字段名应为 mchid");
    const json = await dingdanJson(["explain", refusedRid], { env });
    expect(json).toMatchObject({
      code: 0,
      document: { kind: "rid", log: "found", request: { rid: refusedRid, cause: "mch-id" } },
    });
  });

  test("reports that the log has no such call, and ends with 1", async () => {
    const { code, out } = await dingdan(["explain", UNKNOWN_RID], { env });
    expect(code).toBe(1);
    expect(out).toContain("has no call with this rid");
    expect(out).toContain(`grep ${UNKNOWN_RID}`);
    const json = await dingdanJson(["explain", UNKNOWN_RID], { env });
    expect(json).toMatchObject({ code: 1, document: { kind: "rid", log: "unknown" } });
  });

  test("asks for the key when there is none, and reports a server that does not respond", async () => {
    const keyless = await dingdan(["explain", UNKNOWN_RID]);
    expect(keyless.code).toBe(0);
    expect(keyless.out).toContain("DINGDAN_ADMIN_KEY");
    const unreachable = { ...env, DINGDAN_URL: "http://127.0.0.1:1" };
    const alone = await dingdan(["explain", UNKNOWN_RID], { env: unreachable });
    expect(alone.code).toBe(0);
    expect(alone.out).toContain("no response from http://127.0.0.1:1");
    expect(alone.out).toContain("2023-11-17 22:54:33 UTC+8");
  });

  test("reports a wrong key, and ends with 1", async () => {
    const wrongKey = { ...env, DINGDAN_ADMIN_KEY: "wrong" };
    expect(await dingdan(["explain", refusedRid], { env: wrongKey })).toMatchObject({
      code: 1,
      err: expect.stringContaining("DINGDAN_ADMIN_KEY"),
    });
    expect((await dingdan(["explain", "268485196"], { env: wrongKey })).code).toBe(0);
  });
});

describe("replay", () => {
  test("sends a call again; the exit code follows the new reply", async () => {
    const accepted = await dingdan(["replay", acceptedRid], { env });
    expect(accepted.code).toBe(0);
    expect(accepted.out).toContain(`✓ 0  replayed ${acceptedRid}`);
    expect(accepted.out).toMatch(/rid +[0-9a-f]{8}-/);
    const refused = await dingdanJson(["replay", refusedRid], { env });
    expect(refused).toMatchObject({ code: 1, document: { reply: { errcode: 268485196 } } });
  });

  test("uses --at as the platform time of the call", async () => {
    const at = "2022-05-20T13:29:35+08:00";
    const { document } = await dingdanJson(["replay", acceptedRid, "--at", at], { env });
    const seconds = Number.parseInt((document as LoggedCall).rid.slice(0, 8), 16);
    expect(seconds).toBe(Date.parse(at) / 1000);
    const bad = await dingdan(["replay", acceptedRid, "--at", "yesterday"], { env });
    expect(bad).toMatchObject({ code: 2, err: expect.stringContaining("RFC 3339") });
  });

  test("reports why a call cannot be replayed, and ends with 1", async () => {
    expect(await dingdan(["replay", UNKNOWN_RID], { env })).toMatchObject({
      code: 1,
      err: expect.stringContaining("404"),
    });
    const token = (await logged("--limit", "1000")).find(
      ({ operation }) => operation === OPERATIONS.getStableAccessToken.name,
    );
    expect(await dingdan(["replay", token?.rid ?? ""], { env })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/409.*keeps no secrets/),
    });
    expect((await dingdan(["replay", "268485196"], { env })).code).toBe(2);
  });

  test("requires a sandbox", async () => {
    const words = ["serve", "--port", "0", "--database", "sqlite::memory:"];
    const real = await RunningServer.start(words);
    const realEnv = { DINGDAN_URL: real.url, DINGDAN_ADMIN_KEY: real.firstLine.adminKey ?? "" };
    const refused = await dingdan(["replay", UNKNOWN_RID], { env: realEnv });
    await real.stop();
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/403.*--sandbox/) });
  });
});
