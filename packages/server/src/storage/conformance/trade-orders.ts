import type { TradeOrderKey } from "@dingdan/contract";
import { expect } from "vitest";
import { aDelivery, anIncomingUpload, aParcel } from "../../domain/trade/samples.js";
import { TRADE_STATE, type TradeOrder } from "../../domain/trade/trade-order.js";
import { aPayment } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import {
  AT_ANY_TIME,
  find,
  numbered,
  numbersOf,
  ORDER,
  OTHER_APPID,
  ofMerchant,
  ofTransaction,
  pay,
  SHIPPED_AT_MS,
  take,
  upload,
} from "./trade-samples.js";

const { appid, paidAtMs } = ORDER;

const ingestionPromises: readonly StorePromise[] = [
  promise(
    "stores the trade orders of a payment, also when it was recorded before",
    async (store) => {
      const { report, receivedAtMs } = aPayment();
      await store.orders.putPayment({ report, receivedAtMs });
      expect(await find(store)).toBeUndefined();

      await store.orders.putPayment({ report, receivedAtMs, trade: [ORDER] });

      expect(await find(store)).toEqual(ORDER);
    },
  ),

  promise(
    "leaves a stored trade order as it is when its payment is reported again",
    async (store) => {
      await pay(store, ORDER);
      await upload(store);
      const shipped = await find(store);

      await pay(store, ORDER);

      expect(await find(store)).toEqual(shipped);
      expect(shipped?.state).toBe(TRADE_STATE.SHIPPED);
    },
  ),

  promise("stores no trade order of a report that contradicts its payment", async (store) => {
    await store.orders.putPayment(aPayment());
    const other = { ...aPayment({ amountMinor: 1 }), trade: [ORDER] };
    expect(await store.orders.putPayment(other)).toMatchObject({ kind: "conflict" });
    expect(await find(store)).toBeUndefined();
  }),

  promise("finds orders under every name, newest first, in one app or in all", async (store) => {
    const older = numbered("1", { outTradeNo: "SAME", subMchid: "1900000200" });
    const newer = numbered("2", {
      outTradeNo: "SAME",
      paidAtMs: paidAtMs + 1,
      unmanagedReason: "devtools_payment",
    });
    const elsewhere = numbered("2", { outTradeNo: "SAME", appid: OTHER_APPID });
    await pay(store, older, newer);
    await pay(store, elsewhere);

    expect(await store.tradeOrders.findNamed(appid, ofMerchant(ORDER.mchid, "SAME"))).toEqual([
      newer,
      older,
    ]);
    expect(await store.tradeOrders.findNamed(appid, ofMerchant("1900000200", "SAME"))).toEqual([
      older,
    ]);
    expect(await store.tradeOrders.findNamed(appid, ofMerchant("1900000200", "OTHER"))).toEqual([]);
    expect(await store.tradeOrders.findNamed(appid, ofTransaction("42-2"))).toEqual([newer]);
    expect(await store.tradeOrders.ofTransactions(appid, ["42-2", "42-9"])).toEqual([newer]);
    expect(await store.tradeOrders.ofTransactions(appid, ["42-1", "42-2"])).toHaveLength(2);
    expect(await store.tradeOrders.ofTransactions(appid, [])).toEqual([]);
    expect(await store.tradeOrders.findAnywhere(ofTransaction("42-2"))).toEqual([newer, elsewhere]);
    expect(await store.tradeOrders.findAnywhere(ofMerchant(ORDER.mchid, "SAME"))).toHaveLength(3);
  }),
];

