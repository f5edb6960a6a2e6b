import type { App } from "../app.js";
import type { CountedError, CountedSpan } from "../statistics.js";
import type { AttentionItem } from "./attention-item.js";

/** A review is due soon when it is at most this far away. */
const REVIEW_SOON_MS = 2 * 3_600_000;
/** A rise of fewer rejected calls is not significant. */
const RISE_MIN = 10;
/** How many times as often as before an error must occur. */
const RISE_FACTOR = 2;

/** The counts of an app. */
export interface AppCounts {
  /** The last 24 hours, this one included. */
  readonly now: CountedSpan;
  /** The 24 hours before. */
  readonly before: CountedSpan;
  /** The hour that is not over. */
  readonly thisHour: CountedSpan;
}

type CountedApp = Pick<App, "appid" | "name" | "permission" | "lastResult" | "reviewDueAtMs">;

/** What of an app needs attention. */
export function attentionOfApp(app: CountedApp, counts: AppCounts, nowMs: number): AttentionItem[] {
  const { now, before } = counts;
  const { appid, name } = app;
  const unmatched = unmatchedPayments(counts);
  const items: AttentionItem[] = [
    ...reviewAttention(app, now, nowMs),
    ...risingRefusals(now.errors, before.errors),
  ];
  if (now.late > 0) items.push({ kind: "late_uploads", count: now.late, of: now.matched });
  if (unmatched > 0) items.push({ kind: "unmatched_payments", count: unmatched });
  return items.map((item) => ({ ...item, app: { appid, name } }));
}

function reviewAttention(
  { permission, lastResult, reviewDueAtMs }: CountedApp,
  { matched }: CountedSpan,
  nowMs: number,
): AttentionItem[] {
  const due = reviewDueAtMs === null ? {} : { atMs: reviewDueAtMs };
  switch (permission) {
    case "rejected":
      return [{ kind: "review_rejected", count: 1, ...due }];
    case "reviewing": {
      if (reviewDueAtMs === null || reviewDueAtMs - nowMs > REVIEW_SOON_MS) return [];
      return [{ kind: "review_due", count: 1, ...due }];
    }
    case "open":
    case "closed": {
      // A closed app that was approved before was closed on purpose.
      const isClosedOnPurpose = permission === "closed" && lastResult !== "";
      return matched === 0 || isClosedOnPurpose ? [] : [{ kind: "not_submitted", count: matched }];
    }
    case "approved":
      return [];
  }
}

/**
 * How many payments were recorded before this hour and have no order yet. A payment that came in this
 * hour is not waited for yet; an order that came in this hour may belong to an earlier payment, so the
 * number is the least that is certain.
 */
export function unmatchedPayments({ now, thisHour }: Pick<AppCounts, "now" | "thisHour">): number {
  const waiting = ({ payments, united, matched }: CountedSpan) => payments - united - matched;
  return Math.max(0, Math.min(waiting(now), waiting(now) - waiting(thisHour)));
}

/** The errors that occur so much more often than before that it is no chance. */
export function risingRefusals(
  now: readonly CountedError[],
  before: readonly CountedError[],
): AttentionItem[] {
  const countBefore = ({ operation, errcode }: CountedError) =>
    before.find((other) => other.operation === operation && other.errcode === errcode)?.count ?? 0;
  return now.flatMap((error) => {
    const { operation, errcode, count } = error;
    const earlier = countBefore(error);
    const isRise = count >= RISE_MIN && count >= RISE_FACTOR * earlier;
    return isRise
      ? [{ kind: "refusals_rising", count, before: earlier, operation, errcode } as const]
      : [];
  });
}

/** The errors that no app got: their calls named no app. */
export function withoutApp(
  all: readonly CountedError[],
  ofApps: readonly CountedError[],
): CountedError[] {
  return all.flatMap((error) => {
    const ofThem = ofApps
      .filter(
        ({ operation, errcode }) => operation === error.operation && errcode === error.errcode,
      )
      .reduce((sum, { count }) => sum + count, 0);
    return error.count > ofThem ? [{ ...error, count: error.count - ofThem }] : [];
  });
}
