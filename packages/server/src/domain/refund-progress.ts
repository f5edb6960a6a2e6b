import type { RefundProgress, RefundState } from "@dingdan/contract";

/** The part of a refund that its payment's progress depends on. */
export interface RefundedAmounts {
  readonly state: RefundState;
  readonly amountMinor: number;
  readonly atMs: number;
}

/**
 * How far the refunds of a payment have come. A refund whose bank refused it is still in progress: the
 * merchant must complete it by hand.
 * @param totalMinor the total of the payment
 * @param isStarted true when WeChat Pay says that a refund was started, which may not be reported yet
 */
export function refundProgressOf(
  refunds: readonly RefundedAmounts[],
  totalMinor: number,
  isStarted: boolean,
): RefundProgress {
  const refundedMinor = sumOfSuccesses(refunds);
  if (refundedMinor > 0 && refundedMinor === totalMinor) return "all";
  const isOpen = refunds.some(({ state }) => state === "processing" || state === "abnormal");
  if (isOpen || (isStarted && refunds.length === 0)) return "in_progress";
  return refundedMinor > 0 ? "part" : "none";
}

/** The sum of the succeeded refunds, in the minor unit of the payment's currency. */
export const sumOfSuccesses = (refunds: readonly RefundedAmounts[]): number =>
  refunds.reduce(
    (sum, { state, amountMinor }) => sum + (state === "succeeded" ? amountMinor : 0),
    0,
  );
