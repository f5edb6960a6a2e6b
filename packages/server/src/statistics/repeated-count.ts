/** After a count the next one waits this many times as long as the count took. */
const SHARE = 20;
/** The shortest time between two counts. */
const PAUSE_MS = 2_000;
/** How many counts are kept in memory; when exceeded, all of them are dropped. */
const REMEMBERED_MAX = 1_000;

interface Counted<Counts> {
  untilMs: number;
  readonly counts: Promise<Counts>;
}

/** Counts for an app or for all together (null), repeated when the last count is some seconds old. */
export class RepeatedCount<Counts> {
  readonly #count: (appid: string | null) => Promise<Counts>;
  readonly #counted = new Map<string | null, Counted<Counts>>();

  constructor(count: (appid: string | null) => Promise<Counts>) {
    this.#count = count;
  }

  async of(appid: string | null): Promise<Counts> {
    const startedMs = performance.now();
    const known = this.#counted.get(appid);
    if (known !== undefined && startedMs < known.untilMs) return known.counts;
    if (this.#counted.size >= REMEMBERED_MAX) this.#counted.clear();
    const counted = { untilMs: Infinity, counts: this.#count(appid) };
    this.#counted.set(appid, counted);
    try {
      await counted.counts;
    } catch (error) {
      this.#counted.delete(appid);
      throw error;
    }
    const nowMs = performance.now();
    counted.untilMs = nowMs + Math.max(PAUSE_MS, SHARE * (nowMs - startedMs));
    return counted.counts;
  }
}
