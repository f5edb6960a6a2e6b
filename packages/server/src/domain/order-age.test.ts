import { expect, test } from "vitest";
import { anApp } from "../storage/conformance/samples.js";
import { isExpired, isUnfinished, lastActivityMs, type OrderActivity } from "./order-age.js";
import { aTradeOrder } from "./trade/samples.js";
import { TRADE_STATE, type TradeOrder } from "./trade/trade-order.js";

const { appid } = anApp();

/** Everything happened at 100; no timer runs. */
const anOrder = (changes: Partial<OrderActivity> = {}): OrderActivity => ({
  payment: { paidAtMs: 90, receivedAtMs: 100, contradiction: null },
  uploads: [{ appid, receivedAtMs: 100, matchedAtMs: 100 }],
  shippedAtMs: [],
  refunds: [],
  tradeOrders: [],
  apps: [],
  ...changes,
});

/** Paid at 90 and reminded of; nothing else happened. */
const tradeOrder = (changes: Partial<TradeOrder> = {}): TradeOrder => ({
  ...aTradeOrder({ paidAtMs: 90, merchantRemindedAtMs: 500 }),
  events: [
    { kind: "ingested", atMs: 400, facts: {} },
    { kind: "reminded_merchant", atMs: 500, facts: {} },
  ],
  ...changes,
});

const shipping = {
  logisticsType: 1,
  deliveryMode: 1,
  parcels: [
    {
      tracking_no: "1",
      express_company: "ZTO",
      item_desc: "伞",
      contact: null,
      uploadedAtMs: 140,
    },
  ],
  uploadTimeMs: 140,
  isFinished: true,
  finishCount: 1,
  isReshipped: false,
} as const;

test.each<[string, Partial<OrderActivity>, number]>([
  ["the report of its payment", {}, 100],
  ["its payment, which was later than the report", { payment: paid(130) }, 130],
  ["an upload", { uploads: [{ appid, receivedAtMs: 110, matchedAtMs: null }] }, 110],
  ["its shipment", { shippedAtMs: [120, 105] }, 120],
  ["a refund", { refunds: [{ state: "succeeded", atMs: 90, receivedAtMs: 150 }] }, 150],
  ["a parcel of shipping information management", { tradeOrders: [tradeOrder({ shipping })] }, 140],
  ["its receipt", { tradeOrders: [event("confirmed", 160)] }, 160],
  ["what the platform did by itself, which does not count", { tradeOrders: [tradeOrder()] }, 100],
])("an order is as old as %s", (_, changes, atMs) => {
  expect(lastActivityMs(anOrder(changes))).toBe(atMs);
});

test("an order is deleted when nothing has happened since the time, and not at that time", () => {
  expect(isExpired(anOrder(), 101)).toBe(true);
  expect(isExpired(anOrder(), 100)).toBe(false);
  expect(isExpired(anOrder({ payment: null }), 101)).toBe(true);
});

const underReview = anApp({ reviewDueAtMs: 1_000, reviewedUntilMs: 100 });

test.each<[string, Partial<OrderActivity>, boolean]>([
  ["without anything to come", { tradeOrders: [tradeOrder()] }, false],
  ["with a timer that runs", { tradeOrders: [tradeOrder({ dueAtMs: 10_000 })] }, true],
  ["with a complaint", { tradeOrders: [tradeOrder({ isInComplaint: true })] }, true],
  ["with money that waits", { tradeOrders: [tradeOrder({ state: TRADE_STATE.UNSETTLED })] }, true],
  ["with a refund in progress", { refunds: [refund("processing")] }, true],
  ["with a refund that the bank rejected", { refunds: [refund("abnormal")] }, true],
  ["with refunds that have ended", { refunds: [refund("succeeded"), refund("closed")] }, false],
  [
    "whose reports contradict each other",
    {
      payment: {
        ...paid(90),
        contradiction: { path: "amount.total", reported: "1", recorded: "2", atMs: 90 } as never,
      },
    },
    true,
  ],
  ["that the next review counts", { apps: [underReview] }, true],
  ["that an earlier review counted", { apps: [{ ...underReview, reviewedUntilMs: 101 }] }, false],
  ["of an app without a review", { apps: [{ ...underReview, reviewDueAtMs: null }] }, false],
  ["of another app than the reviewed one", { apps: [{ ...underReview, appid: "wx-1" }] }, false],
])("an order %s", (_, changes, isKept) => {
  expect(isUnfinished(anOrder(changes))).toBe(isKept);
  expect(isExpired(anOrder(changes), 1_000_000)).toBe(!isKept);
});

function paid(paidAtMs: number): NonNullable<OrderActivity["payment"]> {
  return { paidAtMs, receivedAtMs: 100, contradiction: null };
}

function event(kind: "confirmed", atMs: number): TradeOrder {
  return tradeOrder({ events: [{ kind, atMs, facts: {} }] });
}

function refund(state: OrderActivity["refunds"][number]["state"]) {
  return { state, atMs: 90, receivedAtMs: 100 };
}
