import { describe, expect, test } from "vitest";
import { factsOfReport } from "./payment-facts.js";
import { refundProgressOf } from "./refund-progress.js";

const refund = (
  state: "processing" | "succeeded" | "closed" | "abnormal",
  amountMinor: number,
  ofTransactionId = "42",
) => ({ state, amountMinor, atMs: 1, ofTransactionId });

const paid = (total: number, trade_state = "SUCCESS") =>
  factsOfReport({ transaction_id: "42", out_trade_no: "O", trade_state, amount: { total } });

describe("the refunds of a payment of 300 are", () => {
  test.each([
    ["none", [], "SUCCESS"],
    ["in_progress", [], "REFUND"],
    ["in_progress", [refund("processing", 100)], "REFUND"],
    ["in_progress", [refund("processing", 100)], "SUCCESS"],
    ["in_progress", [refund("abnormal", 300)], "SUCCESS"],
    ["in_progress", [refund("succeeded", 100), refund("processing", 200)], "REFUND"],
    ["part", [refund("succeeded", 100)], "REFUND"],
    ["part", [refund("succeeded", 100), refund("closed", 200)], "REFUND"],
    ["all", [refund("succeeded", 100), refund("succeeded", 200)], "REFUND"],
    ["all", [refund("succeeded", 300), refund("processing", 1)], "REFUND"],
    ["none", [refund("closed", 300)], "REFUND"],
  ] as const)("%s after %j, with trade_state %s", (progress, refunds, tradeState) => {
    expect(refundProgressOf(refunds, paid(300, tradeState))).toBe(progress);
  });

  test("none when nothing was paid", () => {
    expect(refundProgressOf([], paid(0))).toBe("none");
  });
});

describe("a refund of one part that WeChat Pay started is in progress", () => {
  const part = (number: string, trade_state: string) => ({
    mchid: "1900000109",
    out_trade_no: number,
    transaction_id: `42-${number}`,
    trade_state,
    amount: { total_amount: 150 },
  });
  const combined = factsOfReport({
    combine_mchid: "1900000109",
    combine_out_trade_no: "C",
    combine_transaction_id: "42-C",
    sub_orders: [part("A", "REFUND"), part("B", "SUCCESS")],
  });

  test.each([
    ["while nothing is reported", [], "in_progress"],
    ["while only a refund of another part is", [refund("closed", 9, "42-B")], "in_progress"],
    ["while only another part's success is", [refund("succeeded", 9, "42-B")], "in_progress"],
    ["not after its own", [refund("succeeded", 9, "42-A")], "part"],
    ["not after one of the whole", [refund("closed", 9, "42-C")], "none"],
  ] as const)("%s", (_, refunds, progress) => {
    expect(refundProgressOf(refunds, combined)).toBe(progress);
  });
});
