/** So many calls are under way at once while several tenants call, shared evenly among them... */
const TOGETHER = 32;
/** ...but each may always have so many. */
const EACH_MIN = 8;
/** Whoever called in this time counts as one who calls. */
const RECENT_MS = 1000;

interface Tenant {
  underWay: number;
  readonly waiting: (() => void)[];
}

/**
 * Lets each tenant have no more than its share of calls under way, as long as others call as well: who
 * sends a hundred at once waits for its own, and the one call of another finds the event loop free. A
 * tenant alone is not held back.
 */
export class TenantTurns {
  readonly #tenants = new Map<string, Tenant>();
  readonly #nowMs: () => number;
  /** Who called since a moment, and in the span before it. */
  #recent = new Set<string>();
  #before = new Set<string>();
  #sinceMs = 0;

  /** @param nowMs a clock that only goes forward */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Resolves when the tenant's next call may begin; null: at once. Each call must {@link leave}. */
  enter(name: string): Promise<void> | null {
    this.#note(name);
    let tenant = this.#tenants.get(name);
    if (tenant === undefined) {
      tenant = { underWay: 0, waiting: [] };
      this.#tenants.set(name, tenant);
    }
    if (tenant.waiting.length === 0 && tenant.underWay < this.#share()) {
      tenant.underWay++;
      return null;
    }
    const { waiting } = tenant;
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** A call of the tenant's is over. */
  leave(name: string): void {
    const tenant = this.#tenants.get(name) as Tenant;
    tenant.underWay--;
    const share = this.#share();
    while (tenant.underWay < share) {
      const next = tenant.waiting.shift();
      if (next === undefined) break;
      tenant.underWay++;
      next();
    }
    if (tenant.underWay === 0) this.#tenants.delete(name);
  }

  #share(): number {
    const calling = Math.max(this.#recent.size, this.#before.size);
    return calling <= 1
      ? Number.POSITIVE_INFINITY
      : Math.max(EACH_MIN, Math.floor(TOGETHER / calling));
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
