import type { Quotas } from "./app.js";

/** The limit that a call exceeded. */
export type ExceededQuota = "minute" | "day";

/** How often an app has called an interface, counted by all processes together. */
export interface QuotaCount {
  /** The minute, since 1970, and the number of calls in it. */
  readonly minute: number;
  readonly inMinute: number;
  /** The day in China, and the number of calls on it. */
  readonly day: string;
  readonly inDay: number;
}

/** A process's request for calls in advance, so that calls need not be counted one by one. */
export interface QuotaRequest {
  readonly quotas: Quotas;
  readonly minute: number;
  readonly day: string;
  readonly nowMs: number;
}

/** A limit that is reached: no further call is allowed in its period. */
export interface ReachedLimit {
  readonly per: ExceededQuota;
  readonly limit: number;
}

export interface QuotaDecision {
  /** How many calls the process may allow; 0 when the limit is reached. */
  readonly granted: number;
  readonly exceeded: ExceededQuota | null;
  /** The limits whose last calls this grant takes. A limit is reached once in its period. */
  readonly reached: readonly ReachedLimit[];
  readonly count: QuotaCount;
}

/** The calls that a process was granted. */
export type QuotaGrant = Pick<QuotaDecision, "granted" | "exceeded">;

/** One grant is this fraction of the calls that are left: 1/20. */
const SHARE = 20;

/**
 * Grants a process some of an app's calls. The fewer are left, the fewer are granted, down to one at a
 * time: so the limit is never exceeded, and almost no granted calls remain unused in another process.
 */
export function decideQuota(
  stored: QuotaCount | null,
  { quotas, minute, day }: Omit<QuotaRequest, "nowMs">,
): QuotaDecision {
  const inMinute = stored?.minute === minute ? stored.inMinute : 0;
  const inDay = stored?.day === day ? stored.inDay : 0;
  const leftToday = quotas.perDay - inDay;
  const left = Math.min(quotas.perMinute - inMinute, leftToday);
  const granted = left <= 0 ? 0 : Math.ceil(left / SHARE);
  const exceeded = granted > 0 ? null : leftToday <= 0 ? "day" : "minute";
  const reached: ReachedLimit[] = [];
  if (granted > 0 && inMinute + granted === quotas.perMinute) {
    reached.push({ per: "minute", limit: quotas.perMinute });
  }
  if (granted > 0 && granted === leftToday) reached.push({ per: "day", limit: quotas.perDay });
  return {
    granted,
    exceeded,
    reached,
    count: { minute, inMinute: inMinute + granted, day, inDay: inDay + granted },
  };
}
