import type { RefundProgress, RefundState } from "@dingdan/contract";
import { type PaymentFacts, totalOf } from "./payment-facts.js";

/** The part of a refund that its payment's progress depends on. */
export interface RefundedAmounts {
  readonly state: RefundState;
  /** The transaction that was refunded; of a combined payment, a part or the whole. */
  readonly ofTransactionId: string;
  readonly amountMinor: number;
  readonly atMs: number;
}

/**
 * How far the refunds of a payment have come. A refund whose bank refused it is still in progress: the
 * merchant must complete it by hand. So is a refund that WeChat Pay started and has not reported yet.
 */
export function refundProgressOf(
  refunds: readonly RefundedAmounts[],
  facts: PaymentFacts,
): RefundProgress {
  const totalMinor = totalOf(facts).amountMinor;
  const refundedMinor = sumOfSuccesses(refunds);
  if (refundedMinor > 0 && refundedMinor >= totalMinor) return "all";
  const isOpen = refunds.some(({ state }) => state === "processing" || state === "abnormal");
  if (isOpen || isRefundAwaited(refunds, facts)) return "in_progress";
  return refundedMinor > 0 ? "part" : "none";
}

/** Whether WeChat Pay says of a part that its refund was started, and no refund of it was reported. */
function isRefundAwaited(
  refunds: readonly RefundedAmounts[],
  { combination, parts }: PaymentFacts,
): boolean {
  const reported = new Set<string | null>(refunds.map(({ ofTransactionId }) => ofTransactionId));
  if (combination !== null && reported.has(combination.transactionId)) return false;
  return parts.some((part) => part.isRefundStarted && !reported.has(part.transactionId));
}

/** When the last refund succeeded, in a payment that was refunded. */
export const lastSuccessAtMs = (refunds: readonly RefundedAmounts[]): number =>
  Math.max(...refunds.flatMap(({ state, atMs }) => (state === "succeeded" ? [atMs] : [])));

/** The sum of the succeeded refunds, in the minor unit of the payment's currency. */
export const sumOfSuccesses = (refunds: readonly RefundedAmounts[]): number =>
  refunds.reduce(
    (sum, { state, amountMinor }) => sum + (state === "succeeded" ? amountMinor : 0),
    0,
  );
