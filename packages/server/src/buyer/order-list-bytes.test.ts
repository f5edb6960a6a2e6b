import {
  formatChinaTime,
  type ListedOrderRepresentation,
  type TransactionRepresentation,
} from "@dingdan/contract";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  newTradeNumber,
  paymentFor,
  subKey,
  upload,
} from "../../test/support/requests.js";
import { parseTransaction } from "../payments/transaction.js";
import { APPID, anApp, MCHID, PAID_AT_MS, SECOND_MS } from "../storage/conformance/samples.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { BuyerToken, Store } from "../storage/store.js";
import { listReply } from "./order-list-bytes.js";
import { listBuyerOrders } from "./orders.js";
import { representListedOrder } from "./represent-order.js";

// The name must be escaped in JSON, so the test would notice a piece that is inserted unescaped.
const MERCHANT = anApp({ permission: "approved", name: '"示例"商城\\' });
const OTHER_MERCHANT = anApp({ appid: "wx0000000000000002", permission: "approved", name: "乙" });

let store: Store;
beforeAll(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  await store.apps.create(MERCHANT);
  await store.apps.create(OTHER_MERCHANT);
});
afterAll(() => store.close());

async function putUpload(appid: string, body: Loose): Promise<void> {
  const outcome = await store.orders.put({
    operation: "sub_orders" in body ? "uploadCombinedShoppingInfo" : "uploadShoppingInfo",
    app: { appid, itemLinks: "optional" },
    body: Buffer.from(JSON.stringify(body)),
    receivedAtMs: PAID_AT_MS,
  });
  expect(outcome).toMatchObject({ kind: "stored" });
}

async function putPayment(transaction: Loose): Promise<void> {
  const parsed = parseTransaction(transaction as TransactionRepresentation, PAID_AT_MS);
  if (parsed.kind !== "payment") throw new Error(`the payment is ${parsed.kind}`);
  await store.orders.putPayment(parsed.payment);
}

const CHARACTERS = Array.from("订单龘éß😀aZ0 \n\t\"'\\/<&>{}[],:\u2028\uFEFF");
const nameOf = (maxLength: number) =>
  fc.string({
    unit: fc.constantFrom(...CHARACTERS),
    minLength: 1,
    maxLength,
    size: "max",
  });

const linkOf = (type: 1 | 2) =>
  type === 1
    ? fc.record({ type: fc.constant(type), url: fc.webUrl({ withQueryParameters: true }) })
    : fc.record({
        type: fc.constant(type),
        appid: fc.constant(APPID),
        path: fc.constantFrom("/pages/order", "/pages/订单?id=1&a=b"),
      });

const itemOf = (linkType: 1 | 2) =>
  fc.record(
    {
      name: nameOf(256),
      description: nameOf(64),
      unit_price: fc.maxSafeNat(),
      quantity: fc.integer({ min: 1, max: 1_000 }),
      image_url: fc.array(fc.webUrl(), { minLength: 1, maxLength: 3 }),
      item_detail_jump_link: linkOf(linkType),
    },
    { requiredKeys: ["name", "unit_price", "quantity"] },
  );

const orderOf = fc.constantFrom<1 | 2>(1, 2).chain((linkType) =>
  fc.record({
    order_detail_jump_link: linkOf(linkType),
    item_list: fc.array(itemOf(linkType), { minLength: 1, maxLength: 8 }),
    logistics_type: fc.constantFrom(1, 2, 3, 4),
  }),
);

const paidOrder = fc.record({
  orders: fc.array(orderOf, { minLength: 1, maxLength: 4 }),
  isCombined: fc.boolean(),
  isNamedByWeChat: fc.boolean(),
  paidAtMs: fc.integer({ min: 0, max: PAID_AT_MS }),
  amountMinor: fc.maxSafeNat(),
});
type PaidOrder = typeof paidOrder extends fc.Arbitrary<infer Given> ? Given : never;

