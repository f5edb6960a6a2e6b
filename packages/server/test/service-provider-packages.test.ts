import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";
import {
  makeGoods,
  Provider,
  RETAIL_SPU,
  recentAverageOf,
  SKU_300,
  SKU_1000,
  SP_SKU,
  usageOf,
  WHOLESALE_SPU,
} from "./support/service-provider.js";

const DAY = 86_400;
const REQUEST_ID = "1687254272930";

let platform: Platform;
let provider: Provider;
let shop: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  await makeGoods(platform);
  provider = await Provider.register(platform);
  shop = await platform.register();
});
afterEach(() => platform.close());

/** Moves the clock and renews the tokens, which expire within a day. */
async function advance(seconds: number): Promise<void> {
  await platform.admin("POST", "/clock", { advance_seconds: seconds });
  await provider.merchant.renewToken();
  await shop.renewToken();
}

const nowSeconds = () => Math.floor(platform.dingdan.clock.now().getTime() / 1000);

const request = (orderId: string, changes: Loose = {}): Loose => ({
  orderId,
  skuId: SKU_300,
  receiverAppId: shop.appid,
  requestId: REQUEST_ID,
  ...changes,
});

const quotaOf = async (orderId: string) =>
  ((await provider.merchant.getOrder(orderId))["order"] as Loose)["usage"];

const use = (pkgId: unknown, count: string) =>
  platform.admin("POST", `/resource-packages/${String(pkgId)}/uses`, { count });

const events = async (appid = provider.appid) =>
  (
    await platform.admin<{ items: { at: string; event: Loose }[] }>(
      "GET",
      `/service-provider-events?appid=${appid}`,
    )
  ).body.items;

