import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ErasureReceipt, EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { createDingdan, type Dingdan } from "@dingdan/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "./support/installation.js";
import { readCommand, runCommand, typed } from "./support/run-command.js";
import { ordinaryToken, register, upload } from "./support/wire.js";

const appid = EXAMPLE_APPID;
const OPENID = EXAMPLE_UPLOAD.payer.openid;

let dingdan: Dingdan;
let token: string;
let folder: string;
beforeAll(async () => {
  dingdan = await createDingdan({ clock: "frozen", adminKey: ADMIN_KEY });
  token = await ordinaryToken(dingdan.url, await register(dingdan.url));
});
afterAll(() => dingdan.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-buyers-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (words: readonly string[], stdin?: Parameters<typeof runCommand>[2]) =>
  runCommand(dingdan, ["buyers", ...words], stdin);
const buyer = (openid: string) => ["--appid", appid, "--openid", openid];
const erased = () =>
  readCommand<ErasureReceipt>(dingdan, ["buyers", "erase", ...buyer(OPENID), "--yes"]);
const uploadsOf = (text: string) =>
  (JSON.parse(text) as { sections: { uploads: unknown[] } }).sections.uploads.length;

describe("buyer link", () => {
  const link = (words: readonly string[], stdin?: string) =>
    runCommand(dingdan, ["buyer", "link", ...words], stdin);

  test("prints the address of a one-time link, and when it expires", async () => {
    const { code, out, err } = await link([OPENID, "--appid", appid]);
    expect(code).toBe(0);
    expect(err).toMatch(/^opens once, until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\+8\n$/);
    expect(out).toMatch(/^http:\S+\/buyer\/sessions\/\S+\n$/);
    expect((await fetch(out.trim())).status).toBe(200);
    const fromStdin = await link(["-", "--appid", appid, "--json"], `${OPENID}\n`);
    expect(JSON.parse(fromStdin.out)).toMatchObject({ url: expect.stringContaining("/sessions/") });
  });

  test("previews the paid orders of an app that is not approved", async () => {
    const words = ["buyer", "link", OPENID, "--appid", appid, "--preview"];
    const { url } = await readCommand<{ url: string }>(dingdan, words);
    const opened = await fetch(url, { method: "POST", redirect: "manual" });
    const cookie = (opened.headers.get("set-cookie") ?? "").split(";")[0] as string;
    const orders = await fetch(`${dingdan.url}/buyer/`, { headers: { cookie } });
    expect(await orders.text()).toMatch(/preview/i);
  });

  test("names what is missing, and the app that is not registered", async () => {
    const none = await link([OPENID]);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining("DINGDAN_APPID") });
    expect((await link(["--appid", appid])).err).toContain("missing argument: <openid>");
    const unknown = await link([OPENID, "--appid", "wx0000000000000000"]);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining("404") });
  });
});

describe("buyers export", () => {
  beforeEach(async () => {
    await upload(dingdan.url, token, "T-1");
  });

  test("writes the document to a file that only its owner can read", async () => {
    const file = join(folder, "buyer.json");
    const { code, out, err } = await run(["export", ...buyer(OPENID), "--out", file]);
    expect({ code, out, err }).toEqual({ code: 0, out: `✓ exported to ${file}\n`, err: "" });
    expect(uploadsOf(readFileSync(file, "utf8"))).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["buyer.json"]);
  });

  test("writes it to standard output, and reads the openid from standard input", async () => {
    const { code, out, err } = await run(["export", ...buyer("-")], `${OPENID}\n`);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(uploadsOf(out)).toBe(1);
    const others = await run(["export", ...buyer("-")], `${OPENID}\nanother\n`);
    expect(others).toMatchObject({ code: 2, err: expect.stringContaining("has 2 lines") });
    expect(await run(["export", ...buyer("-")], "")).toMatchObject({ code: 2 });
  });

  test("names all missing settings, and leaves no file when the server refuses", async () => {
    const { code, err } = await run(["export"]);
    expect(code).toBe(2);
    expect(err).toMatch(/missing: --appid[^]*missing: --openid/);
    const file = join(folder, "buyer.json");
    const words = ["export", "--appid", "unknown", "--openid", OPENID, "--out", file];
    expect(await run(words)).toMatchObject({ code: 1, err: expect.stringContaining("404") });
    expect(readdirSync(folder)).toEqual([]);
    const nowhere = ["export", ...buyer(OPENID), "--out", join(folder, "none", "buyer.json")];
    expect(await run(nowhere)).toMatchObject({ code: 2, err: expect.stringContaining("ENOENT") });
  });
});

