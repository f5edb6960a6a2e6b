/** How often deadlines are checked. */
const CHECK_INTERVAL_MS = 100;

/**
 * Answers calls that are not answered in time. The time counts from the arrival of the complete request,
 * since a slow client is not a slow platform.
 */
export class CallDeadlines<Call> {
  readonly #deadlineMs: number;
  readonly #onPassed: (call: Call) => void;
  readonly #nowMs: () => number;
  /** In the order of their arrival, so the first is the oldest. */
  readonly #calls = new Map<Call, number>();
  readonly #timer: NodeJS.Timeout;

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
    return this.#calls.size;
  }

  /** Starts the time of a call that has arrived. Each call must {@link leave}. */
  enter(call: Call): void {
    this.#calls.set(call, this.#nowMs());
  }

  leave(call: Call): void {
    this.#calls.delete(call);
  }

  check(): void {
    const latestMs = this.#nowMs() - this.#deadlineMs;
    for (const [call, arrivedAtMs] of this.#calls) {
      if (arrivedAtMs > latestMs) return;
      this.#calls.delete(call);
      this.#onPassed(call);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