describe("an assignment", () => {
  test("takes its quota from the order and gives the receiver a package", async () => {
    const orderId = await provider.paidOrder();
    expect(await provider.assign(request(orderId))).toEqual({ errcode: 0, errmsg: "ok" });

    expect(await quotaOf(orderId)).toEqual({ used: "300", all: "1000" });
    const { detailList, ...sums } = await usageOf(shop);
    expect(sums).toEqual({
      errcode: 0,
      errmsg: "ok",
      all: "300",
      effectiveUse: "0",
      effectiveAll: "300",
      total: 1,
    });
    const [pack] = detailList as [Loose];
    expect(pack).toEqual({
      pkgId: expect.stringMatching(/^ZY\d{19}$/),
      status: 1,
      startTime: expect.any(Number),
      endTime: (pack["startTime"] as number) + 30 * DAY,
      all: "300",
      used: "0",
      spuId: RETAIL_SPU,
      skuId: SKU_300,
      source: 3,
    });
    expect(Math.abs((pack["startTime"] as number) - nowSeconds())).toBeLessThan(10);
  });

  test("is carried out once, even if many requests for it arrive at the same time", async () => {
    const orderId = await provider.paidOrder();
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => provider.assign(request(orderId))),
    );
    const codes = replies.map(({ errcode }) => errcode).toSorted((a, b) => a - b);
    expect(codes).toEqual([0, 10121009, 10121009, 10121009, 10121009]);
    expect(await quotaOf(orderId)).toMatchObject({ used: "300" });
    expect(await usageOf(shop)).toMatchObject({ total: 1 });
    const other = request(orderId, { skuId: SKU_1000 });
    expect(await provider.assign(other)).toMatchObject({ errcode: 10121009 });
  });

  test("under another order or another requestId is a separate assignment", async () => {
    const orderIds = [await provider.paidOrder(), await provider.paidOrder()];
    for (const orderId of orderIds) {
      expect(await provider.assign(request(orderId))).toMatchObject({ errcode: 0 });
      const another = request(orderId, { requestId: `${REQUEST_ID}-2` });
      expect(await provider.assign(another)).toMatchObject({ errcode: 0 });
    }
    expect(await usageOf(shop)).toMatchObject({ total: 4, all: "1200" });
  });

  test("never exceeds the rest of the order, even if many requests arrive at the same time", async () => {
    const orderId = await provider.paidOrder();
    const replies = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        provider.assign(request(orderId, { requestId: `request-${index}-of-5` })),
      ),
    );
    expect(replies.filter(({ errcode }) => errcode === 0)).toHaveLength(3);
    const refused = replies.find(({ errcode }) => errcode !== 0);
    expect(refused).toMatchObject({ errcode: 10121013 });
    expect(refused?.errmsg).toContain("skuId holds more than the 100 that the order has left");
    expect(await quotaOf(orderId)).toEqual({ used: "900", all: "1000" });
  });

  test("begins at beginTime, in milliseconds, or immediately if that is in the past", async () => {
    const orderId = await provider.paidOrder();
    const beginTime = (nowSeconds() + DAY) * 1000;
    await provider.assign(request(orderId, { beginTime: String(beginTime) }));
    const past = request(orderId, { requestId: "another-one", beginTime: 1 });
    await provider.assign(past);
    const { detailList, all } = await usageOf(shop);
    expect(all).toBe("300");
    expect(detailList).toMatchObject([{ status: 1 }, { status: 2, startTime: beginTime / 1000 }]);
    await advance(DAY + 1);
    expect(await usageOf(shop)).toMatchObject({ all: "600", detailList: [{}, { status: 1 }] });
  });

  test("begins neither before nor after the order's validity", async () => {
    const validityBeginTime = nowSeconds() + DAY;
    const validityEndTime = validityBeginTime + DAY;
    const orderId = await provider.paidOrder({ validityBeginTime, validityEndTime });
    await provider.assign(request(orderId));
    expect(await usageOf(shop)).toMatchObject({
      detailList: [{ status: 2, startTime: validityBeginTime }],
    });
    const late = request(orderId, { requestId: "another-one", beginTime: validityEndTime * 1000 });
    expect(await provider.assign(late)).toMatchObject({ errcode: 10121012 });
    await advance(2 * DAY + 1);
    const now = request(orderId, { requestId: "another-one" });
    expect(await provider.assign(now)).toMatchObject({ errcode: 10121012 });
  });

  test("needs a paid order, and keeps earlier assignments when the order is refunded", async () => {
    const orderId = await provider.order();
    expect(await provider.assign(request(orderId))).toMatchObject({ errcode: 10121001 });
    await provider.move(orderId, { status: 2 });
    expect(await provider.assign(request(orderId))).toMatchObject({ errcode: 0 });
    const another = request(orderId, { requestId: "another-one" });
    await provider.move(orderId, { status: 5 });
    expect(await provider.assign(another)).toMatchObject({ errcode: 10121001 });
    expect(await provider.assign(request(orderId))).toMatchObject({ errcode: 10121009 });
    await provider.move(orderId, { status: 7 });
    expect(await provider.assign(another)).toMatchObject({ errcode: 0 });
    expect(await usageOf(shop)).toMatchObject({ total: 2 });
  });

  test("accepts as receiver a Mini Program or an app unknown to the platform, such as a mobile app", async () => {
    const orderId = await provider.paidOrder();
    const account = await platform.register({ kind: "official_account" });
    for (const receiverAppId of [account.appid, provider.appid, "no appid"]) {
      const reply = await provider.assign(request(orderId, { receiverAppId }));
      expect(reply.errcode, receiverAppId).toBe(10120002);
      expect(reply.errmsg).toContain("receiverAppId");
    }
    const mobile = request(orderId, { receiverAppId: "wxbf98693b6554a24a" });
    expect(await provider.assign(mobile)).toMatchObject({ errcode: 0 });
    const app = await platform.register({ appid: "wxbf98693b6554a24a" });
    expect(await usageOf(app)).toMatchObject({ total: 1 });
  });

  test.each<[string, Loose, number, string]>([
    ["no orderId", { orderId: "" }, 10120002, "orderId is missing"],
    ["no skuId", { skuId: undefined }, 10120002, "skuId is missing"],
    ["no receiverAppId", { receiverAppId: null }, 10120002, "receiverAppId is missing"],
    ["no requestId", { requestId: "" }, 10120002, "requestId is missing"],
    ["a requestId of 9", { requestId: "123456789" }, 10120002, "requestId must be at least 10"],
    ["one of 65", { requestId: "x".repeat(65) }, 10120002, "requestId must be at most 64"],
    ["one that is a number", { requestId: 1687254272930 }, 10120002, "requestId must be a string"],
    [
      "a beginTime that is no number",
      { beginTime: "soon" },
      10120002,
      "beginTime must be an integer, 0 or more",
    ],
    ["a SKU that is not the order's", { skuId: SP_SKU }, 10120002, "skuId is none of the order's"],
    [
      "an orderId without 19 digits",
      { orderId: "DD1" },
      10120800,
      "orderId must be DD and 19 digits",
    ],
    ["an unknown order", { orderId: "DD0000000000000000000" }, 10120800, "orderId names no order"],
  ])("with %s is rejected", async (_, changes, errcode, reason) => {
    const orderId = await provider.paidOrder();
    const reply = await provider.assign(request(orderId, changes));
    expect(reply.errcode).toBe(errcode);
    expect(reply.errmsg).toContain(reason);
    expect(await quotaOf(orderId)).toMatchObject({ used: "0" });
  });

  test("accepts a requestId of 10 and of 64 characters, and a number as the skuId", async () => {
    const orderId = await provider.paidOrder();
    for (const requestId of ["1234567890", "订".repeat(64)]) {
      const changes = { requestId, skuId: Number(SKU_300) };
      expect(await provider.assign(request(orderId, changes))).toMatchObject({ errcode: 0 });
    }
  });

  test("has a dry-run, which checks the stored data and stores nothing", async () => {
    const orderId = await provider.paidOrder({ all: "299" });
    const dryRun = (operation: string, body: Loose) => provider.merchant.dryRun(operation, body);
    expect(await dryRun("assignPackage", request(orderId))).toMatchObject({
      violations: [{ errcode: 10121013, path: "skuId" }],
    });
    expect(await dryRun("cancelAssign", request(orderId))).toMatchObject({
      violations: [{ errcode: 10120002, path: "requestId" }],
    });
    const enough = await provider.paidOrder();
    expect(await dryRun("assignPackage", request(enough))).toMatchObject({ violations: [] });
    expect(await usageOf(shop)).toMatchObject({ total: 0 });
  });
});

