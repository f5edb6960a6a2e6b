import {
  decideQuota,
  type QuotaCount,
  type QuotaGrant,
  type QuotaRequest,
} from "../domain/quota.js";
import { RetryPause } from "../retry-pause.js";
import type { QuotaStore } from "../storage/store.js";
import { within } from "../within.js";

/** How long a call waits for the database to count. Past this, the calls are counted in this process. */
const COUNT_TIMEOUT_MS = 500;

/**
 * Grants calls also while the database cannot count them: on a full disk, on a standby server, behind a
 * lock. Reads then keep working. Meanwhile each process counts in memory and by itself, and asks the
 * database again after growing pauses.
 */
export class LastingQuotas implements QuotaStore {
  readonly #stored: QuotaStore;
  readonly #onFault: (fault: unknown) => void;
  readonly #pause: RetryPause;
  /** The calls that this process granted by itself since the database failed. */
  readonly #counts = new Map<string, QuotaCount>();

  /**
   * @param onFault receives the reason each time the database could not count
   * @param nowMs a monotonic clock; not the platform's clock, which a sandbox moves
   */
  constructor(
    stored: QuotaStore,
    onFault: (fault: unknown) => void,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#stored = stored;
    this.#onFault = onFault;
    this.#pause = new RetryPause({ firstMs: 1_000, longestMs: 30_000, nowMs });
  }

  async take(appid: string, operation: string, request: QuotaRequest): Promise<QuotaGrant> {
    if (!this.#pause.mayTry()) return this.#grant(appid, operation, request);
    try {
      const asked = this.#stored.take(appid, operation, request);
      const grant = await within(asked, COUNT_TIMEOUT_MS, "counting calls in the database");
      this.#pause.succeeded();
      this.#counts.clear();
      return grant;
    } catch (fault) {
      this.#pause.failed();
      this.#onFault(fault);
      return this.#grant(appid, operation, request);
    }
  }

  #grant(appid: string, operation: string, request: QuotaRequest): QuotaGrant {
    const name = `${appid} ${operation}`;
    const { granted, exceeded, count } = decideQuota(this.#counts.get(name) ?? null, request);
    this.#counts.set(name, count);
    return { granted, exceeded };
  }
}
