import {
  type DiagnosisId,
  reportDiagnosis,
  type TradeDelivery,
  type TradeOrderKey,
} from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { confirmAsBuyer, refundTrade } from "./changes.js";
import { absenceCause, orderNote, QUERY_PATHS, reminderCause, uploadCause } from "./explain.js";
import {
  aDelivery,
  anIncomingUpload,
  aParcel,
  aTradeOrder,
  PAID_AT_MS,
  shippedOrder,
} from "./samples.js";
import type { TradeOrder, UnmanagedReason } from "./trade-order.js";
import { decideTradeUpload, type IncomingTradeUpload } from "./upload.js";

const NOW_MS = PAID_AT_MS + 3_600_000;
const APPID = "wx0000000000000001";
const KEY: TradeOrderKey = { kind: "transaction", transaction_id: "4200009901202611201000000001" };
const BY_MERCHANT: TradeOrderKey = {
  kind: "merchant",
  mchid: "1900000109",
  out_trade_no: "DD-20261120-0001",
};

const factsOf = (named: readonly TradeOrder[], nowMs = NOW_MS) => ({
  appid: APPID,
  named,
  parts: [],
  anywhere: named,
  nowMs,
});

describe("a payment that is not found", () => {
  test.each<[UnmanagedReason, string]>([
    ["not_admitted", "paid-before-admission"],
    ["not_managed", "paid-while-not-managed"],
    ["before_authorization", "before-authorization"],
    ["devtools_payment", "devtools-payment"],
    ["not_mini_program", "not-mini-program"],
    ["foreign_currency", "foreign-currency"],
  ])("because it is not under management (%s) has the cause %s", (unmanagedReason, id) => {
    const cause = absenceCause(KEY, QUERY_PATHS, factsOf([aTradeOrder({ unmanagedReason })]));
    expect(cause).toMatchObject({ id, path: "transaction_id" });
  });

  test("is found some seconds later, and the cause says when", () => {
    const cause = absenceCause(KEY, QUERY_PATHS, factsOf([aTradeOrder()], PAID_AT_MS + 1000));
    expect(cause).toMatchObject({ id: "too-early", values: { seconds: "1", wanted: "10" } });
  });

  test("has another merchant number, that of the sub-merchant", () => {
    const order = aTradeOrder({ mchid: "1900000109", subMchid: "1900000110" });
    expect(absenceCause(BY_MERCHANT, QUERY_PATHS, factsOf([order]))).toEqual({
      id: "sub-merchant",
      path: "merchant_id",
      values: { found: "1900000109", wanted: "1900000110" },
    });
  });

  test("is a combined one, or one of another app, or unknown", () => {
    const none = factsOf([]);
    const elsewhere = [aTradeOrder({ appid: "wx0000000000000002" })];
    expect(absenceCause(KEY, QUERY_PATHS, { ...none, parts: [aTradeOrder()] })?.id).toBe(
      "plain-endpoint",
    );
    expect(absenceCause(KEY, QUERY_PATHS, { ...none, anywhere: elsewhere })?.id).toBe("wrong-app");
    expect(absenceCause(KEY, QUERY_PATHS, none)).toBeNull();
  });
});

/** The cause of an upload that the stored order refuses. */
function causeOf(
  order: TradeOrder,
  incoming: IncomingTradeUpload,
  others: readonly TradeOrder[] = [],
) {
  const decision = decideTradeUpload([order, ...others], incoming);
  if (decision.kind === "stored") throw new Error("the upload was stored");
  return uploadCause(decision, KEY, incoming, factsOf([order], incoming.receivedAtMs));
}

const change = (trackingNo: string) => [
  aDelivery({ shipping_list: [aParcel({ tracking_no: trackingNo })] }),
];
const shipped = () => shippedOrder(NOW_MS);

const COMBINATION = { mchid: "1900000109", outTradeNo: "C-1", transactionId: null };

const aPart = (changes: Partial<TradeDelivery> = {}) =>
  aDelivery({ delivery_mode: 2, is_all_delivered: false, ...changes });

/** An order with some parcels, and more to come. */
function partlyShipped(count: number): TradeOrder {
  const shipping_list = Array.from({ length: count }, (_, index) =>
    aParcel({ tracking_no: String(index) }),
  );
  const decision = decideTradeUpload(
    [aTradeOrder()],
    anIncomingUpload(NOW_MS, [aPart({ shipping_list })]),
  );
  const [order] = decision.kind === "stored" ? decision.orders : [];
  return order as TradeOrder;
}

