const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long after its upload an order is asked for first: most payments are reported by then. */
export const FIRST_AGE_MS = MINUTE_MS;
/** Older uploads are not asked for any more: WeChat Pay closes unpaid transactions long before. */
export const UPLOAD_AGE_MAX_MS = 7 * DAY_MS;
/** A refund to a bank card can take days. */
export const REFUND_AGE_MAX_MS = 31 * DAY_MS;

/**
 * Whether something that began at `sinceMs` is asked for now. It is due at the ages of 1, 2, 4, 8 … minutes,
 * so the pauses grow, and what was asked need not be remembered for each: only when all was asked last.
 * @param lastRunMs null when nothing was asked before
 */
export function isDue(sinceMs: number, lastRunMs: number | null, nowMs: number): boolean {
  if (nowMs - sinceMs < FIRST_AGE_MS) return false;
  // The clock was turned back since: when the last run was is not known.
  if (lastRunMs === null || lastRunMs > nowMs || lastRunMs - sinceMs < FIRST_AGE_MS) return true;
  return doublings(nowMs - sinceMs) > doublings(lastRunMs - sinceMs);
}

const doublings = (ageMs: number): number => Math.floor(Math.log2(ageMs / FIRST_AGE_MS));
