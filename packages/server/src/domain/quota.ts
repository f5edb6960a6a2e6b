import { chinaDay } from "./access-token.js";
import type { Quotas } from "./app.js";

/** Which limit a call ran into. */
export type ExceededQuota = "minute" | "day";

interface Count {
  /** The minute and the day (China's) that are counted. */
  minute: number;
  day: string;
  inMinute: number;
  inDay: number;
}

/**
 * Counts calls by app and interface. The counts are this process's own and begin anew with it: they
 * keep a program that runs wild from harming the others, and are no ledger.
 */
export class QuotaCounter {
  readonly #counts = new Map<string, Count>();

  /** Counts a call; a call beyond the limits is told, and not counted. */
  take(key: string, quotas: Quotas, nowMs: number): ExceededQuota | null {
    const minute = Math.floor(nowMs / 60_000);
    const count = this.#counts.get(key) ?? { minute, day: chinaDay(nowMs), inMinute: 0, inDay: 0 };
    if (count.minute !== minute) {
      const day = chinaDay(nowMs);
      if (count.day !== day) Object.assign(count, { day, inDay: 0 });
      Object.assign(count, { minute, inMinute: 0 });
    }
    this.#counts.set(key, count);
    if (count.inDay >= quotas.perDay) return "day";
    if (count.inMinute >= quotas.perMinute) return "minute";
    count.inMinute++;
    count.inDay++;
    return null;
  }
}
