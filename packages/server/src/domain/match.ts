import type { MatchState, Mismatch } from "@dingdan/contract";
import { mismatchDetail } from "./mismatch-texts.js";
import { orderSummary } from "./order-summary.js";
import { factsOf, inApp, partsOf, transactionIdOf } from "./recorded-payment.js";
import type { Payment, StoredUpload } from "./stored-order.js";
import { subOrderFault } from "./sub-orders.js";
import { withEvent } from "./timeline.js";

/** What a payment makes of the uploads that name it. */
export interface Match {
  readonly state: MatchState;
  /** The uploads that change: write them. */
  readonly changed: readonly StoredUpload[];
}

/**
 * Matches a payment with the uploads that name it or one of its parts. One payment has one shopping
 * order: of the uploads under a name of the payment itself, the first by {@link byPrecedence}. The
 * outcome depends on the facts alone, so a further report of the payment matches it again.
 */
export function matchedUploads(
  payment: Payment,
  uploads: readonly StoredUpload[],
  nowMs: number,
): Match {
  const isOfWhole = ({ appid, orderKey }: StoredUpload) =>
    appid === payment.appid && payment.orderKeys.includes(orderKey);
  const [first, ...later] = uploads.filter(isOfWhole).toSorted(byPrecedence);
  // The details of a part alone are no order: the payment's are uploaded under its own name.
  const ofParts = uploads.filter(
    (upload) => upload.appid === payment.appid && !payment.orderKeys.includes(upload.orderKey),
  );
  const next = [
    ...(first === undefined ? [] : [comparedWith(first, payment, nowMs)]),
    ...later.map((upload) => mismatched(upload, payment, "order_number_type", nowMs)),
    ...ofParts.map((upload) => mismatched(upload, payment, "sub_orders", nowMs)),
  ];
  const elsewhere = uploads
    .filter((upload) => upload.appid !== payment.appid)
    .map((upload) => unmatched(upload, inApp(payment, upload.appid), nowMs));
  const before = new Set(uploads);
  return {
    state: next[0]?.state ?? "waiting",
    changed: [...next, ...elsewhere].filter((upload) => !before.has(upload)),
  };
}

/**
 * The order in which the uploads that name one payment are preferred: one that is matched stays matched,
 * since its details are locked and may have been shipped; of the others, the one that arrived first.
 */
export function byPrecedence(a: StoredUpload, b: StoredUpload): number {
  const rank = ({ state }: StoredUpload) => (state === "matched" ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    a.firstReceivedAtMs - b.firstReceivedAtMs ||
    (a.orderKey < b.orderKey ? -1 : 1)
  );
}

/**
 * An upload of an app that does not have the payment. It stays mismatched if it names another payer than
 * the app's.
 * @param here the payment as it would belong to the app; null if it was not made there
 */
function unmatched(upload: StoredUpload, here: Payment | null, nowMs: number): StoredUpload {
  const isOfWhole = here?.orderKeys.includes(upload.orderKey) === true;
  if (isOfWhole && here.openid !== upload.openid) return mismatched(upload, here, "payer", nowMs);
  if (upload.paymentId === null) return upload;
  return {
    ...upload,
    ...NO_MATCH,
    state: "waiting",
    mismatch: null,
    paymentId: null,
    paidAtMs: null,
    events: withEvent(upload.events, {
      atMs: nowMs,
      event: "mismatched",
      detail: mismatchDetail("other_app", "order_key"),
    }),
  };
}

/** The members of an upload that is not matched. What was shipped stays shipped. */
const NO_MATCH = {
  matchedAtMs: null,
  refundedAtMs: null,
  refundProgress: "none",
  summary: null,
} as const satisfies Partial<StoredUpload>;

/**
 * Compares an upload with the payment that its key names, at `nowMs`: it is matched or mismatched. An
 * upload that was compared before and has the same result is returned as it is.
 */
export function comparedWith(upload: StoredUpload, payment: Payment, nowMs: number): StoredUpload {
  if (payment.openid !== upload.openid) return mismatched(upload, payment, "payer", nowMs);
  const facts = factsOf(payment);
  const fault = subOrderFault(upload, facts);
  if (fault !== null) return mismatched(upload, payment, "sub_orders", nowMs, fault.path);
  const { id: paymentId, paidAtMs, refundedAtMs, refundProgress } = payment;
  const isMatched = upload.state === "matched";
  const matched: StoredUpload = {
    ...upload,
    state: "matched",
    mismatch: null,
    paymentId,
    paidAtMs,
    refundedAtMs,
    refundProgress,
    matchedAtMs: isMatched ? upload.matchedAtMs : nowMs,
  };
  // What was shipped is not in a summary, so a shipped order has none.
  const summary = upload.shippingProgress !== "none" ? null : orderSummary(matched, payment);
  if (isMatched) {
    const isSame =
      upload.paymentId === paymentId &&
      upload.paidAtMs === paidAtMs &&
      upload.refundedAtMs === refundedAtMs &&
      upload.refundProgress === refundProgress &&
      upload.summary === summary;
    return isSame ? upload : { ...matched, summary };
  }
  return {
    ...matched,
    summary,
    events: withEvent(upload.events, { atMs: nowMs, event: "matched", detail: nameOf(payment) }),
  };
}

/** An upload that does not match the payment of its key. */
function mismatched(
  upload: StoredUpload,
  payment: Payment,
  mismatch: Mismatch,
  nowMs: number,
  path = "order_key",
): StoredUpload {
  const { id: paymentId, paidAtMs } = payment;
  if (upload.mismatch === mismatch && upload.paymentId === paymentId) return upload;
  return {
    ...upload,
    ...NO_MATCH,
    state: "mismatched",
    mismatch,
    paymentId,
    paidAtMs,
    events: withEvent(upload.events, {
      atMs: nowMs,
      event: "mismatched",
      detail: mismatchDetail(mismatch, path),
    }),
  };
}

/** The payment in an event, by a number that every report of it has. */
function nameOf(payment: Payment): string {
  return partsOf(payment).length === 0
    ? `transaction_id ${transactionIdOf(payment)}`
    : `out_trade_no ${payment.outTradeNo}`;
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
