import type { RefundRepresentation } from "@dingdan/contract";
import { representAmount } from "../domain/amount.js";
import { refundAmounts, type StoredRefund } from "../domain/refund.js";
import type { Payment } from "../domain/stored-order.js";

/** A refund as shown with its order, both to the operator and to the buyer. */
export function representRefund(
  refund: StoredRefund,
  payment: Pick<Payment, "reports" | "orderKeys" | "outTradeNo">,
): RefundRepresentation {
  const { amount, payerAmount } = refundAmounts(refund, payment);
  return {
    refund_id: refund.refundId,
    amount: representAmount(amount),
    ...(payerAmount === null ? {} : { payer_amount: representAmount(payerAmount) }),
    amount_fen: refund.amountMinor,
    state: refund.state,
    at: new Date(refund.atMs).toISOString(),
  };
}
