import { expect } from "vitest";
import { orderIdOf } from "../../domain/order-id.js";
import type { ListedOrder, OrderListQuery, OrderListStore } from "../console-store.js";
import type { Store } from "../store.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  BUYER,
  type GivenUpload,
  HOUR_MS,
  MCHID,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  recordedPayment,
  STRANGER,
  sentUpload,
  wechatKey,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const upload = ({ orders }: Store, name: string, given: GivenUpload = {}) =>
  orders.put(
    sentUpload(
      anUpload({ orderKey: merchantKey(name), merchantOrderNos: [`no ${name}`], ...given }),
    ),
  );

const pay = ({ orders }: Store, name: string, given: Parameters<typeof aPayment>[0] = {}) =>
  orders.putPayment(aPayment({ outTradeNo: name, transactionId: `4${name}`, ...given }));

const nameOf = ({ orderKey }: ListedOrder) => orderKey.split(":").at(-1);

/** All orders of a list, read page by page. */
async function listAll(
  lists: OrderListStore,
  query: Partial<OrderListQuery> = {},
): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for (let after: number | null | undefined; after !== null; ) {
    const place: { after?: number } = after === undefined ? {} : { after };
    const page = await lists.list({ sort: "newest", limit: 2, ...query, ...place });
    expect(page.orders.length).toBeLessThanOrEqual(query.limit ?? 2);
    names.push(...page.orders.map(nameOf));
    after = page.next;
  }
  return names;
}

/** Adds all uploads to the index of names. */
async function indexAll(lists: OrderListStore): Promise<void> {
  while ((await lists.indexNames(2)) === 2);
}

/** Leaves the index empty, partial or complete. A list must be the same in each case. */
const AT_EVERY_STATE_OF_THE_INDEX: readonly ((lists: OrderListStore) => Promise<unknown>)[] = [
  () => Promise.resolve(),
  (lists) => lists.indexNames(1),
  indexAll,
];

