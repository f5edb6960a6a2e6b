import { describe, expect, test } from "vitest";
import {
  APPID,
  aRefund,
  combinedOf,
  HOUR_MS,
  MCHID,
  OTHER_APPID,
  OUT_TRADE_NO,
  PAID_AT_MS,
  recordedPayment,
  TRANSACTION_ID,
} from "../storage/conformance/samples.js";
import { decideRefund, type RefundFacts, refundEvents, type StoredRefund } from "./refund.js";
import type { Payment } from "./stored-order.js";

const AMOUNT_FEN = 1_657_600;
const PAYMENT = recordedPayment();

/** The stored state after these refunds, one after another. */
function factsAfter(
  refunds: readonly ReturnType<typeof aRefund>[],
  payment: Payment | null = PAYMENT,
) {
  const stored = new Map<string, StoredRefund>();
  const factsFor = (refundId: string): RefundFacts => ({
    payment,
    refunds: [...stored.values()],
    known: stored.get(refundId) ?? null,
  });
  for (const refund of refunds) {
    const decision = decideRefund(factsFor(refund.refundId), refund);
    if (decision.kind !== "recorded") throw new Error(`the sample was ${decision.kind}`);
    stored.set(refund.refundId, decision.refund);
  }
  return factsFor;
}

const NOTHING = factsAfter([]);

const decide = (facts: ReturnType<typeof factsAfter>, given: Parameters<typeof aRefund>[0]) => {
  const incoming = aRefund(given);
  return decideRefund(facts(incoming.refundId), incoming);
};

describe("a refund", () => {
  test("of the full amount refunds its payment, at the time of its success", () => {
    expect(decide(NOTHING, {})).toMatchObject({
      kind: "recorded",
      refund: { appid: APPID, paymentId: TRANSACTION_ID, state: "succeeded" },
      refundedMinor: AMOUNT_FEN,
      payment: { ...PAYMENT, refundProgress: "all", refundedAtMs: PAID_AT_MS + HOUR_MS },
    });
  });

  test("of a part does not refund the payment until the last part is refunded, too", () => {
    const first = aRefund({ refundId: "1", amountMinor: 1_000_000, atMs: PAID_AT_MS + 9 });
    const last = { refundId: "2", amountMinor: 657_600, atMs: PAID_AT_MS + 5 };

    expect(decideRefund(NOTHING("1"), first)).toMatchObject({
      refundedMinor: 1_000_000,
      payment: { refundProgress: "part", refundedAtMs: null },
    });
    expect(decide(factsAfter([first]), last)).toMatchObject({
      refundedMinor: AMOUNT_FEN,
      payment: { refundProgress: "all", refundedAtMs: PAID_AT_MS + 9 },
    });
  });

  test("counts after its success, and not while it is processing", () => {
    const running = aRefund({ state: "processing" });

    expect(decideRefund(NOTHING(running.refundId), running)).toMatchObject({
      refundedMinor: 0,
      payment: { refundProgress: "in_progress", refundedAtMs: null },
    });
    expect(decide(factsAfter([running]), {})).toMatchObject({
      kind: "recorded",
      refundedMinor: AMOUNT_FEN,
    });
  });

  test("that is already stored is repeated, and changes nothing", () => {
    expect(decide(factsAfter([aRefund()]), { atMs: PAID_AT_MS + 2 * HOUR_MS })).toEqual({
      kind: "repeated",
      refundedMinor: AMOUNT_FEN,
      payment: PAYMENT,
    });
  });

  test("keeps the times of its start and of its first report", () => {
    const running = aRefund({
      state: "processing",
      startedAtMs: PAID_AT_MS + 1,
      receivedAtMs: PAID_AT_MS + 2,
    });

    expect(decide(factsAfter([running]), {})).toMatchObject({
      refund: { startedAtMs: PAID_AT_MS + 1, receivedAtMs: PAID_AT_MS + 2 },
    });
  });

  test("whose payment is not recorded is rejected as unknown_payment", () => {
    expect(decide(factsAfter([], null), {})).toEqual({ kind: "unknown_payment" });
  });
});

describe("a refund moves", () => {
  const STATES = ["processing", "succeeded", "closed", "abnormal"] as const;
  const ALLOWED = new Set([
    "processing succeeded",
    "processing closed",
    "processing abnormal",
    "abnormal succeeded",
    "abnormal closed",
  ]);
  const moves = STATES.flatMap((from) =>
    STATES.filter((to) => to !== from).map((to) => ({ from, to })),
  );

  test.each(moves)("from $from to $to only where that can follow", ({ from, to }) => {
    const decision = decide(factsAfter([aRefund({ state: from })]), { state: to });

    if (ALLOWED.has(`${from} ${to}`)) expect(decision.kind).toBe("recorded");
    else expect(decision).toEqual({ kind: "outdated", state: from });
  });
});

