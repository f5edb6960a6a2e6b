import { factsOf } from "../recorded-payment.js";
import { lastSuccessAtMs, type RefundedAmounts, sumOfSuccesses } from "../refund-progress.js";
import type { Payment } from "../stored-order.js";
import { refundTrade } from "./changes.js";
import type { TradeOrder } from "./trade-order.js";

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
  return allRefundedParts(payment, refunds).filter(
    ({ transactionId }) => isWhole || transactionId === refund.ofTransactionId,
  );
}

/** Every transaction of a payment that its refunds have returned as a whole. */
export function allRefundedParts(
  payment: Payment,
  refunds: readonly RefundedAmounts[],
): RefundedPart[] {
  if (refunds.length === 0) return [];
  const isWhole = payment.refundProgress === "all";
  return factsOf(payment).parts.flatMap(({ transactionId, total, payers }) => {
    if (transactionId === null) return [];
    const ofPart = refunds.filter(({ ofTransactionId }) => ofTransactionId === transactionId);
    const refundedMinor = sumOfSuccesses(ofPart);
    const isComplete = refundedMinor > 0 && refundedMinor >= total.amountMinor;
    if (!isWhole && !isComplete) return [];
    const atMs = lastSuccessAtMs(isComplete ? ofPart : refunds);
    return payers.map(({ appid }) => ({ appid, transactionId, atMs }));
  });
}

/**
 * A new trade order as its payment's refunds leave it: a payment that was refunded before it had trade
 * orders, and is reported again, has nothing to ship.
 */
export function withRefund(order: TradeOrder, refunded: readonly RefundedPart[]): TradeOrder {
  const part = refunded.find(
    ({ appid, transactionId }) => appid === order.appid && transactionId === order.transactionId,
  );
  return part === undefined ? order : refundTrade(order, part.atMs);
}
