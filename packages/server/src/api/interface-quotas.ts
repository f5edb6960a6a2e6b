import type { ErrorName, OperationKey } from "@dingdan/contract";
import type { App, Quotas } from "../domain/app.js";
import { QuotaCounter } from "../domain/quota.js";

/** What an app may call of each interface unless it has limits of its own. */
export const DEFAULT_QUOTAS: Quotas = { perMinute: 60_000, perDay: 20_000_000 };

/** Holds apps to their limits of calls. */
export class InterfaceQuotas {
  readonly #counter = new QuotaCounter();
  readonly #defaults: Quotas | null;

  /** @param defaults for apps without limits of their own; null lets those call without any */
  constructor(defaults: Quotas | null) {
    this.#defaults = defaults;
  }

  /** Counts a call and tells the error of one that is too many. */
  exceeded(app: App, key: OperationKey, nowMs: number): ErrorName | null {
    const quotas = app.quotas ?? this.#defaults;
    if (quotas === null) return null;
    const exceeded = this.#counter.take(`${app.appid} ${key}`, quotas, nowMs);
    if (exceeded === null) return null;
    return exceeded === "day" ? "DAILY_QUOTA_REACHED" : "MINUTE_QUOTA_REACHED";
  }
}
