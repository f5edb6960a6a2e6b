export interface RetryPauseOptions {
  /** The pause after the first failure. Each further failure doubles it. */
  readonly firstMs: number;
  /** No pause is longer than this. */
  readonly longestMs: number;
  /** A monotonic clock. */
  readonly nowMs?: () => number;
}

/**
 * Decides when something that failed may be tried again: after a pause that doubles with each failure.
 * It holds no timer: the next caller after the pause tries, and the others see a pause until the outcome is
 * known.
 */
export class RetryPause {
  readonly #options: Required<RetryPauseOptions>;
  /** How long the current pause is; 0 while nothing has failed. */
  #pauseMs = 0;
  #nextAtMs = 0;
  /** True while the one attempt after a pause is in progress. */
  #isTrying = false;

  constructor(options: RetryPauseOptions) {
    this.#options = { nowMs: () => performance.now(), ...options };
  }

  /** True when the caller may try now. After a failure, one caller at a time may. */
  mayTry(): boolean {
    if (this.#pauseMs === 0) return true;
    const nowMs = this.#options.nowMs();
    if (nowMs < this.#nextAtMs) return false;
    this.#nextAtMs = nowMs + this.#pauseMs;
    this.#isTrying = true;
    return true;
  }

  /** How long until the next attempt; 0 when it may be made now. */
  get remainingMs(): number {
    if (this.#pauseMs === 0) return 0;
    return Math.max(0, Math.ceil(this.#nextAtMs - this.#options.nowMs()));
  }

  succeeded(): void {
    this.#pauseMs = 0;
    this.#isTrying = false;
  }

  failed(): void {
    const { firstMs, longestMs, nowMs } = this.#options;
    // Attempts that were in progress together fail together: they are one failure.
    if (this.#pauseMs !== 0 && !this.#isTrying) return;
    this.#pauseMs = this.#pauseMs === 0 ? firstMs : Math.min(2 * this.#pauseMs, longestMs);
    this.#nextAtMs = nowMs() + this.#pauseMs;
    this.#isTrying = false;
  }
}
