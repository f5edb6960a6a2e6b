import { WEBHOOK_STATES, type WebhookState } from "@dingdan/contract";
import type { Clock } from "../clock.js";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";

/** How long a reading is used: a client that reads the metrics often costs the database no more. */
const KEPT_MS = 5_000;
/** The metrics are shown without the backlog when the database does not answer. */
const TIMEOUT_MS = 1_000;

/** What waits in the database, for all processes. */
export interface Backlog {
  readonly feedPosition: number;
  readonly commitsWaiting: number;
  readonly oldestCommitSeconds: number;
  readonly deliveriesWaiting: number;
  readonly oldestDeliverySeconds: number;
  readonly endpoints: Readonly<Record<WebhookState, number>>;
}

export interface BacklogParts {
  readonly events: Pick<Store["events"], "waiting">;
  readonly webhooks: Pick<Store["webhooks"], "backlog">;
  readonly clock: Clock;
  /** The real time, by which commits wait. @default Date.now */
  readonly realNowMs?: () => number;
}

/** Reads how many events and deliveries wait. A reading is kept for five seconds. */
export class EventBacklog {
  readonly #parts: BacklogParts;
  #latest: Backlog | null = null;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(parts: BacklogParts) {
    this.#parts = parts;
  }

  /** Null while the database does not answer. */
  get latest(): Backlog | null {
    return this.#latest;
  }

  /** Reads again if the last reading is old. Never rejects, and takes a second at most. */
  async refresh(): Promise<void> {
    if (performance.now() - this.#readAtMs < KEPT_MS) return;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    await within(this.#reading, TIMEOUT_MS, "reading the backlog").catch(() => {
      this.#latest = null;
    });
  }

  async #read(): Promise<void> {
    const { events, webhooks, clock, realNowMs = Date.now } = this.#parts;
    const { lastPosition, commits, oldestAtMs } = await events.waiting();
    const { waiting, oldestAddedAtMs, endpoints } = await webhooks.backlog();
    this.#latest = {
      feedPosition: lastPosition,
      commitsWaiting: commits,
      oldestCommitSeconds: secondsSince(oldestAtMs, realNowMs()),
      deliveriesWaiting: waiting,
      oldestDeliverySeconds: secondsSince(oldestAddedAtMs, clock.nowMs()),
      endpoints: Object.fromEntries(
        WEBHOOK_STATES.map((state) => [state, endpoints.get(state) ?? 0]),
      ) as Record<WebhookState, number>,
    };
    this.#readAtMs = performance.now();
  }
}

/** Clocks of hosts differ, so a time may be ahead. */
const secondsSince = (atMs: number | null, nowMs: number) =>
  atMs === null ? 0 : Math.max(nowMs - atMs, 0) / 1000;
