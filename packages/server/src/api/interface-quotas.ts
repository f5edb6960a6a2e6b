import type { ErrorName, OperationKey } from "@dingdan/contract";
import { chinaDay } from "../domain/access-token.js";
import type { App, Quotas } from "../domain/app.js";
import type { ExceededQuota } from "../domain/quota.js";
import type { QuotaStore } from "../storage/store.js";

/** How often an app without its own limits may call each interface. Further calls are rejected. */
export const DEFAULT_QUOTAS: Quotas = { perMinute: 60_000, perDay: 20_000_000 };

/** The calls of one minute that the database granted to this process and that are not used yet. */
interface Lease {
  readonly minute: number;
  readonly quotas: Quotas;
  left: number;
  /** The limit that was reached, so that no more were granted; null when more may be granted. */
  readonly exceeded: ExceededQuota | null;
}

type LeasesOfApps = Map<string, Lease | Promise<Lease>>;

/**
 * Enforces the call limits of apps, which all processes on one database count together. A process
 * requests calls from the database in advance, several at a time, so counting costs a call almost nothing.
 */
export class InterfaceQuotas {
  readonly #store: QuotaStore;
  readonly #defaults: Quotas | null;
  /** By operation, then by app: a key of both would be a new text for every call. */
  readonly #leases = new Map<OperationKey, LeasesOfApps>();
  #minute = 0;

  /** @param defaults for apps without their own limits; null: those have no limit */
  constructor(defaults: Quotas | null, store: QuotaStore) {
    this.#defaults = defaults;
    this.#store = store;
  }

  /** Counts a call. Returns the error when the call exceeds a limit, otherwise null. */
  exceeded(
    app: App,
    key: OperationKey,
    nowMs: number,
  ): ErrorName | null | Promise<ErrorName | null> {
    const quotas = app.quotas ?? this.#defaults;
    if (quotas === null) return null;
    const minute = Math.floor(nowMs / 60_000);
    const lease = this.#leasesOf(key).get(app.appid);
    if (lease !== undefined && "left" in lease && isFor(lease, minute, quotas)) {
      if (lease.left-- > 0) return null;
      if (lease.exceeded !== null) return errorOf(lease.exceeded);
    }
    return this.#exceededAfterAsking(app, key, { minute, nowMs, quotas });
  }

  async #exceededAfterAsking(
    { appid }: App,
    key: OperationKey,
    { minute, nowMs, quotas }: { minute: number; nowMs: number; quotas: Quotas },
  ): Promise<ErrorName | null> {
    const leases = this.#leasesOf(key);
    for (;;) {
      let lease = leases.get(appid);
      if (lease instanceof Promise) lease = await lease;
      if (lease !== undefined && isFor(lease, minute, quotas)) {
        if (lease.left-- > 0) return null;
        if (lease.exceeded !== null) return errorOf(lease.exceeded);
      }
      // The first call that finds no granted calls requests more, and the others wait for the result.
      if (!(leases.get(appid) instanceof Promise)) {
        const asked = this.#ask(appid, key, { minute, nowMs, quotas });
        leases.set(appid, asked);
        try {
          leases.set(appid, await asked);
        } catch (error) {
          leases.delete(appid);
          throw error;
        }
      }
    }
  }

  #leasesOf(key: OperationKey): LeasesOfApps {
    let leases = this.#leases.get(key);
    if (leases === undefined) this.#leases.set(key, (leases = new Map()));
    return leases;
  }

  async #ask(
    appid: string,
    operation: OperationKey,
    { minute, nowMs, quotas }: { minute: number; nowMs: number; quotas: Quotas },
  ): Promise<Lease> {
    // Calls that were granted for another minute are no longer valid.
    if (minute !== this.#minute) for (const leases of this.#leases.values()) leases.clear();
    this.#minute = minute;
    const request = { quotas, minute, day: chinaDay(nowMs), nowMs };
    const { granted, exceeded } = await this.#store.take(appid, operation, request);
    return { minute, quotas, left: granted, exceeded };
  }
}

const isFor = (lease: Lease, minute: number, { perMinute, perDay }: Quotas): boolean =>
  lease.minute === minute && lease.quotas.perMinute === perMinute && lease.quotas.perDay === perDay;

const errorOf = (exceeded: ExceededQuota): ErrorName =>
  exceeded === "day" ? "DAILY_QUOTA_REACHED" : "MINUTE_QUOTA_REACHED";
