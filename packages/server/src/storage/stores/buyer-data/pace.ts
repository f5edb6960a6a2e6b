/** How long one step of a search should take: no call notices that it waited for one. */
const STEP_MS = 8;
const ROWS_FIRST = 20;
const ROWS_MIN = 5;
/** A step's rows are in memory at once. */
export const ROWS_MAX = 5_000;
/** One step may find the data in memory and the next one on the disk, so the steps grow slowly. */
const GROWTH_MAX = 2;
const SHRINKAGE_MAX = 1 / 8;

/** Chooses how many rows the next step reads by the time that the last one took. */
export class Pace {
  readonly #rowsMax: number;
  readonly #nowMs: () => number;
  #rows: number;
  #startedMs = 0;

  constructor(rowsMax = ROWS_MAX, nowMs = () => performance.now()) {
    this.#rowsMax = rowsMax;
    this.#nowMs = nowMs;
    this.#rows = Math.min(ROWS_FIRST, rowsMax);
  }

  /** Begins a step; returns how many rows it reads. */
  begin(): number {
    this.#startedMs = this.#nowMs();
    return this.#rows;
  }

  end(): void {
    const tookMs = this.#nowMs() - this.#startedMs;
    const change = Math.min(Math.max(STEP_MS / tookMs, SHRINKAGE_MAX), GROWTH_MAX);
    const rows = Math.round(this.#rows * change);
    this.#rows = Math.min(Math.max(rows, ROWS_MIN), this.#rowsMax);
  }
}
