import type { Quotas } from "./app.js";

/** Which limit a call ran into. */
export type ExceededQuota = "minute" | "day";

/** How often an app has called an interface, as all processes together have counted. */
export interface QuotaCount {
  /** Minutes since 1970, and how many calls were counted in it. */
  readonly minute: number;
  readonly inMinute: number;
  /** The day in China, and how many calls were counted on it. */
  readonly day: string;
  readonly inDay: number;
}

/** Calls that a process asks for before it has them, so that not each is counted by itself. */
export interface QuotaRequest {
  readonly quotas: Quotas;
  readonly minute: number;
  readonly day: string;
}

export interface QuotaDecision {
  /** How many calls the process may let through; 0 when the limit is reached. */
  readonly granted: number;
  readonly exceeded: ExceededQuota | null;
  readonly count: QuotaCount;
}

/** How many calls an app was granted. */
export type QuotaGrant = Pick<QuotaDecision, "granted" | "exceeded">;

/** The share of a limit that is granted at once, while there is plenty of it. */
const SHARE = 20;

/**
 * Grants a process some of an app's calls. The less is left the fewer are granted, down to one at a
 * time: the limit is never passed, and next to nothing of it lies unused with another process.
 */
export function decideQuota(
  stored: QuotaCount | null,
  { quotas, minute, day }: QuotaRequest,
): QuotaDecision {
  const inMinute = stored?.minute === minute ? stored.inMinute : 0;
  const inDay = stored?.day === day ? stored.inDay : 0;
  const leftToday = quotas.perDay - inDay;
  const left = Math.min(quotas.perMinute - inMinute, leftToday);
  const granted = left <= 0 ? 0 : Math.ceil(left / SHARE);
  const exceeded = granted > 0 ? null : leftToday <= 0 ? "day" : "minute";
  return {
    granted,
    exceeded,
    count: { minute, inMinute: inMinute + granted, day, inDay: inDay + granted },
  };
}
