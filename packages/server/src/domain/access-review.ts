import type { App } from "./app.js";

/** How long a review takes, and how long after a failed one it is repeated. */
export const REVIEW_MS = 6 * 3_600_000;

/** How long after its payment an upload may come. @see product-guide, §3 */
export const UPLOAD_DELAY_MAX_MS = 5_000;

/** What the matched uploads of a reviewed window show. */
export interface ReviewFigures {
  readonly matchedUploads: number;
  /** Of these, how many came later than {@link UPLOAD_DELAY_MAX_MS} after their payment. */
  readonly lateUploads: number;
  /** The longest delay; null without uploads; negative when all came before their payment. */
  readonly slowestDelayMs: number | null;
}

/** The span of time whose matches a review looks at: from `fromMs` on, and before `toMs`. */
export interface ReviewWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

export type ReviewVerdict =
  | { readonly result: "approved" }
  | { readonly result: "rejected"; readonly reason: string };

/**
 * What a review that is due now looks at: all since the permission was opened or, when the review is
 * repeated, all since the review before. So one slow afternoon does not count for ever.
 */
export function reviewWindow(app: App, nowMs: number): ReviewWindow {
  return { fromMs: app.reviewedUntilMs ?? app.openedAtMs ?? app.createdAtMs, toMs: nowMs };
}

/**
 * Passed: the window holds an upload that was matched to its payment, and every matched upload came
 * within 5 s after its payment completed. A window without any says nothing for the app, so a
 * review that was not passed is not passed by waiting alone.
 * @see shopping-orders, confirmProductPermission
 */
export function judgeReview(figures: ReviewFigures, isRepeat: boolean): ReviewVerdict {
  const { matchedUploads, lateUploads, slowestDelayMs } = figures;
  if (matchedUploads === 0) {
    const since = isRepeat ? "the review before" : "the permission was opened";
    return rejected(`no upload was matched to its payment since ${since}`);
  }
  if (lateUploads === 0) return { result: "approved" };
  const slowest = ((slowestDelayMs ?? 0) / 1000).toFixed(1);
  return rejected(
    `${lateUploads} of ${matchedUploads} matched uploads came later than ${UPLOAD_DELAY_MAX_MS / 1000} s after their payment (slowest: ${slowest} s)`,
  );
}

const rejected = (reason: string): ReviewVerdict => ({ result: "rejected", reason });

/** A verdict as confirmProductPermission's `last_result` tells it. */
export function lastResultOf(verdict: ReviewVerdict): string {
  return verdict.result === "approved" ? "APPROVED" : `REJECTED: ${verdict.reason}`;
}
