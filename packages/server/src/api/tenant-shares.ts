import { OverloadedError } from "../storage/overloaded-error.js";

/**
 * How many calls of one tenant are in progress while others call, too; further calls wait. Twice as many
 * double the time that another tenant's commit waits for theirs (docs/performance.md).
 */
const SHARE_BESIDE_OTHERS = 8;
/** The share of a tenant while no other tenant calls: as many as the batches in progress can hold. */
const SHARE_ALONE = 512;
/** How many calls may wait, and one tenant may have half of them; further calls are rejected. */
const WAITING_MAX = 10_000;
/** A tenant counts as calling for this time after a call. */
const RECENT_MS = 1000;
/** The weight of the latest value in a tenant's average time between two ended calls. */
const LATEST_WEIGHT = 0.1;

interface Tenant {
  inProgress: number;
  readonly waiting: (() => void)[];
  /** The average time between two ends while calls wait. */
  endIntervalMs: number;
  /** When a call ended last, or when the first one began to wait. */
  lastEndAtMs: number;
}

/** Whose excess it is that a call cannot have its turn in time. */
export type Excess = "tenant" | "platform";

/** A call cannot have its turn within its deadline. */
export class ExcessError extends OverloadedError {
  readonly excess: Excess;

  constructor(excess: Excess, count: number) {
    super("calls", excess === "tenant" ? "the turn of their app" : "their turn", count);
    this.name = "ExcessError";
    this.excess = excess;
  }
}

/**
 * Limits how many calls of each tenant are in progress. A tenant that sends a hundred calls at the same
 * time waits for its own, and the one call of another tenant finds the event loop and the next commit
 * free. A call that would wait longer than its deadline is rejected when it arrives.
 */
export class TenantShares {
  readonly #deadlineMs: number;
  readonly #onExcess: (excess: Excess, tenant: string) => void;
  readonly #nowMs: () => number;
  readonly #tenants = new Map<string, Tenant>();
  /** The tenants that called since `#sinceMs`, and those that called in the period before it. */
  #recent = new Set<string>();
  #before = new Set<string>();
  #sinceMs = 0;
  #waitingCount = 0;

  /**
   * @param deadlineMs the longest useful wait
   * @param onExcess receives each rejection
   * @param nowMs a clock that only goes forward
   */
  constructor(
    deadlineMs: number,
    onExcess: (excess: Excess, tenant: string) => void = () => {},
    nowMs: () => number = () => performance.now(),
  ) {
    this.#deadlineMs = deadlineMs;
    this.#onExcess = onExcess;
    this.#nowMs = nowMs;
  }

  /** How many calls wait for their turn. */
  get waiting(): number {
    return this.#waitingCount;
  }

  /**
   * Resolves when this call of the tenant may begin; null: immediately. Each call that entered must
   * {@link leave}.
   * @throws ExcessError when the call cannot begin in time; it has not entered and must not leave
   */
  enter(name: string): Promise<void> | null {
    const nowMs = this.#nowMs();
    this.#note(name, nowMs);
    let tenant = this.#tenants.get(name);
    if (tenant === undefined) {
      tenant = { inProgress: 0, waiting: [], endIntervalMs: 0, lastEndAtMs: nowMs };
      this.#tenants.set(name, tenant);
    }
    const { waiting } = tenant;
    if (waiting.length === 0 && tenant.inProgress < this.#share()) {
      tenant.inProgress++;
      return null;
    }
    if (waiting.length === 0) tenant.lastEndAtMs = nowMs;
    const excess = this.#excess(tenant, nowMs);
    if (excess !== null) {
      this.#onExcess(excess, name);
      throw new ExcessError(excess, excess === "tenant" ? waiting.length : this.#waitingCount);
    }
    this.#waitingCount++;
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** Records that a call of the tenant has ended, and starts the next ones. */
  leave(name: string): void {
    const tenant = this.#tenants.get(name) as Tenant;
    tenant.inProgress--;
    if (tenant.waiting.length > 0) this.#noteEnd(tenant);
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

  /** Why one more call of the tenant could not begin in time; null when it can. */
  #excess({ waiting, endIntervalMs, lastEndAtMs }: Tenant, nowMs: number): Excess | null {
    if (this.#waitingCount >= WAITING_MAX) return "platform";
    // When no call has ended for so long, the platform is stuck, whichever app called.
    if (waiting.length > 0 && nowMs - lastEndAtMs > this.#deadlineMs) return "platform";
    const waitMs = waiting.length * endIntervalMs;
    return waiting.length >= WAITING_MAX / 2 || waitMs > this.#deadlineMs ? "tenant" : null;
  }

  #noteEnd(tenant: Tenant): void {
    const nowMs = this.#nowMs();
    const intervalMs = nowMs - tenant.lastEndAtMs;
    const { endIntervalMs: averageMs } = tenant;
    tenant.endIntervalMs =
      averageMs === 0 ? intervalMs : averageMs + LATEST_WEIGHT * (intervalMs - averageMs);
    tenant.lastEndAtMs = nowMs;
  }

  #share(): number {
    const calling = Math.max(this.#recent.size, this.#before.size);
    return calling <= 1 ? SHARE_ALONE : SHARE_BESIDE_OTHERS;
  }

  #note(name: string, nowMs: number): void {
    if (nowMs - this.#sinceMs >= RECENT_MS) {
      this.#before = nowMs - this.#sinceMs < 2 * RECENT_MS ? this.#recent : new Set();
      this.#recent = new Set();
      this.#sinceMs = nowMs;
    }
    this.#recent.add(name);
  }
}
