import { UPLOAD_DELAY_MAX_MS } from "@dingdan/contract";
import type { App } from "./app.js";

/** How long a review takes, and how long after a rejection it is repeated. */
export const REVIEW_MS = 6 * 3_600_000;

/** The figures of the matched uploads in a reviewed window. */
export interface ReviewFigures {
  readonly matchedUploads: number;
  /** How many of these arrived later than {@link UPLOAD_DELAY_MAX_MS} after their payment. */
  readonly lateUploads: number;
  /** The longest delay; null without uploads; negative when all arrived before their payment. */
  readonly slowestDelayMs: number | null;
}

/** The period whose matches a review judges: from `fromMs`, inclusive, to `toMs`, exclusive. */
export interface ReviewWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

export type ReviewVerdict =
  | { readonly result: "approved" }
  | { readonly result: "rejected"; readonly reason: string };

/**
 * The window of a review that is due now: since the permission was opened or, for a repeated review,
 * since the previous review. So one slow afternoon does not count in every later review.
 */
export function reviewWindow(app: App, nowMs: number): ReviewWindow {
  return { fromMs: app.reviewedUntilMs ?? app.openedAtMs ?? app.createdAtMs, toMs: nowMs };
}

/**
 * Approves the app when the window contains a matched upload, and every matched upload arrived within
 * 5 s after its payment completed. A window without matched uploads is rejected, so waiting alone never
 * passes a review.
 * @see shopping-orders, confirmProductPermission
 */
export function judgeReview(figures: ReviewFigures, isRepeat: boolean): ReviewVerdict {
  const { matchedUploads, lateUploads, slowestDelayMs } = figures;
  if (matchedUploads === 0) {
    const since = isRepeat ? "the previous review" : "the permission was opened";
    return rejected(`no upload was matched to its payment since ${since}`);
  }
  if (lateUploads === 0) return { result: "approved" };
  const slowest = ((slowestDelayMs ?? 0) / 1000).toFixed(1);
  return rejected(
    `${lateUploads} of ${matchedUploads} matched uploads came later than ${UPLOAD_DELAY_MAX_MS / 1000} s after their payment (slowest: ${slowest} s)`,
  );
}

const rejected = (reason: string): ReviewVerdict => ({ result: "rejected", reason });

/** A verdict in the form of confirmProductPermission's `last_result`. */
export function lastResultOf(verdict: ReviewVerdict): string {
  return verdict.result === "approved" ? "APPROVED" : `REJECTED: ${verdict.reason}`;
}
