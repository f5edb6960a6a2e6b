import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../clock.js";
import type { EventStore, Feed } from "../storage/event-store.js";

/** How many commits one transaction moves. On SQLite it holds the lock of the file meanwhile. */
const COMMITS_MAX = 16;
/** The same while writes queue up, which wait for it. */
const COMMITS_MAX_WHILE_BUSY = 2;

/** How long a reader who has left still counts: afterwards events stay in the outbox until the next one. */
const READER_KEPT_MS = 24 * 3_600_000;

/** How often a reader is recorded. */
const READER_NOTED_EVERY_MS = 60_000;

/** While writes to orders queue up, the relay works for this share of the time. */
const SHARE_WHILE_BUSY = 0.04;
const REST_MAX_MS = 500;

export interface RelayParts {
  readonly events: EventStore;
  readonly clock: Clock;
  /** Whether a webhook endpoint wants events. */
  readonly hasEndpoints: () => Promise<boolean>;
  /** Whether writes to orders queue up. */
  readonly isBusy: () => boolean;
}

/**
 * Moves events from the outbox to the feed, while anyone reads the feed or has an endpoint. A commit that
 * makes events waits for none of this.
 */
export class EventRelay {
  readonly #parts: RelayParts;
  readonly #listeners = new Set<() => void>();
  #readerNotedAtMs = Number.NEGATIVE_INFINITY;
  #restUntilMs = 0;
  #isStopped = false;
  #moving: Promise<unknown> = Promise.resolve();

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  /** Moves what waits. While writes queue up, it takes a small part of the time only. */
  async run(): Promise<void> {
    if (performance.now() < this.#restUntilMs || !(await this.#isWanted())) return;
    await this.#moveUntil(Number.POSITIVE_INFINITY);
  }

  /**
   * Moves all that has waited when it is called, for a reader. Gives up after `waitMaxMs`, and while writes
   * queue up: the rest follows.
   */
  async catchUp(waitMaxMs: number): Promise<void> {
    await this.noteReader();
    if (this.#parts.isBusy() && performance.now() < this.#restUntilMs) return;
    await this.#moveUntil(performance.now() + waitMaxMs);
  }

  /** The same, also while writes queue up: for a reader who wants only what happens from now on. */
  async catchUpAtOnce(waitMaxMs: number): Promise<void> {
    await this.noteReader();
    const endMs = performance.now() + waitMaxMs;
    while (!this.#isStopped && performance.now() < endMs) {
      if ((await this.#move(COMMITS_MAX)) === 0) return;
    }
  }

  /**
   * Moves until nothing waits; while writes queue up once, and then rests. On SQLite no write is made
   * meanwhile, and none queues up either: clients get a turn after each move, so that it is noticed.
   */
  async #moveUntil(endMs: number): Promise<void> {
    while (!this.#isStopped) {
      const startMs = performance.now();
      if (startMs >= endMs) return;
      const isBusy = this.#parts.isBusy();
      const moved = await this.#move(isBusy ? COMMITS_MAX_WHILE_BUSY : COMMITS_MAX);
      if (isBusy) {
        const tookMs = performance.now() - startMs;
        this.#restUntilMs =
          performance.now() + Math.min(tookMs / SHARE_WHILE_BUSY - tookMs, REST_MAX_MS);
        return;
      }
      if (moved === 0) return;
      await pause(performance.now() - startMs, undefined, { ref: false });
    }
  }

  /** Records, once a minute at most, that someone reads: events are moved for the next day. */
  async noteReader(): Promise<void> {
    const { events, clock } = this.#parts;
    const nowMs = clock.nowMs();
    if (Math.abs(nowMs - this.#readerNotedAtMs) < READER_NOTED_EVERY_MS) return;
    await events.feed();
    await events.noteReader(nowMs);
    this.#readerNotedAtMs = nowMs;
  }

  /** Calls back after each move, until the returned function is called. */
  onMoved(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the waiting of readers. */
  stop(): void {
    this.#isStopped = true;
    this.#notify();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  async #move(commits: number): Promise<number> {
    // Two moves of one process would only wait for each other's lock.
    const before = this.#moving;
    const move = before
      .catch(() => {})
      .then(() => this.#parts.events.relay({ commits, nowMs: this.#parts.clock.nowMs() }));
    this.#moving = move;
    const moved = await move;
    if (moved > 0) this.#notify();
    return moved;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  async #isWanted(): Promise<boolean> {
    if (await this.#parts.hasEndpoints()) return true;
    return isRead(await this.#parts.events.feed(), this.#parts.clock.nowMs());
  }
}

const isRead = ({ lastReadAtMs }: Feed, nowMs: number) => nowMs - lastReadAtMs < READER_KEPT_MS;
