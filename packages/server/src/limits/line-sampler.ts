/** Lines of one kind that are logged in one second; further ones are only counted. */
const LINES_PER_SECOND_MAX = 10;
/** Kinds with a count of their own; the rest shares one. */
const KINDS_MAX = 500;
const OTHER_KINDS = "other";

interface Count {
  second: number;
  lines: number;
  omitted: number;
}

/**
 * Limits the log lines that strangers can cause: wrong tokens and unknown paths cost nothing to send, and
 * each one would write a line.
 */
export class LineSampler {
  readonly #nowMs: () => number;
  readonly #counts = new Map<string, Count>();

  /** @param nowMs the time of day; a frozen sandbox clock would admit only the first lines */
  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  /** True if a line of this kind may be logged now; otherwise it is counted. */
  admits(kind: string): boolean {
    const count = this.#countOf(kind);
    const second = Math.floor(this.#nowMs() / 1000);
    if (count.second !== second) {
      count.second = second;
      count.lines = 0;
    }
    if (count.lines < LINES_PER_SECOND_MAX) {
      count.lines++;
      return true;
    }
    count.omitted++;
    return false;
  }

  /** The number of omitted lines of each kind since the last call. */
  takeOmitted(): Readonly<Record<string, number>> {
    const omitted = [...this.#counts].filter(([, count]) => count.omitted > 0);
    this.#counts.clear();
    return Object.fromEntries(omitted.map(([kind, count]) => [kind, count.omitted]));
  }

  #countOf(kind: string): Count {
    const known = this.#counts.get(kind);
    if (known !== undefined) return known;
    if (this.#counts.size >= KINDS_MAX && kind !== OTHER_KINDS) return this.#countOf(OTHER_KINDS);
    const count = { second: 0, lines: 0, omitted: 0 };
    this.#counts.set(kind, count);
    return count;
  }
}