const uploadPromises: readonly StorePromise[] = [
  promise(
    "stores an upload with its message, and nothing of one that changes nothing",
    async (store) => {
      await pay(store, ORDER);

      expect(await upload(store)).toEqual({ kind: "stored" });
      const again = await upload(store, ORDER.transactionId, "雨伞*1", SHIPPED_AT_MS + 1);

      expect(again).toMatchObject({ kind: "refused", error: "TRADE_SHIPPING_UNCHANGED" });
      const order = await find(store);
      expect(order).toMatchObject({ state: TRADE_STATE.SHIPPED, shippedAtMs: SHIPPED_AT_MS });
      expect(order?.shipping?.parcels).toHaveLength(1);
      const [message, ...others] = await take(store);
      expect(message).toMatchObject({ appid, from: "buyer", failures: 0 });
      expect(others).toEqual([]);
    },
  ),

  promise("refuses an upload for a payment of another app, or of no app", async (store) => {
    await pay(store, { ...ORDER, appid: OTHER_APPID });
    const refused = { kind: "refused", error: "TRADE_ORDER_NOT_FOUND", cause: "not_found" };
    expect(await upload(store)).toMatchObject(refused);
    expect(await upload(store, "42-UNKNOWN")).toMatchObject(refused);
    expect(await take(store)).toEqual([]);
  }),

  promise("returns its own outcome to each of many concurrent uploads", async (store) => {
    const names = Array.from({ length: 60 }, (_, index) => String(index));
    await Promise.all(names.map((name) => pay(store, numbered(name))));

    const outcomes = await Promise.all(
      names.flatMap((name) => [
        upload(store, `42-${name}`, `item ${name}`),
        upload(store, `42-${name}`, `item ${name}`),
        upload(store, `42-${name}-UNKNOWN`),
      ]),
    );

    for (const [index, name] of names.entries()) {
      const own = outcomes.slice(index * 3, index * 3 + 3);
      const causes = own.map((outcome) => (outcome.kind === "stored" ? "stored" : outcome.error));
      expect(causes.toSorted(), name).toEqual([
        "TRADE_ORDER_NOT_FOUND",
        "TRADE_SHIPPING_UNCHANGED",
        "stored",
      ]);
      const order = await find(store, numbered(name));
      expect(order?.shipping?.parcels.map((parcel) => parcel.item_desc)).toEqual([`item ${name}`]);
    }
  }),

  promise("adds the parcels of concurrent partial uploads, and loses none", async (store) => {
    await pay(store, ORDER);
    const partial = (number: number) =>
      store.tradeOrders.put(
        anIncomingUpload(SHIPPED_AT_MS + number, [
          aDelivery({
            delivery_mode: 2,
            is_all_delivered: false,
            shipping_list: [aParcel({ tracking_no: `T${number}` })],
          }),
        ]),
      );
    const numbers = [0, 1, 2, 3, 4];
    // A later upload_time may be decided first; the earlier ones are then refused.
    const outcomes = await Promise.all(numbers.map(partial));

    const stored = numbers.filter((_, index) => outcomes[index]?.kind === "stored");
    const order = await find(store);
    expect(order?.shipping?.parcels.map((parcel) => parcel.tracking_no).toSorted()).toEqual(
      stored.map((number) => `T${number}`),
    );
    expect(stored).toContain(4);
    expect(order?.state).toBe(TRADE_STATE.UNSHIPPED);
  }),

  promise("finds an order by the number of the merchant that placed it", async (store) => {
    await pay(store, ORDER);
    const named = (mchid: string) =>
      store.tradeOrders.put(
        anIncomingUpload(SHIPPED_AT_MS, [
          aDelivery({ order_key: ofMerchant(mchid, ORDER.outTradeNo) }),
        ]),
      );
    expect(await named("1")).toMatchObject({ kind: "refused", cause: "not_found" });
    expect(await named(ORDER.mchid)).toEqual({ kind: "stored" });
  }),

  promise("stores all parts of a combined upload, or none", async (store) => {
    const combination = { mchid: "1900000300", outTradeNo: "COMBINED", transactionId: "42-WHOLE" };
    const parts = ["1", "2"].map((number) => numbered(number, { combination }));
    await pay(store, ...parts);
    const deliveries = (...numbers: string[]) =>
      numbers.map((number, index) =>
        aDelivery({ order_key: ofTransaction(`42-${number}`), path: `sub_orders[${index}].` }),
      );
    const put = (combined_key: TradeOrderKey, ...numbers: string[]) =>
      store.tradeOrders.put(
        anIncomingUpload(SHIPPED_AT_MS, deliveries(...numbers), { combined_key }),
      );
    const whole = ofTransaction("42-WHOLE");

    expect(await put(whole, "1", "3")).toMatchObject({ path: "sub_orders[1].order_key" });
    expect(await put(whole, "3")).toMatchObject({ path: "sub_orders[0].order_key" });
    expect(await put(ofTransaction("42-1"), "1")).toMatchObject({ cause: "not_combined" });
    for (const part of parts) expect(await find(store, part)).toEqual(part);

    expect(await put(ofMerchant("1900000300", "COMBINED"), "1", "2")).toEqual({ kind: "stored" });
    for (const key of [whole, ofMerchant("1900000300", "COMBINED")]) {
      const found = await store.tradeOrders.findCombined(appid, key);
      expect(numbersOf(found)).toEqual(["42-1", "42-2"]);
      expect(found.every(({ state }) => state === TRADE_STATE.SHIPPED)).toBe(true);
    }
    expect(await store.tradeOrders.findCombined(OTHER_APPID, whole)).toEqual([]);
  }),
];

