/** Data is read again once in this time at most. */
const EVERY_MS = 2_000;

interface RefreshParts {
  /** Reads again what the calls with these paths returned. */
  readonly refresh: (paths: readonly string[]) => void;
  readonly nowMs?: () => number;
  /** Calls back after a time, unless the returned function is called before. */
  readonly after?: (ms: number, run: () => void) => () => void;
}

/** Collects what must be read again: the first at once, what follows together. */
export class RefreshQueue {
  readonly #parts: Required<RefreshParts>;
  readonly #paths = new Set<string>();
  #lastMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(parts: RefreshParts) {
    this.#parts = { nowMs: () => performance.now(), after: runAfter, ...parts };
  }

  add(paths: readonly string[]): void {
    for (const path of paths) this.#paths.add(path);
    if (this.#cancel !== null) return;
    const { nowMs, after } = this.#parts;
    const waitMs = this.#lastMs + EVERY_MS - nowMs();
    if (waitMs <= 0) this.#flush();
    else this.#cancel = after(waitMs, () => this.#flush());
  }

  /** Forgets what waits. */
  close(): void {
    this.#cancel?.();
    this.#paths.clear();
  }

  #flush(): void {
    this.#cancel = null;
    this.#lastMs = this.#parts.nowMs();
    const paths = [...this.#paths];
    this.#paths.clear();
    this.#parts.refresh(paths);
  }
}

function runAfter(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