type RefusedCase = [
  id: DiagnosisId,
  order: TradeOrder,
  incoming: IncomingTradeUpload,
  others?: readonly TradeOrder[],
];

describe("an upload that is refused", () => {
  test.each<RefusedCase>([
    ["already-stored", shipped(), anIncomingUpload(NOW_MS + 1000)],
    ["trade-not-newer", shipped(), anIncomingUpload(NOW_MS, change("B"))],
    ["clock-ahead", aTradeOrder(), { ...anIncomingUpload(NOW_MS + 90_000), receivedAtMs: NOW_MS }],
    ["trade-payer-mismatch", aTradeOrder({ openid: "other" }), anIncomingUpload(NOW_MS)],
    [
      "trade-payer-is-providers",
      aTradeOrder({ openid: "other", subMchid: "1900000110" }),
      anIncomingUpload(NOW_MS),
    ],
    ["trade-refunded", refundTrade(shipped(), NOW_MS + 1), anIncomingUpload(NOW_MS + 1000)],
    [
      "devtools-payment",
      aTradeOrder({ unmanagedReason: "devtools_payment" }),
      anIncomingUpload(NOW_MS),
    ],
    [
      "trade-finished",
      shipped(),
      anIncomingUpload(NOW_MS + 1000, [aDelivery({ delivery_mode: 2, is_all_delivered: false })]),
    ],
    [
      "too-many-parcels",
      partlyShipped(15),
      anIncomingUpload(NOW_MS + 1000, [aPart({ shipping_list: [aParcel({ tracking_no: "16" })] })]),
    ],
    [
      "not-a-part",
      aTradeOrder(),
      anIncomingUpload(NOW_MS, [aDelivery({ path: "sub_orders[0]." })], {
        combined_key: { kind: "merchant", mchid: "1900000109", out_trade_no: "C-1" },
      }),
      [aTradeOrder({ transactionId: "part", combination: COMBINATION })],
    ],
  ])("has the cause %s, whose texts are complete", (id, order, incoming, others) => {
    const cause = causeOf(order, incoming, others);
    expect(cause?.id).toBe(id);
    for (const language of ["en", "zh"] as const) {
      const report = reportDiagnosis(cause as NonNullable<typeof cause>, language);
      expect(`${report.text} ${report.hint}`).not.toMatch(/\{\w+\}/);
    }
  });

  test("after the receipt says when it was confirmed and paid out", () => {
    const confirmed = confirmAsBuyer(shipped(), "buyer", { settleSeconds: 0 }, NOW_MS + 5000);
    const order = confirmed.change?.order as TradeOrder;
    expect(causeOf(order, anIncomingUpload(NOW_MS + 9000))).toMatchObject({
      id: "trade-settled",
      values: { at: "2026-11-20T11:00:05+08:00", confirmed: "2026-11-20T11:00:05+08:00" },
    });
    expect(orderNote(order)?.id).toBe("confirmed-by-buyer");
  });

  test("a third time says that a retry used the one re-shipment", () => {
    const again = decideTradeUpload([shipped()], anIncomingUpload(NOW_MS + 1000, change("B")));
    const [order] = again.kind === "stored" ? again.orders : [];
    expect(
      causeOf(order as TradeOrder, anIncomingUpload(NOW_MS + 2000, change("C"))),
    ).toMatchObject({
      id: "retry-spent-chance",
      values: { stored: "2026-11-20T11:00:01+08:00" },
    });
  });
});

test("a reminder is refused since the last parcels were sent with is_all_delivered false", () => {
  const open = partlyShipped(1);
  const times = { receivedAtMs: NOW_MS, nowMs: NOW_MS };
  const causeFor = (order: TradeOrder) => reminderCause("TRADE_ORDER_NOT_SHIPPED", order, times);
  expect(causeFor(open)).toMatchObject({
    id: "last-parcel-left-open",
    values: { found: "1" },
  });
  expect(causeFor(aTradeOrder())?.id).toBe("nothing-shipped");
  expect(orderNote(shipped())?.id).toBe("receipt-not-confirmed");
});

test.each([
  ["received-in-future", NOW_MS + 7_200_000],
  ["received-before-shipped", NOW_MS - 3_600_000],
])("a receipt that cannot be has the cause %s", (id, receivedAtMs) => {
  const times = { receivedAtMs, nowMs: NOW_MS + 3_600_000 };
  expect(reminderCause("TRADE_RECEIVED_TIME_INVALID", shipped(), times)?.id).toBe(id);
});
