import { afterEach, beforeEach, expect, test } from "vitest";
import { Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start();
});
afterEach(() => platform.close());

interface Page {
  readonly items: Loose[];
  readonly next_cursor?: string;
}

const makeSpu = (body: Loose) => platform.admin("POST", "/service-provider-spus", body);
const makeSku = (body: Loose) => platform.admin("POST", "/service-provider-skus", body);
const list = async (path: string) => (await platform.admin<Page>("GET", path)).body;

const RETAIL = { spuId: "10000500", spuName: "新能力", side: "retail" };
const RETAIL_SKU = { skuId: "20000500", spuId: "10000500", skuName: "100 次", quota: "100" };

test("the goods whose ids WeChat has published exist from the start", async () => {
  const { items } = await list("/service-provider-spus");
  expect(items.map(({ spuId, side, retailSpuId }) => [spuId, side, retailSpuId])).toEqual([
    ["10000058", "retail", undefined],
    ["10000077", "retail", undefined],
    ["10000086", "retail", undefined],
    ["10000092", "retail", undefined],
    ["10000117", "wholesale", "10000077"],
    ["10000120", "wholesale", "10000086"],
  ]);
});

test("goods can be made only once under one id, and are listed page by page", async () => {
  const made = await makeSpu(RETAIL);
  expect(made).toMatchObject({ status: 201, body: { ...RETAIL, subscription: false } });
  expect((await makeSpu(RETAIL)).status).toBe(409);
  const wholesale = { spuId: "10000501", spuName: "批发", side: "wholesale" };
  const { body } = await makeSpu({ ...wholesale, retailSpuId: "10000500" });
  expect(body).toMatchObject({ ...wholesale, retailSpuId: "10000500" });

  const seen: unknown[] = [];
  let page = await list("/service-provider-spus?limit=3");
  while (page.next_cursor !== undefined) {
    seen.push(...page.items.map(({ spuId }) => spuId));
    page = await list(`/service-provider-spus?limit=3&cursor=${page.next_cursor}`);
  }
  seen.push(...page.items.map(({ spuId }) => spuId));
  expect(seen).toHaveLength(8);
  expect(new Set(seen).size).toBe(8);
});

test("wholesale goods must name existing retail goods, and retail goods must name none", async () => {
  const wholesale = { spuId: "10000501", spuName: "批发", side: "wholesale" };
  expect((await makeSpu(wholesale)).status).toBe(422);
  expect((await makeSpu({ ...wholesale, retailSpuId: "10000117" })).status).toBe(422);
  expect((await makeSpu({ ...wholesale, retailSpuId: "10009999" })).status).toBe(422);
  expect((await makeSpu({ ...RETAIL, retailSpuId: "10000077" })).status).toBe(422);
  expect((await makeSpu({ ...RETAIL, side: "both" })).status).toBe(400);
  expect((await makeSpu({ ...RETAIL, spuId: "abc" })).status).toBe(400);
});

test("a SKU of retail goods has terms, and a SKU of wholesale goods has none", async () => {
  await makeSpu(RETAIL);
  const made = await makeSku({ ...RETAIL_SKU, duration: 60, finalPrice: "100" });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    ...RETAIL_SKU,
    bizId: 0,
    duration: 60,
    finalPrice: "100",
    durationType: 1,
    granularity: 1,
    spSkuIds: [],
  });
  expect((await makeSku({ ...RETAIL_SKU, duration: 60 })).status).toBe(409);
  expect((await makeSku({ ...RETAIL_SKU, skuId: "20000501" })).status).toBe(422);
  expect((await makeSku({ ...RETAIL_SKU, spuId: "10009999", duration: 60 })).status).toBe(404);
  const wholesale = { skuId: "20000502", spuId: "10000117", skuName: "批发" };
  expect((await makeSku({ ...wholesale, quota: "1" })).body["detail"]).toContain("omit quota");
  expect((await makeSku(wholesale)).body).toEqual({ ...wholesale, bizId: 0 });

  const ofSpu = await list("/service-provider-skus?spuId=10000117");
  expect(ofSpu.items).toEqual([{ ...wholesale, bizId: 0 }]);
  const first = await list("/service-provider-skus?limit=1");
  expect(first.items).toEqual([made.body]);
  const rest = await list(`/service-provider-skus?limit=1&cursor=${first.next_cursor}`);
  expect(rest).toEqual({ items: ofSpu.items });
});

test("an app can be given a package of retail goods only, and packages are listed newest first", async () => {
  const shop = await platform.register();
  await makeSpu(RETAIL);
  await makeSku({ ...RETAIL_SKU, duration: 60 });
  const give = (changes: Loose = {}) =>
    platform.admin("POST", "/resource-packages", {
      appid: shop.appid,
      skuId: "20000500",
      source: 1,
      ...changes,
    });
  expect((await give({ appid: "wx0000000000000000" })).status).toBe(404);
  expect((await give({ skuId: "20009999" })).status).toBe(404);
  await makeSku({ skuId: "20000502", spuId: "10000117", skuName: "批发" });
  expect((await give({ skuId: "20000502" })).status).toBe(404);
  expect((await give({ source: 6 })).status).toBe(400);
  expect((await give({ all: "1000000000000000000" })).status).toBe(400);
  expect((await give({ startTime: 2, endTime: 2 })).status).toBe(422);
  const first = (await give()).body;
  const second = (await give({ all: "7", startTime: 1, endTime: 2 })).body;
  expect(first).toMatchObject({ appid: shop.appid, spuId: "10000500", all: "100", status: 1 });
  expect(second).toMatchObject({ all: "7", status: 3, startTime: 1, endTime: 2 });

  const page = await list(`/resource-packages?appid=${shop.appid}&spuId=10000500&limit=1`);
  expect(page.items).toEqual([second]);
  const next = await list(`/resource-packages?limit=1&cursor=${page.next_cursor}`);
  expect(next).toEqual({ items: [first] });
  expect(await list("/resource-packages?appid=wx0000000000000000")).toEqual({ items: [] });
});

test("recording the use of an unknown package gets 404, with the place where use is set", async () => {
  const { status, body } = await platform.admin("POST", "/resource-packages/ZY1/uses", {
    count: "1",
  });
  expect(status).toBe(404);
  expect(body["detail"]).toContain("PATCH /admin/v1/service-provider-orders/:orderId");
  const broken = await platform.admin("POST", "/resource-packages/ZY1/uses", { count: 1 });
  expect(broken.status).toBe(400);
});
