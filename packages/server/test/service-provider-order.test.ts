import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";

let platform: Platform;
let provider: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  provider = await platform.register({ kind: "service_provider", mchids: [], isOpen: false });
});
afterEach(() => platform.close());

const PRODUCT = {
  spSpuId: "10000117",
  spSkuId: "20000176",
  spBizId: 100100,
  spuName: "手机号快速验证",
  skuName: "1000 次",
  skuCnt: 1,
  validityBeginTime: 1687265856,
  validityEndTime: 1718801856,
};

const create = (changes: Record<string, unknown> = {}) =>
  platform.admin<{ orderId: string }>("POST", "/service-provider-orders", {
    appid: provider.appid,
    orderPrice: "9223372036854775807",
    orderProductInfo: PRODUCT,
    usage: { all: "1000" },
    ...changes,
  });
const move = (orderId: string, body: unknown) =>
  platform.admin("PATCH", `/service-provider-orders/${orderId}`, body);

test("an undocumented member of the product is rejected by its name, whatever it contains", async () => {
  const { status, body } = await create({ orderProductInfo: { ...PRODUCT, note: "a\0b" } });

  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain("orderProductInfo.note");
});

test("an order goes through the documented states, and getOrder shows the members of each state", async () => {
  const { status, body } = await create();
  expect(status).toBe(201);
  const { orderId } = body;
  expect(orderId).toMatch(/^DD\d{19}$/);

  const unpaid = await provider.getOrder(orderId);
  expect(unpaid).toEqual({ errcode: 0, errmsg: "ok", order: body });
  expect(unpaid["order"]).toMatchObject({ status: 1, orderPrice: "9223372036854775807" });
  const { payInfo, ...rest } = unpaid["order"] as Record<string, object>;
  expect(payInfo).not.toHaveProperty("finishPayTime");
  expect(rest).not.toHaveProperty("usage");
  expect(rest).not.toHaveProperty("invoiceInfo");

  await move(orderId, { status: 2 });
  await move(orderId, { invoiceStatus: 1 });
  await move(orderId, { invoiceStatus: 2, used: "10" });
  const { order } = await provider.getOrder(orderId);
  const {
    createTime,
    updateTime,
    payInfo: paid,
    invoiceInfo,
  } = order as {
    createTime: number;
    updateTime: number;
    payInfo: { finishPayTime: number };
    invoiceInfo: object;
  };
  expect(order).toMatchObject({
    status: 2,
    usage: { used: "10", all: "1000" },
    orderProductInfo: PRODUCT,
  });
  expect(invoiceInfo).toEqual({ invoiceStatus: 2, invoiceApplyTime: expect.any(Number) });
  expect(paid.finishPayTime).toBe(Math.floor(paid.finishPayTime));
  expect(updateTime).toBeGreaterThanOrEqual(createTime);
  expect(createTime).toBeGreaterThan(paid.finishPayTime * 100);
});

test("a change that the lifecycle forbids gets 409 and changes nothing", async () => {
  const { orderId } = (await create()).body;
  const expectRejected = async (body: object, status = 409) => {
    const before = await provider.getOrder(orderId);
    // A change at a later time would also show in the updateTime.
    await platform.admin("POST", "/clock", { advance_seconds: 1 });
    expect((await move(orderId, body)).status, JSON.stringify(body)).toBe(status);
    expect(await provider.getOrder(orderId), JSON.stringify(body)).toEqual(before);
  };
  for (const body of [{ status: 5 }, { used: "1" }, { invoiceStatus: 1 }]) {
    await expectRejected(body);
  }
  await move(orderId, { status: 2 });
  for (const body of [{ status: 1 }, { status: 2 }, { status: 5, used: "1001" }]) {
    await expectRejected(body);
  }
  for (const status of [5, 7, 5, 6]) expect((await move(orderId, { status })).status).toBe(200);
  await expectRejected({ status: 5 });
  await expectRejected({ status: 4 }, 400);
  expect((await move("DD0000000000000000000", { status: 2 })).status).toBe(404);
});

test("an order that is not paid within 30 minutes times out", async () => {
  const { orderId } = (await create()).body;
  await platform.admin("POST", "/clock", { advance_seconds: 30 * 60 });
  expect((await provider.getOrder(orderId))["order"]).toMatchObject({ status: 3 });
  expect((await move(orderId, { status: 2 })).status).toBe(409);
});

describe("getOrder", () => {
  test("answers 10120002 for an orderId that is missing, malformed, unknown or another provider's", async () => {
    const other = await platform.register({ kind: "service_provider", isOpen: false });
    const { orderId } = (await create({ appid: other.appid })).body;
    for (const asked of ["", "DD1", "dd2981741311549200000", "DD2981741311549200000", orderId]) {
      expect(await provider.getOrder(asked), asked).toMatchObject({ errcode: 10120002 });
    }
    const bare = `/wxa/charge/service-provider/order/get?access_token=${provider.accessToken}`;
    expect((await platform.send("GET", bare)).body).toMatchObject({ errcode: 10120002 });
    expect(await other.getOrder(orderId)).toMatchObject({ errcode: 0 });
  });

  test("answers 10120405 for any method but GET", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const path = "/wxa/charge/service-provider/order/get";
      expect((await platform.send(method, path)).body, method).toMatchObject({ errcode: 10120405 });
    }
  });
});

test("an order can be made only for a service provider, and only once under one orderId", async () => {
  const merchant = await platform.register();
  expect((await create({ appid: merchant.appid })).status).toBe(404);
  const orderId = "DD2981741311549200000";
  expect((await create({ orderId })).body).toMatchObject({ orderId });
  expect((await create({ orderId })).status).toBe(409);
  expect((await create({ orderPrice: 1 })).status).toBe(400);
});

test("the operator lists a provider's orders for one of its goods, page by page", async () => {
  const made: string[] = [];
  for (let index = 0; index < 3; index++) made.push((await create()).body.orderId);
  await create({ orderProductInfo: { ...PRODUCT, spSpuId: "10000077" } });
  const list = (query: string) =>
    platform.admin<{ items: { orderId: string }[]; next_cursor?: string }>(
      "GET",
      `/service-provider-orders?appid=${provider.appid}&spuId=10000117&limit=2${query}`,
    );
  const first = (await list("")).body;
  const second = (await list(`&cursor=${first.next_cursor}`)).body;
  const listed = [...first.items, ...second.items].map(({ orderId }) => orderId);
  expect(listed.toSorted()).toEqual(made.toSorted());
  expect(second.next_cursor).toBeUndefined();
});
