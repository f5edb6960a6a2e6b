import type { Money, RefundRepresentation } from "@dingdan/contract";
import { expect, test } from "vitest";
import { refundedAmounts } from "../console/src/orders/amounts.js";
import { money } from "./support/buyer-order.js";

const refund = (
  amount: Money,
  payer: Money | undefined,
  state: RefundRepresentation["state"] = "succeeded",
): RefundRepresentation => ({
  refund_id: "50300001",
  amount,
  ...(payer === undefined ? {} : { payer_amount: payer }),
  amount_fen: amount.amount_minor,
  state,
  at: "2026-11-21T02:00:00.000Z",
});

test("what was refunded is the sum of what came back to the buyer, in each currency", () => {
  const refunds = [
    refund(money(995), money(495)),
    refund(money(100, "HKD"), undefined),
    refund(money(10), money(5)),
  ];
  expect(refundedAmounts(refunds)).toEqual([money(500), money(100, "HKD")]);
});

test("a refund that did not succeed returned nothing", () => {
  const states = ["processing", "closed", "abnormal"] as const;
  const refunds = states.map((state) => refund(money(995), money(995), state));
  expect(refundedAmounts(refunds)).toEqual([]);
});
