import { hourOf } from "../domain/statistics.js";
import { CommitUnknownError } from "../storage/commit-unknown-error.js";
import type { HourlyCount, StatisticsStore } from "../storage/console-store.js";
import { within } from "../within.js";

/** Counts for all apps together. */
export const ALL_APPS = "";

const READER_TIMEOUT_MS = 1_000;

/**
 * The counts of this process. Counting costs an increment in memory; `flush` adds the new counts to the
 * stored ones, so a process that is killed loses the counts since the last flush.
 */
export class Statistics {
  readonly #store: StatisticsStore;
  readonly #totals = new Map<string, number>();
  #unstored: CountsByHour = new Map();
  #flushed: Promise<void> = Promise.resolve();

  constructor(store: StatisticsStore) {
    this.#store = store;
  }

  /** @param appid null when it is not known: counted only for all apps together */
  count(appid: string | null, name: string, nowMs: number): void {
    addTo(this.#unstored, hourOf(nowMs), `${appid ?? ALL_APPS}\n${name}`, 1);
    this.#totals.set(name, (this.#totals.get(name) ?? 0) + 1);
  }

  /** The counts of this process since it started, by name, for all apps together. */
  totals(): ReadonlyMap<string, number> {
    return new Map(this.#totals);
  }

  /** Stores all counts up to now. The next flush retries counts that were certainly not stored. */
  flush(): Promise<void> {
    const flushed = this.#flushed.then(() => this.#write());
    this.#flushed = flushed.catch(() => {});
    return flushed;
  }

  /**
   * Stores all counts before a reader reads them. It does not wait longer for a database that cannot
   * write: that may still be readable, without the newest counts.
   */
  async flushForReader(): Promise<void> {
    await within(this.flush(), READER_TIMEOUT_MS, "storing statistics").catch(() => {});
  }

  async #write(): Promise<void> {
    const counted = this.#unstored;
    if (counted.size === 0) return;
    this.#unstored = new Map();
    try {
      await this.#store.add([...counted].flatMap(([hourMs, counts]) => rowsOf(hourMs, counts)));
    } catch (error) {
      // They may be stored already: rather lose the counts of a second than count them twice.
      if (error instanceof CommitUnknownError) throw error;
      for (const [hourMs, counts] of counted) {
        for (const [key, count] of counts) addTo(this.#unstored, hourMs, key, count);
      }
      throw error;
    }
  }
}

/** By hour, then by app and name. */
type CountsByHour = Map<number, Map<string, number>>;

function addTo(byHour: CountsByHour, hourMs: number, key: string, count: number): void {
  const counts = byHour.get(hourMs) ?? new Map<string, number>();
  counts.set(key, (counts.get(key) ?? 0) + count);
  byHour.set(hourMs, counts);
}

const partsOf = (key: string) => key.split("\n", 2) as [appid: string, name: string];

/** The rows of each app, and of all apps together. */
function rowsOf(
  hourMs: number,
  counts: ReadonlyMap<string, number>,
): (HourlyCount & { appid: string })[] {
  const together = new Map<string, number>();
  const ofApps = [...counts].flatMap(([key, count]) => {
    const [appid, name] = partsOf(key);
    together.set(name, (together.get(name) ?? 0) + count);
    return appid === ALL_APPS ? [] : [{ appid, hourMs, name, count }];
  });
  const ofAll = [...together].map(([name, count]) => ({ appid: ALL_APPS, hourMs, name, count }));
  return [...ofApps, ...ofAll];
}
