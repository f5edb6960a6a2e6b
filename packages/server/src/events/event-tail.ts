import type { EventKind, EventStore } from "../storage/event-store.js";
import type { EventRelay } from "./event-relay.js";

/** How often to look for events that another process has moved. */
const LOOK_EVERY_MS = 500;

/** Listeners hear of new events once in this time at most. */
const REPORT_EVERY_MS = 1_000;

/** How long to wait after a fault of the database. */
const FAULT_PAUSE_MS = 5_000;

/** One look reads this many events at most, 3 ms of SQLite; the rest follows. */
const EVENTS_MAX = 20_000;

export interface EventTailParts {
  readonly events: Pick<EventStore, "feed" | "kinds">;
  readonly relay: Pick<EventRelay, "noteReader" | "onMoved" | "isStopped">;
  readonly onFault: (error: unknown) => void;
  /** Resolves after a time, or earlier when the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export type KindsListener = (kinds: readonly EventKind[]) => void;

/**
 * Notifies listeners which types of events have come into the feed since they began to listen. All listeners of
 * a process share one look at the database, and without listeners there is none. The relay does its work as
 * usual: a listener counts as a reader, but moves no events itself, so it delays no upload.
 */
export class EventTail {
  readonly #parts: Required<EventTailParts>;
  readonly #listeners = new Set<KindsListener>();
  /** Resolves when the place from which it reports is known; null without a listener. */
  #started: Promise<void> | null = null;

  constructor(parts: EventTailParts) {
    this.#parts = { pause: pauseFor, ...parts };
  }

  /**
   * Notifies a listener of new events, until the returned function is called. When it has resolved, the listener
   * misses none.
   */
  async listen(listener: KindsListener): Promise<() => void> {
    this.#listeners.add(listener);
    this.#started ??= new Promise((resolve) => void this.#watch(resolve));
    await this.#started;
    return () => this.#listeners.delete(listener);
  }

  get #isWanted(): boolean {
    return this.#listeners.size > 0 && !this.#parts.relay.isStopped;
  }

  async #watch(onStarted: () => void): Promise<void> {
    const { onFault, pause } = this.#parts;
    let position: number | null = null;
    while (this.#isWanted) {
      try {
        const next: number = await this.#look(position);
        const isNew = position !== null && next > position;
        position = next;
        onStarted();
        await (isNew ? pause(REPORT_EVERY_MS, new AbortController().signal) : this.#nextMove());
      } catch (error) {
        onFault(error);
        onStarted();
        await pause(FAULT_PAUSE_MS, new AbortController().signal);
      }
    }
    this.#started = null;
    onStarted();
  }

  /** Reports what came after a position; returns the position up to which it has. */
  async #look(position: number | null): Promise<number> {
    const { events, relay } = this.#parts;
    await relay.noteReader();
    const { lastPosition } = await events.feed();
    if (position === null || lastPosition <= position) return lastPosition;
    const until = Math.min(lastPosition, position + EVENTS_MAX);
    const kinds = await events.kinds({ after: position, until });
    for (const listener of this.#listeners) listener(kinds);
    return until;
  }

  /** Resolves when this process has moved events or stops, or it is time to look for those of others. */
  async #nextMove(): Promise<void> {
    const { relay, pause } = this.#parts;
    const moved = new AbortController();
    const stopListening = relay.onMoved(() => moved.abort());
    await pause(LOOK_EVERY_MS, moved.signal);
    stopListening();
  }
}

const pauseFor = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    // It must not keep the process alive.
    const timer = setTimeout(end, ms).unref();
    signal.addEventListener("abort", end);
  });