describe("a cancellation", () => {
  test("ends the package and returns its quota, and the requestId cannot be used again", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    const key = { orderId, requestId: REQUEST_ID };
    expect(await provider.cancel(key)).toEqual({ errcode: 0, errmsg: "ok" });

    expect(await quotaOf(orderId)).toEqual({ used: "0", all: "1000" });
    expect(await usageOf(shop)).toMatchObject({ all: "0", total: 1, detailList: [{ status: 3 }] });
    expect(await provider.cancel(key)).toMatchObject({ errcode: 10121010 });
    expect(await provider.assign(request(orderId))).toMatchObject({ errcode: 10121010 });
    const another = request(orderId, { requestId: "another-one" });
    expect(await provider.assign(another)).toMatchObject({ errcode: 0 });
  });

  test("is possible for seven days, and not a second longer", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    await provider.assign(request(orderId, { requestId: "another-one" }));
    await advance(7 * DAY);
    expect(await provider.cancel({ orderId, requestId: "another-one" })).toMatchObject({
      errcode: 0,
    });
    await advance(1);
    const late = await provider.cancel({ orderId, requestId: REQUEST_ID });
    expect(late.errcode).toBe(10121013);
    expect(late.errmsg).toContain("requestId was assigned more than 7 days ago");
    expect(await quotaOf(orderId)).toMatchObject({ used: "300" });
  });

  test("is rejected once the package is in use", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    const [pack] = (await usageOf(shop)).detailList as [Loose];
    await use(pack["pkgId"], "1");
    const reply = await provider.cancel({ orderId, requestId: REQUEST_ID });
    expect(reply.errcode).toBe(10121013);
    expect(reply.errmsg).toContain("requestId names a package that is in use");
  });

  test("of a package that has not begun prevents it from beginning", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId, { beginTime: (nowSeconds() + DAY) * 1000 }));
    await provider.cancel({ orderId, requestId: REQUEST_ID });
    expect(await provider.usage({ spuId: RETAIL_SPU, status: 2 })).toMatchObject({ total: 0 });
    await advance(2 * DAY);
    expect(await usageOf(shop)).toMatchObject({ all: "0", detailList: [{ status: 3 }] });
  });

  test.each<[string, Loose, number]>([
    ["no orderId", { orderId: undefined }, 10120002],
    ["no requestId", { requestId: undefined }, 10120002],
    ["an invalid requestId", { requestId: "short" }, 10120002],
    ["a requestId that assigned nothing", { requestId: "never-assigned" }, 10120002],
    ["an invalid orderId", { orderId: "ZY1" }, 10120800],
    ["an unknown order", { orderId: "DD0000000000000000000" }, 10120800],
  ])("with %s is rejected", async (_, changes, errcode) => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    const reply = await provider.cancel({ orderId, requestId: REQUEST_ID, ...changes });
    expect(reply).toMatchObject({ errcode });
  });
});