describe("buyers export from a server that breaks off", () => {
  let server: Server;
  let url: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
      response.write('{"format":"dingdan-buyer-1",', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  test("keeps the file of before, and says that the answer is not complete", async () => {
    const file = join(folder, "buyer.json");
    writeFileSync(file, "earlier");
    const words = ["buyers", "export", ...buyer(OPENID), "--out", file];
    const { code, err } = await runCommand({ url, adminKey: ADMIN_KEY }, words);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("broke off") });
    expect(readdirSync(folder)).toEqual(["buyer.json"]);
    expect(readFileSync(file, "utf8")).toBe("earlier");
  });
});

describe("buyers erase", () => {
  beforeEach(async () => {
    await upload(dingdan.url, token, "T-1");
  });
  const uploads = async () => uploadsOf((await run(["export", ...buyer(OPENID)])).out);

  test("asks at a terminal for the openid, and prints the receipt", async () => {
    const { code, out, err } = await run(["erase", ...buyer(OPENID)], typed(OPENID));
    expect(code).toBe(0);
    expect(err).toContain("It cannot be undone.");
    expect(out).toMatch(/✓ erased\s[^]*erasure_[^]*uploaded orders: 1[^]*backups/);
    expect(await uploads()).toBe(0);
  });

  test("asks for both when the openid comes from the terminal, too", async () => {
    expect(await run(["erase", ...buyer("-")], typed(OPENID, OPENID))).toMatchObject({ code: 0 });
    expect(await uploads()).toBe(0);
  });

  test.each([
    ["the openid was typed wrong", ["another"], "is another one: nothing was erased"],
    ["the input ends", [], "is another one: nothing was erased"],
  ])("erases nothing when %s", async (_, lines, message) => {
    const { code, err } = await run(["erase", ...buyer(OPENID)], typed(...lines));
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(await uploads()).toBe(1);
  });

  test("needs --yes without a terminal", async () => {
    const { code, err } = await run(["erase", ...buyer(OPENID)]);
    expect(code).toBe(2);
    expect(err).toContain("add --yes");
    expect(await uploads()).toBe(1);
    expect(await run(["erase", ...buyer("-"), "--yes"], OPENID)).toMatchObject({ code: 0 });
    expect(await uploads()).toBe(0);
  });
});

describe("buyers erasures and verify-receipt", () => {
  const write = (name: string, content: unknown) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  test("lists the receipts, newest first", async () => {
    const { id } = await erased();
    const receipts = await readCommand<ErasureReceipt[]>(dingdan, ["buyers", "erasures"]);
    expect(receipts.map((receipt) => receipt.id)).toContain(id);
    expect((await run(["erasures", "--limit", "1000"])).out).toContain(id);
    const limited = ["buyers", "erasures", "--limit", "1"];
    expect(await readCommand<ErasureReceipt[]>(dingdan, limited)).toHaveLength(1);
  });

  test("exports the list for a restore, which names no buyer", async () => {
    const { buyer_hash: hash } = await erased();
    const file = join(folder, "erasures.json");
    expect(await run(["erasures", "--export", file])).toMatchObject({ code: 0 });
    const list = readFileSync(file, "utf8");
    expect(list).toContain(hash);
    expect(list).not.toContain(OPENID);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("checks a receipt with the server's keys, and offline with a file of them", async () => {
    await erased();
    const all = write("all.json", await readCommand(dingdan, ["buyers", "erasures"]));
    expect(await run(["verify-receipt", all])).toMatchObject({
      code: 0,
      out: expect.stringContaining("the signature fits"),
    });
    const keys = join(folder, "keys.json");
    writeFileSync(keys, (await run(["receipt-keys"])).out);
    const offline = { url: "http://127.0.0.1:1", adminKey: ADMIN_KEY };
    const words = ["buyers", "verify-receipt", all, "--keys", keys];
    expect(await runCommand(offline, words)).toMatchObject({ code: 0, err: "" });
  });

  test("names each member that was not signed as it is", async () => {
    const receipt = await erased();
    const changed = write("changed.json", { ...receipt, appid: "wxother", note: "x" });
    const { code, out } = await run(["verify-receipt", changed]);
    expect(code).toBe(1);
    expect(out).toContain(`${receipt.id}: does not fit`);
    expect(out).toContain(`signed was "${appid}", here it is "wxother"`);
    expect(out).toMatch(/note\s+"x" is here, and was not signed/);
  });

  test("refuses what is no receipt, and a file without keys", async () => {
    const none = write("none.json", { a: 1 });
    expect(await run(["verify-receipt", none])).toMatchObject({
      code: 2,
      err: expect.stringContaining("contains no receipt"),
    });
    const receipt = write("receipt.json", await erased());
    expect(await run(["verify-receipt", receipt, "--keys", none])).toMatchObject({
      code: 2,
      err: expect.stringContaining("contains no Ed25519 public keys"),
    });
    expect(await run(["verify-receipt", receipt, "--key", none])).toMatchObject({ code: 2 });
  });
});
