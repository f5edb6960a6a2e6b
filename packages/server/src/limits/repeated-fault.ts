/** After a log line about a fault, its repetitions are only counted for this time. */
const QUIET_MS = 60_000;

/**
 * Decides which repetitions of a fault are logged: the first, and then at most one in a minute. A job that
 * runs each second would otherwise write 86,400 lines in a day without a database.
 */
export class RepeatedFault {
  readonly #nowMs: () => number;
  #loggedAtMs = Number.NEGATIVE_INFINITY;
  #count = 0;

  /** @param nowMs a clock that only goes forward; a frozen sandbox clock would log only the first line */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * Counts a repetition.
   * @param count how many things failed with it
   * @returns the number since the last line, if a line is due; otherwise null
   */
  add(count = 1): number | null {
    this.#count += count;
    const nowMs = this.#nowMs();
    if (nowMs - this.#loggedAtMs < QUIET_MS) return null;
    this.#loggedAtMs = nowMs;
    const counted = this.#count;
    this.#count = 0;
    return counted;
  }
}
