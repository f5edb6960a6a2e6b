import { orderSummary } from "./order-summary.js";
import type { Mismatch, Payment, StoredUpload } from "./stored-order.js";
import { withEvent } from "./timeline.js";

/** An upload after it was held against the payment that its key names, at `nowMs`. */
export function heldAgainst(upload: StoredUpload, payment: Payment, nowMs: number): StoredUpload {
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

/** An upload whose payment came and was not its own. */
export function mismatched(upload: StoredUpload, mismatch: Mismatch, nowMs: number): StoredUpload {
  const detail =
    mismatch === "payer"
      ? "the uploaded openid is not the payer's"
      : "the payment was uploaded first under the other form of its number";
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
 * The upload that holds a payment, of those that name it: a service provider's payment has three
 * numbers, so two of them may have been uploaded, of which one gave way.
 */
export const holderOf = (uploads: readonly StoredUpload[]): StoredUpload | null =>
  uploads.find(({ mismatch }) => mismatch !== "order_number_type") ?? uploads[0] ?? null;

/** How long after its payment a matched upload came; negative when it came before. */
export function matchDelayMs(
  upload: Pick<StoredUpload, "state" | "receivedAtMs" | "paidAtMs">,
): number | null {
  const { state, receivedAtMs, paidAtMs } = upload;
  return state === "matched" && paidAtMs !== null ? receivedAtMs - paidAtMs : null;
}
