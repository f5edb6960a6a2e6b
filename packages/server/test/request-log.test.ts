import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Merchant, Platform, type WireReply } from "./support/platform.js";
import { upload, uploadWithItem } from "./support/requests.js";

type Logged = LoggedRequestRepresentation;
interface Page {
  readonly items: Logged[];
  readonly next_cursor?: string;
  readonly follow_cursor: string;
  readonly dropped: number;
}

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

const logOf = async (query = "", on = platform): Promise<Page> =>
  (await on.admin<Page>("GET", `/requests?${query}`)).body;
const ridOf = ({ errmsg }: { readonly errmsg: string }): string =>
  / rid: (\S+)$/.exec(errmsg)?.[1] ?? "";
const loggedAs = async (reply: WireReply): Promise<Logged | undefined> =>
  (await logOf(`rid=${ridOf(reply)}`)).items[0];

describe("every call of the wire has a row under its rid in the log", () => {
  const send = async (method: string, path: string, body?: string) =>
    (await platform.send<WireReply>(method, path, body === undefined ? {} : { body })).body;

  test("a rejected upload, with the full request and answer", async () => {
    const request = uploadWithItem({ name: "" });
    const reply = await merchant.call("/user-order/orders", request, {
      "content-type": "text/plain; charset=UTF-8",
      "user-agent": "shop/1.0",
    });
    expect(await loggedAs(reply)).toMatchObject({
      rid: ridOf(reply),
      at: expect.stringMatching(/^2022-05-20T05:29:/),
      appid: merchant.appid,
      operation: "uploadShoppingInfo",
      method: "POST",
      path: "/user-order/orders",
      query: "access_token=***",
      errcode: 268485207,
      fault: "order_list[0].item_list[0].name",
      message: "the item's name is empty: order_list[0].item_list[0].name",
      cause: "ITEM_NAME_MISSING",
      client_ip: "127.0.0.1",
      user_agent: "shop/1.0",
      content_type: "text/plain; charset=UTF-8",
      body: JSON.stringify(request).replace("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "oUpF…eS6o"),
      body_bytes: Buffer.byteLength(JSON.stringify(request)),
      body_state: "whole",
      redacted: [],
      reply: JSON.stringify(reply),
      explanation: {
        title: "the item's name is empty",
        summary: expect.stringContaining("name is empty"),
        field: "order_list[0].item_list[0].name",
        hint: "Send the item's name.",
      },
    });
  });

  test("a success", async () => {
    await merchant.confirm();
    const [logged] = (await logOf()).items;
    expect(logged).toMatchObject({ errcode: 0, message: "ok", appid: merchant.appid });
    expect(logged).not.toHaveProperty("cause");
    expect(logged?.rid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
  });

  test.each([
    ["an unknown path", "POST", "/user-order/nothing?access_token=1_x", "{}", 40066],
    ["a path that cannot be decoded", "GET", "/%zz", undefined, 40066],
    ["another method", "GET", "/user-order/orders", undefined, 43002],
    ["no token", "POST", "/user-order/orders", "{}", 41001],
    ["a forged token", "POST", "/user-order/orders?access_token=1_x", "{}", 40001],
    ["a wrong secret", "GET", "/cgi-bin/token?appid=wxnone&secret=hush", undefined, 40013],
    ["a dry-run without a token", "POST", "/dingdan/v1/validate/getOrder", "{}", 41001],
    ["a dry-run of nothing", "POST", "/dingdan/v1/validate/nothing", "{}", 40066],
  ])("%s", async (_, method, path, body, errcode) => {
    const reply = await send(method, path, body);
    const logged = await loggedAs(reply);
    expect(logged).toMatchObject({ method, path: path.split("?")[0], errcode, body: body ?? "" });
    expect(logged).not.toHaveProperty("appid");
  });

  test.each([
    ["a token", (secret: string) => secret, 0],
    ["a token with a wrong secret, which its app must learn", () => "0".repeat(32), 40125],
  ])("%s, under its app", async (_, secretOf, errcode) => {
    const { appid, secret } = await platform.register();
    const query = new URLSearchParams({
      grant_type: "client_credential",
      appid,
      secret: secretOf(secret),
    });
    await send("GET", `/cgi-bin/token?${query}`);
    const { items } = await logOf(`appid=${appid}`);
    expect(items[0]).toMatchObject({ appid, errcode, operation: "getAccessToken" });
    expect(JSON.stringify(items[0])).not.toContain(secretOf(secret));
  });

  test("a call with a body that exceeds the limit", async () => {
    const reply = await merchant.upload(" ".repeat(2 * 1024 * 1024 + 1));
    expect(await loggedAs(reply)).toMatchObject({ errcode: 47001, body: "" });
  });

  test("a dry-run, with the first broken rule", async () => {
    const reply = await merchant.dryRun("uploadShoppingInfo", uploadWithItem({ name: "" }));
    expect(await loggedAs(reply)).toMatchObject({
      appid: merchant.appid,
      operation: "uploadShoppingInfo",
      path: "/dingdan/v1/validate/uploadShoppingInfo",
      errcode: 268485207,
    });
  });

  test("but not the operator's and the buyer's calls and the pages", async () => {
    const before = (await logOf()).items.length;
    for (const path of ["/", "/healthz", "/admin/v1/apps", "/admin/v1/none", "/buyer/v1/me"]) {
      await platform.send("GET", path);
    }
    expect((await logOf()).items).toHaveLength(before);
  });
});

test("the log truncates a long body after 16 KiB, at a character boundary, and marks it as cut", async () => {
  const request = { padding: "长".repeat(10_000), ...upload() };
  await merchant.upload(request);
  const [logged] = (await logOf()).items;
  expect(logged).toMatchObject({ body_state: "cut", body_bytes: expect.any(Number) });
  const body = logged?.body ?? "";
  expect(JSON.stringify(request).startsWith(body)).toBe(true);
  expect(Buffer.byteLength(body)).toBeGreaterThan(16 * 1024 - 4);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(16 * 1024);
});

test("the log marks a body that is not text", async () => {
  const gbk = Buffer.from([0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x7d]);
  expect(await loggedAs(await merchant.upload(gbk))).toMatchObject({ body_state: "no_text" });
  expect(await loggedAs(await merchant.upload("{\0}"))).toMatchObject({ body_state: "no_text" });
});

describe("the list", () => {
  test("can be filtered by app and by code, including -1 and 0", async () => {
    const other = await platform.register();
    await other.upload("");
    await merchant.upload("");
    await merchant.upload(upload());
    const found = async (query: string) =>
      (await logOf(query)).items.map(({ appid, errcode }) => [appid, errcode]);
    expect(await found("errcode=44002")).toEqual([
      [merchant.appid, 44002],
      [other.appid, 44002],
    ]);
    expect(await found(`errcode=44002&appid=${other.appid}`)).toEqual([[other.appid, 44002]]);
    // The upload, and the call for its token.
    expect(await found(`errcode=0&appid=${merchant.appid}`)).toEqual([
      [merchant.appid, 0],
      [merchant.appid, 0],
    ]);
    expect(await found("errcode=-1")).toEqual([]);
    expect(await found("rid=none")).toEqual([]);
    expect((await platform.admin("GET", "/requests?errcode=x")).status).toBe(400);
    expect((await platform.admin("GET", "/requests?cursor=x")).status).toBe(400);
    expect((await platform.admin("GET", "/requests?after=x")).status).toBe(400);
  });

  test("can be filtered by operation, time, order and by whether a call was rejected", async () => {
    const { appid } = merchant;
    const order = upload();
    await merchant.upload(order);
    await merchant.upload("");
    await merchant.getOrder("none");
    const found = async (query: string) =>
      (await logOf(query)).items.map(({ operation, errcode }) => [operation, errcode]);
    expect(await found(`appid=${appid}&errors=true&operation=uploadShoppingInfo`)).toEqual([
      ["uploadShoppingInfo", 44002],
    ]);
    expect(await found("operation=getAccessToken&errors=true")).toEqual([]);
    const { body: orders } = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
    const id = orders.items[0]?.id ?? "";
    expect(await found(`order=${id}`)).toEqual([["uploadShoppingInfo", 0]]);
    const [logged] = (await logOf(`order=${id}`)).items;
    expect(logged).toMatchObject({ appid, app_name: expect.any(String) });
    expect(await found(`order=${id}&to=${logged?.at}`)).toEqual([]);
    expect(await found(`order=${id}&from=${logged?.at}`)).toHaveLength(1);
    const refused = async (query: string) =>
      (await platform.admin<{ detail: string }>("GET", `/requests?${query}`)).body.detail;
    expect(await refused("operation=upload")).toContain("uploadShoppingInfo");
    expect(await refused("order=none")).toContain("the id of an order");
    expect(await refused(`order=${id}&appid=wx-other`)).toContain("another app");
    expect(await refused("from=yesterday")).toContain("from");
  });

  test("returns all calls page by page, newest first", async () => {
    for (let count = 0; count < 5; count++) await merchant.call(`/nothing/${count}`);
    const paths: string[] = [];
    let query = "limit=2&errcode=40066";
    for (;;) {
      const page = await logOf(query);
      paths.push(...page.items.map(({ path }) => path));
      if (page.next_cursor === undefined) break;
      query = `limit=2&errcode=40066&cursor=${page.next_cursor}`;
    }
    expect(paths).toEqual([4, 3, 2, 1, 0].map((count) => `/nothing/${count}`));
  });

  test("can be followed: each page has only newer calls, oldest first, none twice", async () => {
    await merchant.call("/nothing/before");
    let { follow_cursor } = await logOf("limit=1");
    const follow = async () => {
      const page = await logOf(`limit=2&after=${follow_cursor}`);
      ({ follow_cursor } = page);
      return page.items.map(({ path }) => path);
    };
    expect(await follow()).toEqual([]);
    for (const name of ["a", "b", "c"]) await merchant.call(`/nothing/${name}`);
    expect(await follow()).toEqual(["/nothing/a", "/nothing/b"]);
    expect(await follow()).toEqual(["/nothing/c"]);
    expect(await follow()).toEqual([]);
  });

  test("explains in the requested language", async () => {
    const rid = ridOf(await merchant.upload(uploadWithItem({ name: "" })));
    const { body } = await platform.send<Page>("GET", `/admin/v1/requests?rid=${rid}`, {
      headers: {
        authorization: `Bearer ${platform.dingdan.adminKey}`,
        "accept-language": "zh-CN",
      },
    });
    expect(body.items[0]?.explanation).toMatchObject({
      summary: "商品名称不能为空: order_list[0].item_list[0].name",
      hint: "请填写商品名称。",
    });
  });
});

describe("a logged call", () => {
  test("survives a restart, including the last call before the close", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dingdan-"));
    const databaseUrl = `sqlite:${join(folder, "log.db")}`;
    const first = await Platform.start({ databaseUrl, adminKey: "operator" });
    const rid = ridOf((await first.send<WireReply>("POST", "/nothing")).body);
    await first.close();
    const second = await Platform.start({ databaseUrl, adminKey: "operator" });
    expect((await logOf(`rid=${rid}`, second)).items).toHaveLength(1);
    await second.close();
    rmSync(folder, { recursive: true });
  });

  test("is deleted after 30 days, or after the configured number", async () => {
    const short = await Platform.start({ requestLogDays: 1 });
    for (const [on, days] of [
      [platform, 30],
      [short, 1],
    ] as const) {
      for (let count = 0; count < 250; count++) await on.send("GET", "/old");
      await on.admin("POST", "/clock", { advance_seconds: days * 86_400 - 60 });
      expect((await logOf("errcode=40066&limit=100", on)).items).toHaveLength(100);
      await on.send("GET", "/young");
      await on.admin("POST", "/clock", { advance_seconds: 120 });
      expect((await logOf("", on)).items.map(({ path }) => path)).toEqual(["/young"]);
    }
    await short.close();
  });

  test("is not stored when the log is kept for 0 days", async () => {
    const silent = await Platform.start({ requestLogDays: 0 });
    await silent.send("GET", "/nothing");
    expect(await logOf("", silent)).toMatchObject({ items: [], dropped: 0 });
    await silent.close();
  });
});
