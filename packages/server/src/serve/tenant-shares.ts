import { OverloadedError } from "../storage/overloaded-error.js";

/** How many calls may be in progress while several tenants call, in equal shares; further calls wait. */
const SHARED_CALLS = 32;
/** The smallest share, however many tenants call. */
const SHARE_MIN = 8;
/** The share of a tenant while no other tenant calls: as many as the batches in progress can hold. */
const SHARE_ALONE = 512;
/** How many calls may wait, and one tenant may have half of them; further calls are rejected as overload. */
const WAITING_MAX = 10_000;
/** A tenant counts as calling for this time after a call. */
const RECENT_MS = 1000;

interface Tenant {
  inProgress: number;
  readonly waiting: (() => void)[];
}

/**
 * The one queue before a body is read: it limits how many calls of each tenant are in progress. A tenant
 * that sends a hundred calls at the same time waits for its own, and the one call of another tenant finds
 * the event loop and the next commit free. Calls wait here before the server reads their bodies.
 */
export class TenantShares {
  readonly #tenants = new Map<string, Tenant>();
  readonly #nowMs: () => number;
  /** The tenants that called since `#sinceMs`, and those that called in the period before it. */
  #recent = new Set<string>();
  #before = new Set<string>();
  #sinceMs = 0;
  #waitingCount = 0;

  /** @param nowMs a clock that only goes forward */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * Resolves when this call of the tenant may begin; null: immediately. Each call that entered must
   * {@link leave}.
   * @throws OverloadedError when too many calls wait; this call has not entered and must not leave
   */
  enter(name: string): Promise<void> | null {
    this.#note(name);
    let tenant = this.#tenants.get(name);
    if (tenant === undefined) {
      tenant = { inProgress: 0, waiting: [] };
      this.#tenants.set(name, tenant);
    }
    const { waiting } = tenant;
    if (waiting.length === 0 && tenant.inProgress < this.#share()) {
      tenant.inProgress++;
      return null;
    }
    const waitingOfAll = this.#waitingCount;
    if (waitingOfAll >= WAITING_MAX || waiting.length >= WAITING_MAX / 2) {
      throw new OverloadedError("calls", "their turn", waitingOfAll);
    }
    this.#waitingCount++;
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** Records that a call of the tenant has ended, and starts the next ones. */
  leave(name: string): void {
    const tenant = this.#tenants.get(name) as Tenant;
    tenant.inProgress--;
    const share = this.#share();
    while (tenant.inProgress < share) {
      const next = tenant.waiting.shift();
      if (next === undefined) break;
      this.#waitingCount--;
      tenant.inProgress++;
      next();
    }
    if (tenant.inProgress === 0) this.#tenants.delete(name);
  }

  #share(): number {
    const calling = Math.max(this.#recent.size, this.#before.size);
    return calling <= 1 ? SHARE_ALONE : Math.max(SHARE_MIN, Math.floor(SHARED_CALLS / calling));
  }

  #note(name: string): void {
    const nowMs = this.#nowMs();
    if (nowMs - this.#sinceMs >= RECENT_MS) {
      this.#before = nowMs - this.#sinceMs < 2 * RECENT_MS ? this.#recent : new Set();
      this.#recent = new Set();
      this.#sinceMs = nowMs;
    }
    this.#recent.add(name);
  }
}
