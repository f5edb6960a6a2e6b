import { Arrivals } from "./arrivals.js";

/** How often deadlines are checked. */
const CHECK_INTERVAL_MS = 100;

/**
 * Answers calls that are not answered in time. The time counts from the arrival of the complete request,
 * since a slow client is not a slow platform.
 */
export class CallDeadlines<Call extends object> {
  readonly #deadlineMs: number;
  readonly #onPassed: (call: Call) => void;
  readonly #nowMs: () => number;
  readonly #timer: NodeJS.Timeout;
  readonly #calls = new Arrivals<Call>();

  /**
   * @param onPassed answers a call, unless it is answered
   * @param nowMs a clock that only goes forward
   */
  constructor(
    deadlineMs: number,
    onPassed: (call: Call) => void,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#deadlineMs = deadlineMs;
    this.#onPassed = onPassed;
    this.#nowMs = nowMs;
    this.#timer = setInterval(() => this.check(), CHECK_INTERVAL_MS).unref();
  }

  /** How many calls are in progress. */
  get count(): number {
    return this.#calls.count;
  }

  /** Starts the time of a call that has arrived. Each call must {@link leave}. */
  enter(call: Call): void {
    this.#calls.add(call, this.#nowMs());
  }

  leave(call: Call): void {
    this.#calls.remove(call);
  }

  check(): void {
    for (const call of this.#calls.until(this.#nowMs() - this.#deadlineMs)) {
      this.leave(call);
      this.#onPassed(call);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