describe("a refund contradicts what is recorded", () => {
  const stored = factsAfter([aRefund({ refundId: "1", amountMinor: 100 })]);
  const again = { refundId: "1", amountMinor: 100 };

  test.each([
    ["another out_trade_no", { ...again, outTradeNo: "other" }, "out_trade_no", OUT_TRADE_NO],
    ["another merchant number", { ...again, mchids: ["1"] }, "mchid", MCHID],
    ["another total", { ...again, totalMinor: 100 }, "amount.total", String(AMOUNT_FEN)],
    ["another amount", { ...again, amountMinor: 99 }, "amount.refund", "100"],
    ["another out_refund_no", { ...again, outRefundNo: "x" }, "out_refund_no", "R-1"],
    ["another refund's out_refund_no", { refundId: "2", outRefundNo: "R-1" }, "refund_id", "1"],
  ])("with %s", (_, given, path, recorded) => {
    expect(decide(stored, given)).toEqual({ kind: "conflict", path, recorded });
  });

  test("with an id that belongs to another payment's refund", () => {
    const refund = aRefund();
    const other = { ...stored("1").known, appid: OTHER_APPID, ofTransactionId: "42" };
    const known = other as StoredRefund;

    const decision = decideRefund({ payment: PAYMENT, refunds: [], known }, refund);

    expect(decision).toEqual({ kind: "conflict", path: "transaction_id", recorded: "42" });
  });

  test("but not in a query's reply, which has no merchant number", () => {
    expect(decide(NOTHING, { mchids: [] }).kind).toBe("recorded");
  });
});

test("refunds never exceed the payment", () => {
  const first = aRefund({ refundId: "1", amountMinor: 1_000_000 });
  const running = aRefund({ refundId: "2", amountMinor: 1_000_000, state: "processing" });
  const facts = factsAfter([first, running]);

  expect(decide(facts, { refundId: "2", amountMinor: 1_000_000 })).toEqual({
    kind: "excessive",
    refunded: { amountMinor: 1_000_000, currency: "CNY" },
    total: { amountMinor: AMOUNT_FEN, currency: "CNY" },
  });
  expect(decide(NOTHING, { amountMinor: AMOUNT_FEN + 1, state: "processing" }).kind).toBe(
    "excessive",
  );
});

describe("of a combined payment", () => {
  const sub = (name: string, total: number) => ({
    mchid: "1900000555",
    out_trade_no: name,
    transaction_id: `4-${name}`,
    amount: { total_amount: total },
  });
  const combined = recordedPayment({
    report: combinedOf(sub("A", 100), sub("B", 200)),
  });
  const none = factsAfter([], combined);
  const ofA = {
    refundId: "A",
    ofTransactionId: "4-A",
    outTradeNo: "A",
    mchids: ["1900000555"],
    totalMinor: 100,
    amountMinor: 100,
  };
  const ofB = { ...ofA, refundId: "B", ofTransactionId: "4-B", outTradeNo: "B", totalMinor: 200 };

  test("each sub-payment is refunded under its own number and amount", () => {
    expect(decide(none, ofA)).toMatchObject({
      kind: "recorded",
      refund: { paymentId: combined.id, ofTransactionId: "4-A" },
      refundedMinor: 100,
      payment: { refundProgress: "part", refundedAtMs: null },
    });
    expect(decide(none, { ...ofA, totalMinor: 300 })).toMatchObject({ path: "amount.total" });
    expect(decide(none, { ...ofA, outTradeNo: "B" })).toMatchObject({ path: "out_trade_no" });
    expect(decide(none, { ...ofA, mchids: [MCHID] })).toMatchObject({ path: "mchid" });
  });

  test("the combined payment is refunded once every sub-payment is", () => {
    const facts = factsAfter([aRefund(ofA)], combined);

    expect(decide(facts, { ...ofB, amountMinor: 200 })).toMatchObject({
      refundedMinor: 300,
      payment: { refundProgress: "all" },
    });
    expect(decide(facts, { ...ofA, refundId: "A2", amountMinor: 1 })).toMatchObject({
      kind: "excessive",
      refunded: { amountMinor: 100 },
      total: { amountMinor: 100 },
    });
  });
});

test("the timeline shows the start and the end of a refund", () => {
  const running = aRefund({ state: "processing", startedAtMs: PAID_AT_MS });
  const { known } = factsAfter([running, aRefund({ state: "abnormal" })])(running.refundId);
  const detail = `refund_id ${running.refundId}`;

  expect(refundEvents(known as StoredRefund)).toEqual([
    { atMs: PAID_AT_MS, event: "refund_started", detail },
    { atMs: PAID_AT_MS + HOUR_MS, event: "refund_abnormal", detail },
  ]);
});