describe("the convertible SKUs", () => {
  test("are those of the retail goods, with their terms as strings", async () => {
    const orderId = await provider.paidOrder();
    const byOrder = await provider.skus({ orderId });
    expect(byOrder).toMatchObject({ errcode: 0, errmsg: "ok" });
    expect(byOrder.skuList).toEqual([
      {
        spuId: RETAIL_SPU,
        skuId: SKU_1000,
        skuName: "1000 次",
        bizId: 100100,
        finalPrice: "0",
        attr: {
          duration: "31536000",
          durationType: 1,
          granularity: 1,
          proportion: { quota: { quota: "1000" } },
        },
      },
      expect.objectContaining({ skuId: SKU_300 }),
    ]);
    const bySku = await provider.skus({ spSpuId: WHOLESALE_SPU, spSkuId: SP_SKU });
    expect(bySku).toEqual(byOrder);
  });

  test("omit SKUs of other wholesale SKUs, which cannot be assigned either", async () => {
    await platform.admin("POST", "/service-provider-skus", {
      skuId: "20000200",
      spuId: RETAIL_SPU,
      skuName: "仅 20000300",
      quota: "1",
      duration: 1,
      spSkuIds: ["20000300"],
    });
    const orderId = await provider.paidOrder();
    const listed = async (query: Loose) =>
      (await provider.skus(query)).skuList.map(({ skuId }) => skuId);
    expect(await listed({ orderId })).toEqual([SKU_1000, SKU_300]);
    const refused = await provider.assign(request(orderId, { skuId: "20000200" }));
    expect(refused).toMatchObject({ errcode: 10120002 });
    const wholesale = { spuId: WHOLESALE_SPU, skuId: "20000300", skuName: "批发" };
    await platform.admin("POST", "/service-provider-skus", wholesale);
    expect(await listed({ spSpuId: WHOLESALE_SPU, spSkuId: "20000300" })).toEqual([
      SKU_1000,
      SKU_300,
      "20000200",
    ]);
  });

  test("are selected by order if a query has both forms", async () => {
    const orderId = await provider.paidOrder({ spSpuId: "10000120" });
    const query = { orderId, spSpuId: WHOLESALE_SPU, spSkuId: SP_SKU };
    expect(await provider.skus(query)).toMatchObject({ errcode: 0, skuList: [] });
  });

  test.each<[string, Loose, number]>([
    ["nothing", {}, 10120002],
    ["only an SPU", { spSpuId: WHOLESALE_SPU }, 10120002],
    ["only a SKU", { spSkuId: SP_SKU }, 10120002],
    ["an invalid SKU", { spSpuId: WHOLESALE_SPU, spSkuId: "x" }, 10120002],
    ["a SKU of other goods", { spSpuId: "10000120", spSkuId: SP_SKU }, 10120002],
    ["an invalid SPU", { spSpuId: "x", spSkuId: SP_SKU }, 10120700],
    ["a retail SPU", { spSpuId: RETAIL_SPU, spSkuId: SP_SKU }, 10120700],
    ["an invalid orderId", { orderId: "DD" }, 10120800],
    ["an unknown order", { orderId: "DD0000000000000000000" }, 10120800],
  ])("queried with %s are rejected", async (_, query, errcode) => {
    expect(await provider.skus(query)).toMatchObject({ errcode });
  });
});