export const orderSearchPromises: readonly StorePromise[] = [
  promise("returns the fields of an order that lists show", async (store) => {
    await upload(store, "A");
    await pay(store, "A");
    const { orders, next } = await store.orderLists.list({ sort: "newest", limit: 9 });
    expect(next).toBeNull();
    expect(orders).toEqual([
      {
        number: 1,
        appid: APPID,
        orderKey: merchantKey("A"),
        openid: BUYER,
        uploadTime: "2022-05-20T13:29:35+08:00",
        state: "matched",
        mismatch: null,
        details: anUpload({ merchantOrderNos: ["no A"] }).details,
        paidAtMs: PAID_AT_MS,
        receivedAtMs: PAID_AT_MS + 1000,
        firstReceivedAtMs: PAID_AT_MS + 1000,
        matchedAtMs: PAID_AT_MS,
        shippedAtMs: null,
        shippingProgress: "none",
        refundedAtMs: null,
        refundProgress: "none",
        merchantOrderNos: ["no A"],
        payment: {
          orderKeys: [merchantKey("A"), wechatKey("4A")],
          reports: recordedPayment({ outTradeNo: "A", transactionId: "4A" }).reports,
          contradiction: null,
        },
      },
    ]);
  }),

  promise("lists orders newest or oldest first, page by page, each once", async (store) => {
    for (const name of ["A", "B", "C", "D", "E"]) await upload(store, name);
    await upload(store, "X", { appid: OTHER_APPID });
    for (const index of AT_EVERY_STATE_OF_THE_INDEX) {
      await index(store.orderLists);
      expect(await listAll(store.orderLists)).toEqual(["X", "E", "D", "C", "B", "A"]);
      const oldest = await listAll(store.orderLists, { sort: "oldest", appid: APPID });
      expect(oldest).toEqual(["A", "B", "C", "D", "E"]);
    }
    expect(await store.orderLists.list({ sort: "newest", limit: 6 })).toMatchObject({ next: null });
  }),

  promise("lists orders by state and by whether they were shipped", async (store) => {
    await upload(store, "waiting");
    await upload(store, "matched");
    await pay(store, "matched");
    await upload(store, "mismatched", { openid: STRANGER });
    await pay(store, "mismatched");
    for (const state of ["waiting", "matched", "mismatched"] as const) {
      expect(await listAll(store.orderLists, { state })).toEqual([state]);
      expect(await listAll(store.orderLists, { state, appid: APPID })).toEqual([state]);
      expect(await listAll(store.orderLists, { state, appid: OTHER_APPID })).toEqual([]);
    }
    expect(await listAll(store.orderLists, { isShipped: true })).toEqual([]);
    expect(await listAll(store.orderLists, { isShipped: false })).toHaveLength(3);
    expect(await store.orderLists.countByState(null)).toEqual({
      waiting: 1,
      matched: 1,
      mismatched: 1,
    });
    expect(await store.orderLists.countByState(OTHER_APPID)).toEqual({
      waiting: 0,
      matched: 0,
      mismatched: 0,
    });
  }),

  promise("lists orders by when they first arrived, even after a replacement", async (store) => {
    for (const [index, name] of ["A", "B", "C", "D"].entries()) {
      await upload(store, name, { receivedAtMs: PAID_AT_MS + index * HOUR_MS });
    }
    await upload(store, "A", {
      receivedAtMs: PAID_AT_MS + 9 * HOUR_MS,
      uploadTime: "2022-05-20T23:30:00+08:00",
    });
    for (const index of AT_EVERY_STATE_OF_THE_INDEX) {
      await index(store.orderLists);
      const between = (fromMs: number, toMs: number, sort: OrderListQuery["sort"] = "newest") =>
        listAll(store.orderLists, { fromMs: PAID_AT_MS + fromMs, toMs: PAID_AT_MS + toMs, sort });
      expect(await between(0, HOUR_MS)).toEqual(["A"]);
      expect(await between(HOUR_MS, 3 * HOUR_MS)).toEqual(["C", "B"]);
      expect(await between(HOUR_MS, 3 * HOUR_MS + 1, "oldest")).toEqual(["B", "C", "D"]);
      expect(await between(1, HOUR_MS)).toEqual([]);
      expect(await listAll(store.orderLists, { fromMs: PAID_AT_MS + 2 * HOUR_MS })).toEqual([
        "D",
        "C",
      ]);
      expect(await listAll(store.orderLists, { toMs: PAID_AT_MS + 1 })).toEqual(["A"]);
    }
  }),

  promise("finds an order by each complete number of it, and by its buyer", async (store) => {
    await store.apps.create(anApp({ mchids: [MCHID] }));
    await upload(store, "A", { merchantOrderNos: ["no 1", "no 2"] });
    await pay(store, "A");
    await upload(store, "W", { orderKey: wechatKey("4W"), merchantOrderNos: ["no 3"] });
    await pay(store, "W");
    await upload(store, "B", { openid: STRANGER });
    const find = (text: string, more: Partial<OrderListQuery> = {}) =>
      listAll(store.orderLists, { text, ...more });
    for (const index of AT_EVERY_STATE_OF_THE_INDEX) {
      await index(store.orderLists);
      const id = orderIdOf({ appid: APPID, orderKey: merchantKey("A") });
      for (const text of ["A", "4A", "no 1", "no 2", id]) {
        expect(await find(text), text).toEqual(["A"]);
        expect(await find(text, { appid: APPID, state: "matched" }), text).toEqual(["A"]);
        expect(await find(text, { appid: OTHER_APPID }), text).toEqual([]);
        expect(await find(text, { state: "waiting" }), text).toEqual([]);
      }
      // The upload has only the transaction_id; the out_trade_no comes from the payment.
      for (const text of ["W", "4W", "no 3"]) expect(await find(text), text).toEqual(["4W"]);
      expect(await find(BUYER)).toEqual(["4W", "A"]);
      expect(await find(BUYER, { sort: "oldest", limit: 1 })).toEqual(["A", "4W"]);
      expect(await find(STRANGER)).toEqual(["B"]);
      for (const text of ["no", "no 11", "", "%", "1:1900000109", "' OR 1=1"]) {
        expect(await find(text), text).toEqual([]);
      }
    }
  }),

  promise("finds a replaced order by its new numbers, and not by its old ones", async (store) => {
    const { orderLists } = store;
    await upload(store, "A");
    await upload(store, "B");
    await indexAll(orderLists);
    await upload(store, "A", {
      merchantOrderNos: ["new"],
      openid: STRANGER,
      uploadTime: "2022-05-20T13:30:00+08:00",
    });
    for (const index of AT_EVERY_STATE_OF_THE_INDEX) {
      await index(orderLists);
      expect(await listAll(orderLists, { text: "new" })).toEqual(["A"]);
      expect(await listAll(orderLists, { text: STRANGER })).toEqual(["A"]);
      expect(await listAll(orderLists, { text: "no A" })).toEqual([]);
      expect(await listAll(orderLists, { text: BUYER })).toEqual(["B"]);
    }
    expect(await orderLists.indexNames(5)).toBe(0);
  }),

  promise("resumes the index of names where it stopped", async (store) => {
    const { orderLists } = store;
    for (const name of ["A", "B", "C"]) await upload(store, name);
    expect(await orderLists.indexNames(2)).toBe(2);
    expect(await orderLists.indexNames(2)).toBe(1);
    expect(await orderLists.indexNames(2)).toBe(0);
  }),

  promise("lists the slowest uploads of a review first", async (store) => {
    for (const [name, delayMs] of Object.entries({ A: 500, B: 9000, C: -20, D: 6000 })) {
      await pay(store, name);
      await upload(store, name, { receivedAtMs: PAID_AT_MS + delayMs });
    }
    await upload(store, "waiting");
    const slowest = async (fromMs: number, toMs: number, limit: number) => {
      const window = { fromMs: PAID_AT_MS + fromMs, toMs: PAID_AT_MS + toMs };
      const found = await store.orderLists.slowest(APPID, window, limit);
      return found.map((order) => [nameOf(order), order.delayMs]);
    };
    expect(await slowest(-100, 10_000, 9)).toEqual([
      ["B", 9000],
      ["D", 6000],
      ["A", 500],
      ["C", -20],
    ]);
    expect(await slowest(-100, 10_000, 1)).toEqual([["B", 9000]]);
    // As in the review itself, the window includes its beginning and excludes its end.
    expect(await slowest(500, 6000, 9)).toEqual([["A", 500]]);
  }),
];
