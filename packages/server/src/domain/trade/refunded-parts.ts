import { factsOf } from "../recorded-payment.js";
import { lastSuccessAtMs, type RefundedAmounts, sumOfSuccesses } from "../refund-progress.js";
import type { Payment } from "../stored-order.js";

/** A transaction of a payment that was refunded as a whole, in one app that it was made in. */
export interface RefundedPart {
  readonly appid: string;
  readonly transactionId: string;
  /** When the last of its refunds succeeded. */
  readonly atMs: number;
}

/**
 * What a refund has made complete: the part that it names, or every part of a payment that is refunded as a
 * whole. Empty while money of the part is left.
 * @param payment with its progress after the refund
 * @param refunds all refunds of the payment
 * @param refund the one that was recorded last
 */
export function refundedParts(
  payment: Payment,
  refunds: readonly RefundedAmounts[],
  refund: Pick<RefundedAmounts, "ofTransactionId">,
): RefundedPart[] {
  const isWhole = payment.refundProgress === "all";
  return factsOf(payment).parts.flatMap(({ transactionId, total, payers }) => {
    if (transactionId === null) return [];
    const ofPart = refunds.filter(({ ofTransactionId }) => ofTransactionId === transactionId);
    const refundedMinor = sumOfSuccesses(ofPart);
    const isComplete =
      transactionId === refund.ofTransactionId &&
      refundedMinor > 0 &&
      refundedMinor >= total.amountMinor;
    if (!isWhole && !isComplete) return [];
    const atMs = lastSuccessAtMs(isComplete ? ofPart : refunds);
    return payers.map(({ appid }) => ({ appid, transactionId, atMs }));
  });
}