describe("a provider's usage", () => {
  test("of wholesale goods shows the bought quota, and how much of it is assigned", async () => {
    const validityBeginTime = nowSeconds() - DAY;
    const first = await provider.paidOrder({
      all: "500",
      validityBeginTime,
      validityEndTime: validityBeginTime + 2 * DAY,
    });
    await advance(1);
    const second = await provider.paidOrder();
    await provider.order();
    await provider.assign(request(second));

    const { detailList, ...sums } = await provider.usage({ spuId: WHOLESALE_SPU });
    expect(sums).toMatchObject({
      all: "1500",
      effectiveUse: "300",
      effectiveAll: "1500",
      total: 2,
    });
    expect(detailList).toMatchObject([
      { orderId: second, pkgId: `ZY${second.slice(2)}`, used: "300", all: "1000", source: 2 },
      { orderId: first, status: 1, startTime: validityBeginTime, skuId: SP_SKU },
    ]);
    const [newest] = detailList as [{ startTime: number; endTime: number }];
    expect(newest.endTime - newest.startTime).toBe(365 * DAY);

    await advance(DAY);
    const ended = await provider.usage({ spuId: WHOLESALE_SPU, status: 3 });
    expect(ended).toMatchObject({ all: "1000", total: 1, detailList: [{ orderId: first }] });
    await provider.move(second, { status: 5 });
    await provider.move(second, { status: 6 });
    expect(await provider.usage({ spuId: WHOLESALE_SPU, status: "3" })).toMatchObject({ total: 2 });
  });

  test("of retail goods shows the assigned quota, and how much of it is used", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    await provider.assign(request(orderId, { requestId: "another-one" }));
    const [pack] = (await usageOf(shop)).detailList as [Loose];
    await use(pack["pkgId"], "12");
    expect(await provider.usage({ spuId: RETAIL_SPU, limit: 1 })).toMatchObject({
      all: "600",
      effectiveUse: "12",
      total: 2,
      detailList: [{ ...pack, used: "12", orderId }],
    });
    expect(await provider.usage({ spuId: RETAIL_SPU, status: 2 })).toMatchObject({
      all: "600",
      total: 0,
      detailList: [],
    });
  });

  test("shows the provider's own package without an order under DD0", async () => {
    const given = { appid: provider.appid, skuId: SKU_300, source: 1 };
    await platform.admin("POST", "/resource-packages", given);
    expect(await provider.usage({ spuId: RETAIL_SPU })).toMatchObject({
      detailList: [{ orderId: "DD0", source: 1 }],
    });
  });

  test.each<[string, Loose, number]>([
    ["no spuId", { spuId: undefined }, 10120002],
    ["no offset", { offset: undefined }, 10120002],
    ["an unknown status", { status: 4 }, 10120002],
    ["a limit over 20", { limit: 21 }, 10120003],
    ["an invalid spuId", { spuId: "abc" }, 10120700],
    ["an unknown spuId", { spuId: "10009999" }, 10120700],
  ])("queried with %s is rejected", async (_, changes, errcode) => {
    expect(await provider.usage({ spuId: RETAIL_SPU, ...changes })).toMatchObject({ errcode });
  });
});

