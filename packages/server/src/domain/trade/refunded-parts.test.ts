import { describe, expect, test } from "vitest";
import { APPID, combinedOf, MCHID, recordedPayment } from "../../storage/conformance/samples.js";
import type { RefundedAmounts } from "../refund-progress.js";
import { refundedParts } from "./refunded-parts.js";

const sub = (number: string) => ({
  mchid: MCHID,
  out_trade_no: number,
  transaction_id: `4-${number}`,
  amount: { total_amount: 5 },
});

const refundOf = (part: string, changes: Partial<RefundedAmounts> = {}): RefundedAmounts => ({
  ofTransactionId: `4-${part}`,
  state: "succeeded",
  amountMinor: 5,
  atMs: 7,
  ...changes,
});

const payment = recordedPayment({ report: combinedOf(sub("A"), sub("B")) });

describe("a refund completes", () => {
  test("the part that it names, once all of its money is back", () => {
    const first = refundOf("A", { amountMinor: 2, atMs: 9 });
    const second = refundOf("A", { amountMinor: 3 });
    expect(refundedParts(payment, [first], first)).toEqual([]);
    expect(refundedParts(payment, [first, second], second)).toEqual([
      { appid: APPID, transactionId: "4-A", atMs: 9 },
    ]);
  });

  test("no part by a refund that has not succeeded", () => {
    const refund = refundOf("A", { state: "processing" });
    expect(refundedParts(payment, [refund], refund)).toEqual([]);
  });

  test("every part of a payment that is refunded as a whole", () => {
    const whole = refundOf("WHOLE", { amountMinor: 10 });
    const parts = refundedParts({ ...payment, refundProgress: "all" }, [whole], whole);
    expect(parts.map(({ transactionId }) => transactionId)).toEqual(["4-A", "4-B"]);
  });
});
