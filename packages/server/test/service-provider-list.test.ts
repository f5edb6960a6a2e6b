import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";
import { Provider, RETAIL_SPU, WHOLESALE_SPU } from "./support/service-provider.js";

const PATH = "/wxa/charge/service-provider/order/query_list";

let platform: Platform;
let provider: Provider;
/** Newest first. */
const orderIds: string[] = [];

beforeAll(async () => {
  platform = await Platform.start();
  provider = await Provider.register(platform);
  for (let count = 0; count < 5; count++) {
    orderIds.unshift(await provider.paidOrder());
    await platform.admin("POST", "/clock", { advance_seconds: 1 });
  }
  const other = await Provider.register(platform);
  await other.paidOrder();
});
afterAll(() => platform.close());

const idsOf = (reply: Loose) => (reply["orderList"] as Loose[]).map(({ orderId }) => orderId);

test("queryOrderList lists the provider's own orders, newest first, page by page, with the total", async () => {
  const all = await provider.queryList({ spuId: WHOLESALE_SPU, offset: 0, limit: 20 });
  expect(all).toMatchObject({ errcode: 0, errmsg: "ok", total: 5 });
  expect(idsOf(all)).toEqual(orderIds);

  const page = await provider.queryList({ spuId: WHOLESALE_SPU, offset: 2, limit: 2 });
  expect(page["total"]).toBe(5);
  expect(idsOf(page)).toEqual(orderIds.slice(2, 4));
  const beyond = await provider.queryList({ spuId: WHOLESALE_SPU, offset: 5, limit: 2 });
  expect(beyond).toMatchObject({ total: 5, orderList: [] });
});

test("queryOrderList shows an order exactly as getOrder does", async () => {
  const { orderList } = await provider.queryList({ spuId: WHOLESALE_SPU, offset: 0, limit: 1 });
  const { order } = await provider.merchant.getOrder(orderIds[0] as string);
  expect(orderList).toEqual([order]);
});

test("queryOrderList accepts numeric strings for numbers, and a number for the spuId", async () => {
  for (const spuId of [WHOLESALE_SPU, Number(WHOLESALE_SPU)]) {
    const reply = await provider.queryList({ spuId, offset: "1", limit: "2" });
    expect(idsOf(reply)).toEqual(orderIds.slice(1, 3));
  }
});

test("queryOrderList shows a provider's orders neither to another provider nor to a merchant", async () => {
  const stranger = await Provider.register(platform);
  const merchant = await platform.register();
  const request = { spuId: WHOLESALE_SPU, offset: 0, limit: 20 };
  const empty = { errcode: 0, errmsg: "ok", total: 0, orderList: [] };
  expect(await stranger.queryList(request)).toEqual(empty);
  expect(await merchant.call(PATH, request)).toEqual(empty);
});

describe("an invalid request", () => {
  const good = { spuId: WHOLESALE_SPU, offset: 0, limit: 20 };
  test.each<[string, Loose, number, string]>([
    ["no spuId", { ...good, spuId: "" }, 10120002, "spuId is missing"],
    ["no offset", { ...good, offset: undefined }, 10120002, "offset is missing"],
    ["no limit", { ...good, limit: null }, 10120002, "limit is missing"],
    ["a negative offset", { ...good, offset: -1 }, 10120002, "offset must be an integer"],
    ["an offset that is no number", { ...good, offset: "1e1" }, 10120002, "offset must be"],
    ["a fraction", { ...good, limit: 1.5 }, 10120002, "limit must be an integer"],
    ["a limit of nothing", { ...good, limit: 0 }, 10120002, "limit must be an integer"],
    ["a limit over 20", { ...good, limit: 21 }, 10120003, "limit must be at most 20, got 21"],
    ["such a limit as a string", { ...good, limit: "21" }, 10120003, "limit must be at most 20"],
    ["an spuId that is no number", { ...good, spuId: "abc" }, 10120700, "spuId must be digits"],
    ["a retail spuId", { ...good, spuId: RETAIL_SPU }, 10120700, "spuId is of retail goods"],
    ["an unknown spuId", { ...good, spuId: "10009999" }, 10120700, "spuId names no goods"],
  ])("with %s is rejected", async (_, request, errcode, reason) => {
    const reply = await provider.queryList(request);
    expect(reply.errcode).toBe(errcode);
    expect(reply.errmsg).toContain(reason);
  });

  test("with every mistake is rejected with 10120002, then 10120003, then 10120700", async () => {
    const request: Loose = { spuId: "abc", offset: "x", limit: 21 };
    expect(await provider.queryList(request)).toMatchObject({ errcode: 10120002 });
    request["offset"] = 0;
    expect(await provider.queryList(request)).toMatchObject({ errcode: 10120003 });
    request["limit"] = 20;
    expect(await provider.queryList(request)).toMatchObject({ errcode: 10120700 });
  });
});

test("a provider can query goods that only its own order names", async () => {
  const orderId = await provider.paidOrder({ spSpuId: "10000111" });
  const request = { spuId: "10000111", offset: 0, limit: 20 };
  expect(idsOf(await provider.queryList(request))).toEqual([orderId]);
  expect(await (await Provider.register(platform)).queryList(request)).toMatchObject({
    errcode: 10120700,
  });
});

test.each([
  ["POST", "order/get"],
  ["GET", "order/query_list"],
  ["POST", "package/get_convertible_skus"],
  ["GET", "package/assign"],
  ["PUT", "package/cancel_assign"],
  ["POST", "usage/get"],
])("%s on %s gets 10120405, with or without a token", async (method, path) => {
  const url = `/wxa/charge/service-provider/${path}`;
  const { accessToken } = provider.merchant;
  for (const query of ["", `?access_token=${accessToken}`]) {
    expect((await platform.send(method, url + query)).body).toMatchObject({ errcode: 10120405 });
  }
});

test("POST on the interfaces of the apps' side gets 10120405", async () => {
  for (const path of ["/wxa/charge/usage/get", "/wxa/charge/usage/get_recent_average"]) {
    expect((await platform.send("POST", path)).body).toMatchObject({ errcode: 10120405 });
  }
});