describe("an app's usage", () => {
  test("lists its packages page by page, newest first, and sums up all of them", async () => {
    const orderId = await provider.paidOrder({ all: "999999999999999999" });
    for (let count = 0; count < 5; count++) {
      await provider.assign(request(orderId, { requestId: `request-no-${count}` }));
    }
    const all = await usageOf(shop);
    expect(all.detailList).toHaveLength(5);
    expect(await usageOf(shop, { offset: "1", limit: "2" })).toEqual({
      ...all,
      detailList: all.detailList.slice(1, 3),
    });
  });

  test("supports sums of more than 64 bits", async () => {
    const given = { appid: shop.appid, skuId: SKU_300, source: 4, all: "999999999999999999" };
    for (let count = 0; count < 20; count++) {
      await platform.admin("POST", "/resource-packages", given);
    }
    expect(await usageOf(shop)).toMatchObject({ all: "19999999999999999980", total: 20 });
  });

  test("follows a package through its states", async () => {
    const { body } = await platform.admin("POST", "/resource-packages", {
      appid: shop.appid,
      skuId: SKU_300,
      source: 2,
      startTime: nowSeconds() + DAY,
    });
    const { pkgId } = body;
    expect(body).toMatchObject({ appid: shop.appid, status: 2, source: 2, all: "300" });
    expect((await use(pkgId, "1")).status).toBe(409);
    await advance(DAY + 1);
    expect((await use(pkgId, "300")).body).toMatchObject({ status: 1, used: "300" });
    expect((await use(pkgId, "1")).status).toBe(409);
    await advance(30 * DAY);
    expect((await use(pkgId, "0")).status).toBe(409);
    expect(await usageOf(shop)).toMatchObject({
      all: "0",
      effectiveUse: "300",
      detailList: [{ pkgId, status: 3, used: "300" }],
    });
  });

  test("counts packages that have not begun until charging for the goods begins", async () => {
    const chargingBeginTime = nowSeconds() + DAY;
    const spu = { spuId: "10000500", spuName: "新能力", side: "retail", chargingBeginTime };
    await platform.admin("POST", "/service-provider-spus", spu);
    const sku = { skuId: "20000500", spuId: "10000500", skuName: "100 次", quota: "100" };
    await platform.admin("POST", "/service-provider-skus", { ...sku, duration: 30 * DAY });
    const given = { appid: shop.appid, skuId: "20000500", source: 2 };
    await platform.admin("POST", "/resource-packages", given);
    const later = { ...given, startTime: nowSeconds() + 10 * DAY };
    await platform.admin("POST", "/resource-packages", later);
    expect(await usageOf(shop, { spuId: "10000500" })).toMatchObject({ all: "200" });
    await advance(DAY + 1);
    expect(await usageOf(shop, { spuId: "10000500" })).toMatchObject({ all: "100" });
  });

  test("shows the service period of subscribed goods while it lasts", async () => {
    const spu = { spuId: "10000600", spuName: "订阅", side: "retail", subscription: true };
    await platform.admin("POST", "/service-provider-spus", spu);
    const sku = { skuId: "20000600", spuId: "10000600", skuName: "一个月", quota: "1" };
    await platform.admin("POST", "/service-provider-skus", { ...sku, duration: 30 * DAY });
    const times = { startTime: nowSeconds() - 10, endTime: nowSeconds() + DAY };
    const given = { appid: shop.appid, skuId: "20000600", source: 2, ...times };
    await platform.admin("POST", "/resource-packages", given);
    expect(await usageOf(shop, { spuId: "10000600" })).toMatchObject({
      startServiceTime: times.startTime,
      endServiceTime: times.endTime,
    });
    await advance(DAY + 1);
    expect(await usageOf(shop, { spuId: "10000600" })).not.toHaveProperty("startServiceTime");
  });

  test.each<[string, Loose, number]>([
    ["no spuId", { spuId: undefined }, 10120002],
    ["no limit", { limit: undefined }, 10120002],
    ["a limit over 20", { limit: 21 }, 10120003],
    ["a wholesale spuId", { spuId: WHOLESALE_SPU }, 10120700],
    ["an unknown spuId", { spuId: "10009999" }, 10120700],
  ])("queried with %s is rejected", async (_, changes, errcode) => {
    expect(await usageOf(shop, changes)).toMatchObject({ errcode });
  });
});