const listPromises: readonly StorePromise[] = [
  promise("lists an app's managed and visible orders, page after page", async (store) => {
    const paid = (number: string, second: number, changes: Partial<TradeOrder> = {}) =>
      numbered(number, { paidAtMs: paidAtMs + second * 1000, ...changes });
    await pay(
      store,
      paid("b", 0),
      paid("a", 0),
      paid("c", 1, { openid: "other" }),
      paid("d", 2),
      paid("e", 3, { visibleAtMs: SHIPPED_AT_MS + 1 }),
      paid("f", 3, { unmanagedReason: "not_managed" }),
      paid("g", 3, { appid: OTHER_APPID }),
    );
    await upload(store, "42-d");
    const query = { ...AT_ANY_TIME, appid, visibleAtMs: SHIPPED_AT_MS };
    const list = async (changes: Partial<Parameters<typeof store.tradeOrders.list>[0]>) =>
      numbersOf(await store.tradeOrders.list({ ...query, ...changes }));

    expect(await list({})).toEqual(["42-a", "42-b", "42-c", "42-d"]);
    expect(await list({ limit: 1 })).toEqual(["42-a"]);
    const after = { paidAtMs, transactionId: "42-a" };
    expect(await list({ after })).toEqual(["42-b", "42-c", "42-d"]);
    expect(await list({ after, paidFromMs: paidAtMs + 1000 })).toEqual(["42-c", "42-d"]);
    expect(await list({ paidFromMs: paidAtMs + 1000, paidUntilMs: paidAtMs + 1000 })).toEqual([
      "42-c",
    ]);
    expect(await list({ openid: "other" })).toEqual(["42-c"]);
    expect(await list({ state: TRADE_STATE.SHIPPED })).toEqual(["42-d"]);
    expect(await list({ openid: "other", state: TRADE_STATE.SHIPPED })).toEqual([]);
  }),

  promise("lists all orders for the operator, the latest payment first", async (store) => {
    await pay(store, numbered("a"), numbered("b", { unmanagedReason: "not_admitted" }));
    await pay(store, numbered("b", { appid: OTHER_APPID, openid: "other" }));
    await pay(store, numbered("c", { paidAtMs: paidAtMs + 1 }));
    const list = async (
      query: Partial<Parameters<typeof store.tradeOrders.listForOperator>[0]> = {},
    ) => store.tradeOrders.listForOperator({ limit: 10, ...query });

    const all = await list();
    expect(numbersOf(all)).toEqual(["42-c", "42-b", "42-b", "42-a"]);
    const paged: TradeOrder[] = [];
    for (const _ of all) {
      const before = paged.at(-1);
      paged.push(...(await list({ limit: 1, ...(before === undefined ? {} : { before }) })));
    }
    expect(paged).toEqual(all);
    expect(numbersOf(await list({ appid }))).toEqual(["42-c", "42-b", "42-a"]);
    expect(numbersOf(await list({ text: "DD-a" }))).toEqual(["42-a"]);
    expect(numbersOf(await list({ text: "42-b", appid }))).toEqual(["42-b"]);
    expect(numbersOf(await list({ text: "other" }))).toEqual(["42-b"]);
    const [first] = await list({ text: "42-b" });
    const next = await list({ text: "42-b", limit: 1, before: first ?? ORDER });
    expect(next.map((order) => order.appid)).toEqual([appid]);
    expect(await list({ state: TRADE_STATE.SETTLED })).toEqual([]);
  }),

  promise(
    "lists a buyer's managed and visible orders, the latest first, in pages",
    async (store) => {
      const orders = ["1", "2", "3"].map((number, index) =>
        numbered(number, { paidAtMs: paidAtMs + index, visibleAtMs: paidAtMs + index }),
      );
      const others = [
        numbered("4", { openid: "another" }),
        numbered("5", { unmanagedReason: "not_managed" }),
        numbered("6", { visibleAtMs: paidAtMs + 1000 }),
        numbered("7", { appid: OTHER_APPID }),
      ];
      await pay(store, ...orders, ...others);
      const query = { appid, openid: ORDER.openid, visibleAtMs: paidAtMs + 10, limit: 2 };

      const first = await store.tradeOrders.listOfBuyer(query);
      const before = first.at(-1) ?? ORDER;

      expect(numbersOf(first)).toEqual(["42-3", "42-2"]);
      const second = await store.tradeOrders.listOfBuyer({ ...query, before });
      expect(numbersOf(second)).toEqual(["42-1"]);
    },
  ),

  promise("sums up amounts that are together more than the largest safe integer", async (store) => {
    const amountMinor = Number.MAX_SAFE_INTEGER;
    await pay(store, numbered("1", { amountMinor }), numbered("2", { amountMinor }));
    const [total] = await store.tradeOrders.totals(appid);
    expect(total).toMatchObject({ count: 2, amountMinor: 2 * amountMinor });
  }),
];

export const tradeOrderPromises: readonly StorePromise[] = [
  ...ingestionPromises,
  ...uploadPromises,
  ...listPromises,
];
