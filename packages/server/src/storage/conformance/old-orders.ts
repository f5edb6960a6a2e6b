import { expect } from "vitest";
import type { DeleteWork, OldOrder } from "../old-order-store.js";
import type { Store } from "../store.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  aRefund,
  BUYER,
  HOUR_MS,
  MERCHANT_KEY,
  merchantKey,
  PAID_AT_MS,
  STRANGER,
  sentUpload,
  TRANSACTION_ID,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const LATER_MS = PAID_AT_MS + 24 * HOUR_MS;
const hashOf = (name: string) => `hash of ${name}`;
const work: DeleteWork = { beforeMs: LATER_MS, erasedAtMs: LATER_MS, hashOf };
const PAYMENT: OldOrder = { kind: "payment", appid: APPID, id: TRANSACTION_ID };
const WAITING = { kind: "upload", appid: APPID, orderKey: MERCHANT_KEY } as const;

const put = (store: Store, given: Parameters<typeof anUpload>[0] = {}) =>
  store.orders.put(sentUpload(anUpload(given)));

async function found(store: Store, beforeMs = LATER_MS): Promise<OldOrder[]> {
  const orders: OldOrder[] = [];
  for await (const some of store.oldOrders.find(beforeMs)) orders.push(...some);
  return orders;
}

export const oldOrderPromises: readonly StorePromise[] = [
  promise("finds the payments, and the uploads without one, of before a time", async (store) => {
    await put(store);
    await store.orders.putPayment(aPayment());
    const waiting = merchantKey("WAITING");
    await put(store, { orderKey: waiting, receivedAtMs: PAID_AT_MS + 5 });

    expect(await found(store)).toEqual([PAYMENT, { ...WAITING, orderKey: waiting }]);
    expect(await found(store, PAID_AT_MS + 5)).toEqual([PAYMENT]);
    expect(await found(store, PAID_AT_MS)).toEqual([]);
  }),

  promise("deletes an old order with all that belongs to it, once", async (store) => {
    await put(store);
    await store.orders.putPayment(aPayment());
    await store.refunds.put(aRefund());

    expect(await store.oldOrders.delete(PAYMENT, work)).toEqual({
      uploads: 1,
      payments: 1,
      refunds: 1,
    });
    expect(await store.oldOrders.delete(PAYMENT, work)).toBeNull();

    expect(await found(store)).toEqual([]);
    expect(await store.orders.findFacts(APPID, MERCHANT_KEY)).toMatchObject({
      upload: null,
      payment: null,
    });
    expect(await store.refunds.ofPayments(APPID, [TRANSACTION_ID])).toEqual([]);
    expect(await store.orders.search({ text: BUYER, limit: 10 })).toEqual([]);
  }),

  promise("recognises later reports of a deleted payment, and stores none", async (store) => {
    await store.orders.putPayment(aPayment());
    await store.oldOrders.delete(PAYMENT, work);

    const names = [hashOf(MERCHANT_KEY), hashOf(`2:${TRANSACTION_ID}`)];
    const again = { ...aPayment(), erasure: { buyers: [], names } };
    expect(await store.orders.putPayment(again)).toEqual({ kind: "erased" });
    const refund = { ...aRefund(), erasureHash: hashOf(`2:${TRANSACTION_ID}`) };
    expect(await store.refunds.put(refund)).toEqual({ kind: "erased" });
    expect(await found(store)).toEqual([]);
  }),

  promise("keeps an order that something has happened to meanwhile", async (store) => {
    await put(store);
    await store.orders.putPayment(aPayment());
    await store.refunds.put(aRefund({ receivedAtMs: LATER_MS, amountMinor: 1 }));

    expect(await found(store)).toEqual([PAYMENT]);
    expect(await store.oldOrders.delete(PAYMENT, work)).toBeNull();
    expect((await store.orders.findOrder(APPID, MERCHANT_KEY))?.upload.state).toBe("matched");
    const next = { ...work, beforeMs: LATER_MS + 1 };
    expect(await store.oldOrders.delete(PAYMENT, next)).toMatchObject({ payments: 1 });
  }),

  promise("keeps the orders that the next review of their app counts", async (store) => {
    await store.apps.create(anApp({ reviewDueAtMs: LATER_MS, openedAtMs: PAID_AT_MS }));
    await put(store);
    await store.orders.putPayment(aPayment());

    expect(await store.oldOrders.delete(PAYMENT, work)).toBeNull();
    await store.apps.changePermission(APPID, LATER_MS, (app) => ({
      app: { ...app, reviewDueAtMs: null },
    }));
    expect(await store.oldOrders.delete(PAYMENT, work)).toMatchObject({ uploads: 1 });
  }),

  promise("keeps what reviews count of a deleted order", async (store) => {
    await put(store);
    await store.orders.putPayment(aPayment());
    const figures = () =>
      store.orders.reviewFigures(APPID, { fromMs: 0, toMs: LATER_MS }, 5 * 1000);
    const before = await figures();

    await store.oldOrders.delete(PAYMENT, work);

    expect(before.matchedUploads).toBe(1);
    expect(await figures()).toEqual(before);
  }),

  promise("leaves whole orders to the next search when a process ends", async (store, reopen) => {
    const second = { outTradeNo: "SECOND", transactionId: "42-SECOND" };
    await put(store);
    await put(store, { orderKey: merchantKey(second.outTradeNo) });
    await store.orders.putPayment(aPayment());
    await store.orders.putPayment(aPayment(second));
    const begun = store.oldOrders.find(LATER_MS);
    const { value = [] } = await begun.next();
    await store.oldOrders.delete(value[0] ?? PAYMENT, work);

    const next = await reopen();

    const left = await found(next);
    expect(left).toEqual([value[1]]);
    const counts = await next.oldOrders.delete(left[0] ?? PAYMENT, work);
    expect(counts).toEqual({ payments: 1, uploads: 1 });
    expect(await found(next)).toEqual([]);
  }),

  promise("deletes an old upload without a payment, unless one has come", async (store) => {
    await put(store);
    expect(await store.oldOrders.delete(WAITING, { ...work, beforeMs: PAID_AT_MS })).toBeNull();
    expect(await store.oldOrders.delete(WAITING, work)).toEqual({ uploads: 1 });
    expect(await store.oldOrders.delete(WAITING, work)).toBeNull();

    await put(store);
    await store.orders.putPayment(aPayment());
    expect(await store.oldOrders.delete(WAITING, work)).toBeNull();
  }),

  promise("deletes the upload of another buyer after the payment that it names", async (store) => {
    await put(store, { openid: STRANGER });
    await store.orders.putPayment(aPayment());

    expect(await store.oldOrders.delete(PAYMENT, work)).toMatchObject({ payments: 1 });
    expect(await found(store)).toEqual([WAITING]);
    expect(await store.oldOrders.delete(WAITING, work)).toEqual({ uploads: 1 });
  }),

  promise("stores an order that is uploaded again as a new one", async (store) => {
    await put(store);
    await store.orders.putPayment(aPayment());
    await store.oldOrders.delete(PAYMENT, work);

    expect(await put(store, { receivedAtMs: LATER_MS })).toMatchObject({ kind: "stored" });
    expect((await store.orders.findOrder(APPID, MERCHANT_KEY))?.upload.state).toBe("waiting");
  }),
];
