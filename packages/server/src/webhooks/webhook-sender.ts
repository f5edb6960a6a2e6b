import { EndpointWork, type WorkParts } from "./endpoint-work.js";

/** How long a process keeps an endpoint without a sign of life, in the real time. */
const LEASE_MS = 12_000;
const RENEW_EVERY_MS = 4_000;

export interface SenderParts extends Omit<WorkParts, "isLeased" | "turn" | "hold"> {
  /** Names this process among those that deliver. */
  readonly owner: string;
  /** Whether there is any endpoint. */
  readonly hasEndpoints: () => Promise<boolean>;
  /** Whether writes to orders queue up. */
  readonly isBusy: () => boolean;
  /** The real time, by which leases end. */
  readonly realNowMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** While writes to orders queue up, a page of deliveries begins at most this often. */
const PAGE_EVERY_MS_WHILE_BUSY = 1_000;

/**
 * Delivers events to endpoints. Each endpoint is worked on by itself, so that one whose receiver is slow
 * delays no other. A process takes an endpoint before it sends to it, and keeps it by renewing a lease: when
 * it is killed, another process continues after the lease.
 */
export class WebhookSender {
  readonly #parts: SenderParts;
  readonly #working = new Map<string, Promise<void>>();
  /** Until when each endpoint is this process's, in the real time. */
  readonly #leases = new Map<string, number>();
  /** Until when nothing is sent to an endpoint that asked for a pause, by the platform's clock. */
  readonly #holds = new Map<string, number>();
  readonly #renewal: NodeJS.Timeout;
  #isStopped = false;
  #nextPageMs = 0;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#renewal = setInterval(() => {
      if (this.#working.size === 0) return;
      this.#lease([...this.#working.keys()]).catch(parts.onError);
    }, RENEW_EVERY_MS).unref();
  }

  /** Starts to work on the endpoints for which something is due. Does not wait for their receivers. */
  async run(): Promise<void> {
    const { webhooks, clock, owner, realNowMs, hasEndpoints } = this.#parts;
    if (this.#isStopped || !(await hasEndpoints())) return;
    const nowMs = clock.nowMs();
    const due = await webhooks.due({ nowMs, realNowMs: realNowMs(), owner });
    const idle = due.filter((id) => !this.#working.has(id) && !this.#isHeld(id, nowMs));
    const toLease = idle.filter((id) => !this.#isLeased(id));
    if (toLease.length > 0) await this.#lease(toLease);
    for (const id of idle) {
      if (this.#isLeased(id) && !this.#working.has(id)) this.#start(id);
    }
  }

  /** The same, and waits until nothing more is due, or for `waitMaxMs`. */
  async runToEnd(waitMaxMs: number): Promise<void> {
    const untilMs = performance.now() + waitMaxMs;
    do {
      await this.run();
      if (this.#working.size === 0) return;
      await Promise.race([Promise.all(this.#working.values()), pause(untilMs - performance.now())]);
    } while (performance.now() < untilMs);
  }

  /** Begins no further attempt, waits for those in progress, and gives the endpoints back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#renewal);
    await Promise.all(this.#working.values());
    if (this.#leases.size > 0) await this.#parts.webhooks.release(this.#parts.owner);
  }

  #start(id: string): void {
    const work = new EndpointWork(id, {
      ...this.#parts,
      isLeased: () => this.#isLeased(id),
      turn: () => this.#turn(),
      hold: (untilMs) => this.#holds.set(id, untilMs),
    });
    const running = work
      .run()
      .catch(this.#parts.onError)
      .finally(() => this.#working.delete(id));
    this.#working.set(id, running);
  }

  /** Waits while orders are written; false when the work has to end. */
  async #turn(): Promise<boolean> {
    if (this.#parts.isBusy()) {
      const nowMs = performance.now();
      this.#nextPageMs = Math.max(this.#nextPageMs + PAGE_EVERY_MS_WHILE_BUSY, nowMs);
      if (this.#nextPageMs > nowMs) await pause(this.#nextPageMs - nowMs);
    }
    return !this.#isStopped;
  }

  #isLeased(id: string): boolean {
    return (this.#leases.get(id) ?? 0) > this.#parts.realNowMs() && !this.#isStopped;
  }

  #isHeld(id: string, nowMs: number): boolean {
    const untilMs = this.#holds.get(id);
    if (untilMs === undefined) return false;
    if (untilMs > nowMs) return true;
    this.#holds.delete(id);
    return false;
  }

  async #lease(ids: readonly string[]): Promise<void> {
    const { webhooks, owner, realNowMs } = this.#parts;
    const nowMs = realNowMs();
    const untilMs = nowMs + LEASE_MS;
    const leased = new Set(await webhooks.lease({ ids, owner, realNowMs: nowMs, untilMs }));
    for (const id of ids) {
      if (leased.has(id)) this.#leases.set(id, untilMs);
      else this.#leases.delete(id);
    }
  }
}

const pause = (forMs: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.max(forMs, 0)).unref());
