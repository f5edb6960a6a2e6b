import { orderSummary } from "./order-summary.js";
import type { Mismatch, Payment, StoredUpload } from "./stored-order.js";
import { withEvent } from "./timeline.js";

/** Compares an upload with the payment that its key names, at `nowMs`: it is matched or mismatched. */
export function comparedWith(upload: StoredUpload, payment: Payment, nowMs: number): StoredUpload {
  const { transactionId, paidAtMs, refundedAtMs } = payment;
  if (payment.openid !== upload.openid) {
    return mismatched({ ...upload, transactionId, paidAtMs }, "payer", nowMs);
  }
  return {
    ...upload,
    state: "matched",
    mismatch: null,
    transactionId,
    paidAtMs,
    refundedAtMs,
    matchedAtMs: nowMs,
    summary: orderSummary({ ...upload, transactionId }, payment),
    events: withEvent(upload.events, {
      atMs: nowMs,
      event: "matched",
      detail: `transaction_id ${transactionId}`,
    }),
  };
}

/** An upload that does not match the payment of its key. */
export function mismatched(upload: StoredUpload, mismatch: Mismatch, nowMs: number): StoredUpload {
  const detail =
    mismatch === "payer"
      ? "the uploaded openid is not the payer's"
      : "the details were uploaded first under another of the payment's numbers";
  return {
    ...upload,
    state: "mismatched",
    mismatch,
    matchedAtMs: null,
    summary: null,
    events: withEvent(upload.events, { atMs: nowMs, event: "mismatched", detail }),
  };
}

/**
 * The upload that a payment belongs to, of those that name it. A service provider's payment has three
 * numbers, so uploads may exist under two of them; the later one is mismatched.
 */
export const holderOf = (uploads: readonly StoredUpload[]): StoredUpload | null =>
  uploads.find(({ mismatch }) => mismatch !== "order_number_type") ?? uploads[0] ?? null;

/** How long after its payment a matched upload arrived, negative when before; null when not matched. */
export function matchDelayMs(
  upload: Pick<StoredUpload, "state" | "receivedAtMs" | "paidAtMs">,
): number | null {
  const { state, receivedAtMs, paidAtMs } = upload;
  return state === "matched" && paidAtMs !== null ? receivedAtMs - paidAtMs : null;
}