/** The requests that make an order, with new numbers. */
function requestsOf(given: PaidOrder, openid: string): { upload: Loose; payment: Loose } {
  const payer = { openid };
  if (given.isCombined) {
    const sub_orders = given.orders.map((order, index) => ({
      order_key: subKey(),
      merchant_order_no: `NO-${index}`,
      ...order,
    }));
    const request = combinedUpload({ sub_orders, payer });
    return { upload: request, payment: combinedPaymentFor(request) };
  }
  const number = newTradeNumber();
  const order_key = given.isNamedByWeChat
    ? { order_number_type: 2, transaction_id: number }
    : { order_number_type: 1, mchid: MCHID, out_trade_no: number };
  const order_list = given.orders.map((order, index) => ({
    merchant_order_no: `NO-${index}`,
    order_detail_jump_link: order.order_detail_jump_link,
    item_list: order.item_list,
  }));
  const logistics_type = given.orders[0]?.logistics_type;
  const request = upload({ order_key, order_list, logistics_type, payer });
  const success_time = formatChinaTime(given.paidAtMs);
  const amount = { total: given.amountMinor };
  return { upload: request, payment: paymentFor(request, { success_time, amount }) };
}

test("a stored summary is its listed order in JSON, member by member, without the merchant's name", async () => {
  let buyers = 0;
  await fc.assert(
    fc.asyncProperty(
      paidOrder,
      fc.boolean(),
      fc.constantFrom("en" as const, "zh" as const),
      async (given, isPaidFirst, language) => {
        const openid = `o-${++buyers}`;
        const requests = requestsOf(given, openid);
        if (isPaidFirst) await putPayment(requests.payment);
        await putUpload(APPID, requests.upload);
        if (!isPaidFirst) await putPayment(requests.payment);

        const query = { appid: APPID, openid, limit: 2 };
        const [stored, ...otherSummaries] = await store.orders.summariesOfBuyer(query);
        const [order, ...otherOrders] = await store.orders.listOfBuyer(query);
        if (stored === undefined || order === undefined) throw new Error("it was not matched");
        const listed = representListedOrder(order, [], MERCHANT, language);
        const { merchant_name: _, ...withoutName } = listed;

        expect(stored.summary?.toString()).toBe(JSON.stringify(withoutName));
        expect([...otherSummaries, ...otherOrders]).toEqual([]);
      },
    ),
  );
}, 120_000);

test("a page of stored summaries equals a page of orders that are read completely", async () => {
  const openid = "oBuyerOfTwo";
  for (const [index, { appid }] of [MERCHANT, OTHER_MERCHANT, MERCHANT].entries()) {
    const request = upload({ payer: { openid } });
    const success_time = formatChinaTime(PAID_AT_MS - index * SECOND_MS);
    await putUpload(appid, request);
    await putPayment(paymentFor(request, { appid, success_time }));
  }
  const session: BuyerToken = {
    tokenHash: "hash",
    purpose: "session",
    buyers: [MERCHANT, OTHER_MERCHANT].map(({ appid }) => ({ appid, openid })),
    isPreview: false,
    expiresAtMs: PAID_AT_MS,
  };
  const page = async (query: { readonly limit: number; readonly q?: string }) =>
    listReply(await listBuyerOrders(session, query, store, "en")).toString();

  for (const limit of [1, 2, 3]) {
    const ofSummaries = await page({ limit });
    // A search reads complete orders.
    const ofOrders = await page({ limit, q: "保护壳" });

    const { items } = JSON.parse(ofSummaries) as { items: ListedOrderRepresentation[] };
    expect(items.map((order) => order.merchant_name)).toEqual(
      [MERCHANT.name, OTHER_MERCHANT.name, MERCHANT.name].slice(0, limit),
    );
    expect(JSON.parse(ofSummaries)).toEqual(JSON.parse(ofOrders));
    expect(ofSummaries).toMatch(/^\{"items":\[\{"merchant_name":/);
    expect(ofOrders).toMatch(/^\{"items":\[\{"needs_parcel":/);
  }
});
