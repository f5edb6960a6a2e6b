import type { PaidOrderStatus } from "@dingdan/contract";
import { expect } from "vitest";
import type { Store } from "../store.js";
import {
  APPID,
  anUpload,
  aPayment,
  aRefund,
  BUYER,
  combinedOf,
  HOUR_MS,
  MERCHANT_KEY,
  OTHER_APPID,
  PAID_AT_MS,
  recordedPayment,
  STRANGER,
  sentUpload,
  TRANSACTION_ID,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const REFUNDED_AT_MS = PAID_AT_MS + HOUR_MS;

const list = async ({ orders }: Store, status: PaidOrderStatus) =>
  (await orders.listOfBuyer({ appid: APPID, openid: BUYER, status, limit: 9 })).map(
    ({ upload }) => upload.orderKey,
  );

export const refundPromises: readonly StorePromise[] = [
  promise("stores a refund under its payment, as it was decided", async (store) => {
    await store.orders.putPayment(aPayment());

    const decision = await store.refunds.put(aRefund({ startedAtMs: PAID_AT_MS + 1 }));

    expect(decision).toMatchObject({ kind: "recorded", refundedMinor: 1_657_600 });
    const { refundId, outRefundNo, ofTransactionId, amountMinor, atMs, refund } = aRefund();
    expect(await store.refunds.ofPayments(APPID, [TRANSACTION_ID])).toEqual([
      {
        refundId,
        outRefundNo,
        ofTransactionId,
        amountMinor,
        atMs,
        refund,
        appid: APPID,
        paymentId: TRANSACTION_ID,
        state: "succeeded",
        startedAtMs: PAID_AT_MS + 1,
        receivedAtMs: aRefund().receivedAtMs,
      },
    ]);
    expect(await store.refunds.ofPayments(OTHER_APPID, [TRANSACTION_ID])).toEqual([]);
    expect(await store.refunds.ofPayments(APPID, [])).toEqual([]);
  }),

  promise("changes a refund's state, and keeps one row of it", async ({ orders, refunds }) => {
    await orders.putPayment(aPayment());
    await refunds.put(aRefund({ state: "processing" }));
    await refunds.put(aRefund({ state: "abnormal", refund: "{}" }));
    expect(await refunds.put(aRefund({ state: "processing" }))).toMatchObject({
      kind: "outdated",
    });

    expect(await refunds.ofPayments(APPID, [TRANSACTION_ID])).toMatchObject([
      { state: "abnormal", refund: "{}" },
    ]);
    expect(await refunds.put(aRefund({ state: "abnormal" }))).toMatchObject({ kind: "repeated" });
  }),

  promise("stores nothing of a refund without a payment", async ({ refunds }) => {
    expect(await refunds.put(aRefund())).toEqual({ kind: "unknown_payment" });
    expect(await refunds.ofPayments(APPID, [TRANSACTION_ID])).toEqual([]);
  }),

  promise("takes a refund's id once, for any payment", async ({ orders, refunds }) => {
    const other = { outTradeNo: "OTHER", transactionId: "42", appid: OTHER_APPID };
    await orders.putPayment(aPayment());
    await orders.putPayment(aPayment(other));
    await refunds.put(aRefund());

    const decision = await refunds.put(aRefund({ ofTransactionId: "42", outTradeNo: "OTHER" }));

    expect(decision).toEqual({
      kind: "conflict",
      path: "transaction_id",
      recorded: TRANSACTION_ID,
    });
    expect(await refunds.ofPayments(OTHER_APPID, ["42"])).toEqual([]);
  }),

  promise(
    "pages through the refunds in progress and the abnormal ones, the oldest first",
    async (store) => {
      const { orders, refunds } = store;
      await orders.putPayment(aPayment());
      const started = (refundId: string, receivedAtMs: number) =>
        refunds.put(aRefund({ refundId, receivedAtMs, state: "processing", amountMinor: 1 }));
      await started("c", PAID_AT_MS + 1);
      await started("b", PAID_AT_MS + 2);
      await started("a", PAID_AT_MS + 2);
      await started("d", PAID_AT_MS);
      await refunds.put(aRefund({ refundId: "d", amountMinor: 1 }));
      await refunds.put(aRefund({ refundId: "a", state: "abnormal", amountMinor: 1 }));
      const pages: string[][] = [];
      let after = { receivedAtMs: PAID_AT_MS, refundId: "" };
      for (let count = 0; count < 3; count++) {
        const { found, next } = await refunds.unfinished({ after, limit: 2 });
        pages.push(found.map(({ refund }) => refund.refundId));
        after = next ?? after;
        if (next === null) break;
      }
      expect(pages).toEqual([["c", "a"], ["b"]]);
      const start = { receivedAtMs: 0, refundId: "" };
      const [first] = (await refunds.unfinished({ after: start, limit: 1 })).found;
      expect(first?.payment).toEqual((await orders.findFacts(APPID, MERCHANT_KEY)).payment);
    },
  ),

  promise("never refunds more than was paid, even with concurrent refunds", async (store) => {
    await store.orders.putPayment(aPayment());
    const parts = ["1", "2", "3"].map((refundId) => aRefund({ refundId, amountMinor: 700_000 }));

    const decisions = await Promise.all(parts.map((part) => store.refunds.put(part)));

    const kinds = decisions.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["excessive", "recorded", "recorded"]);
    expect(await store.refunds.ofPayments(APPID, [TRANSACTION_ID])).toHaveLength(2);
  }),

  promise("marks only an order whose entire payment was refunded", async (store) => {
    const { orders, refunds } = store;
    await orders.put(sentUpload(anUpload()));
    await orders.putPayment(aPayment());
    await refunds.put(aRefund({ refundId: "1", amountMinor: 1 }));
    expect((await orders.findOrder(APPID, MERCHANT_KEY))?.upload.refundedAtMs).toBeNull();
    expect(await list(store, "refunded")).toEqual([]);
    expect(await list(store, "partly_refunded")).toEqual([MERCHANT_KEY]);
    expect(await list(store, "to_ship")).toEqual([MERCHANT_KEY]);

    await refunds.put(aRefund({ refundId: "2", amountMinor: 1_657_599 }));

    const order = await orders.findOrder(APPID, MERCHANT_KEY);
    expect(order?.upload.refundedAtMs).toBe(REFUNDED_AT_MS);
    expect(order?.payment?.refundedAtMs).toBe(REFUNDED_AT_MS);
    expect(await list(store, "refunded")).toEqual([MERCHANT_KEY]);
    expect(await list(store, "partly_refunded")).toEqual([]);
    expect(await list(store, "to_ship")).toEqual([]);
  }),

  promise("marks an order that is uploaded after its payment was refunded", async (store) => {
    await store.orders.putPayment(aPayment());
    await store.refunds.put(aRefund());

    await store.orders.put(sentUpload(anUpload()));

    expect(await list(store, "refunded")).toEqual([MERCHANT_KEY]);
  }),

  promise("marks an order that is corrected after its payment was refunded", async (store) => {
    await store.orders.put(sentUpload(anUpload({ openid: STRANGER })));
    await store.orders.putPayment(aPayment());
    await store.refunds.put(aRefund());
    expect(await list(store, "refunded")).toEqual([]);

    await store.orders.put(sentUpload(anUpload({ uploadTime: "2022-05-20T13:30:00+08:00" })));

    expect(await list(store, "refunded")).toEqual([MERCHANT_KEY]);
  }),

  promise("finds a combined payment by the number of its sub-payment", async (store) => {
    const sub = { out_trade_no: "S", transaction_id: "4-S", amount: { total_amount: 5 } };
    const combined = { report: combinedOf(sub) };
    await store.orders.putPayment(aPayment(combined));
    const ofSub = { ofTransactionId: "4-S", outTradeNo: "S", totalMinor: 5, amountMinor: 5 };

    expect(await store.refunds.put(aRefund(ofSub))).toMatchObject({
      kind: "recorded",
      refund: { paymentId: recordedPayment(combined).id, ofTransactionId: "4-S" },
      payment: { refundProgress: "all", refundedAtMs: REFUNDED_AT_MS },
    });
  }),

  promise(
    "leaves a summary out of a buyer's list once a part of the order was refunded",
    async (store) => {
      const { orders, refunds } = store;
      const listed = () => orders.summariesOfBuyer({ appid: APPID, openid: BUYER, limit: 10 });
      await orders.putPayment(aPayment());
      await refunds.put(aRefund({ amountMinor: 1 }));
      await orders.put(sentUpload(anUpload()));

      expect(await listed()).toMatchObject([{ summary: null }]);
    },
  ),
];