describe("an app's recent average", () => {
  const give = async (all: string) => {
    const given = { appid: shop.appid, skuId: SKU_1000, source: 2, all };
    return (await platform.admin("POST", "/resource-packages", given)).body["pkgId"];
  };

  test("is a month's share of the last 90 days, rounded up to two digits", async () => {
    const pkgId = await give("100000");
    expect(await recentAverageOf(shop)).toMatchObject({ errcode: 10122000 });
    await use(pkgId, "150");
    expect(await recentAverageOf(shop)).toEqual({ errcode: 0, errmsg: "ok", averageData: 50 });
    await use(pkgId, "1");
    expect(await recentAverageOf(shop)).toMatchObject({ averageData: 51 });
    await advance(60 * DAY);
    await use(pkgId, "3550");
    expect(await recentAverageOf(shop)).toMatchObject({ averageData: 1300 });
    await advance(30 * DAY);
    expect(await recentAverageOf(shop)).toMatchObject({ averageData: 1200 });
    await advance(60 * DAY);
    expect(await recentAverageOf(shop)).toMatchObject({ errcode: 10122000 });
  });

  test.each([
    ["", 10120002],
    ["abc", 10120700],
    [WHOLESALE_SPU, 10120700],
    ["10009999", 10120700],
  ])("queried with the spuId %j is rejected", async (spuId, errcode) => {
    expect(await recentAverageOf(shop, spuId)).toMatchObject({ errcode });
  });
});

describe("tenants are isolated", () => {
  test("another provider can neither see nor assign nor cancel anything of an order", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    const stranger = await Provider.register(platform);
    const requests = [
      stranger.skus({ orderId }),
      stranger.assign(request(orderId, { requestId: "another-one" })),
      stranger.cancel({ orderId, requestId: REQUEST_ID }),
    ];
    for (const reply of await Promise.all(requests)) expect(reply.errcode).toBe(10120800);
    expect(await quotaOf(orderId)).toMatchObject({ used: "300" });
    for (const spuId of [WHOLESALE_SPU, RETAIL_SPU]) {
      expect(await stranger.usage({ spuId })).toMatchObject({
        all: "0",
        effectiveUse: "0",
        total: 0,
        detailList: [],
      });
    }
    expect(await events(stranger.appid)).toEqual([]);
  });

  test("another app does not see a package, and the provider does not see the app's other packages", async () => {
    const orderId = await provider.paidOrder();
    await provider.assign(request(orderId));
    const given = { appid: shop.appid, skuId: SKU_300, source: 2 };
    const { body } = await platform.admin("POST", "/resource-packages", given);
    await use(body["pkgId"], "5");
    const other = await platform.register();
    expect(await usageOf(other)).toMatchObject({ all: "0", total: 0, detailList: [] });
    expect(await recentAverageOf(other)).toMatchObject({ errcode: 10122000 });
    expect(await provider.usage({ spuId: RETAIL_SPU })).toMatchObject({ total: 1, all: "300" });
  });
});

test("each assignment and cancellation records an event for the operator, and a rejected one records none", async () => {
  const orderId = await provider.paidOrder();
  await provider.assign(request(orderId));
  await provider.assign(request(orderId));
  await provider.cancel({ orderId, requestId: REQUEST_ID });
  const facts = {
    result: 0,
    order_id: orderId,
    assign_appid: provider.appid,
    receive_appid: shop.appid,
    sp_spu_id: WHOLESALE_SPU,
    sp_sku_id: SP_SKU,
    spu_id: RETAIL_SPU,
    sku_id: SKU_300,
    request_id: REQUEST_ID,
  };
  expect((await events()).map(({ event }) => event)).toEqual([
    { event_type: 6, ...facts },
    { event_type: 5, ...facts },
  ]);
  const first = await platform.admin<{ next_cursor: string }>(
    "GET",
    "/service-provider-events?limit=1",
  );
  expect(first.body).toMatchObject({ items: [{ event: { event_type: 6 } }] });
  const second = await platform.admin(
    "GET",
    `/service-provider-events?limit=1&cursor=${first.body.next_cursor}`,
  );
  expect(second.body).toMatchObject({ items: [{ event: { event_type: 5 } }] });
  expect(second.body).not.toHaveProperty("next_cursor");
});
