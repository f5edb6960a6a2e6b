import { hourOf, plus } from "../domain/statistics.js";
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
  readonly #store: Pick<StatisticsStore, "add">;
  readonly #totals: Counts = new Map();
  #unstored: CountsByHour = new Map();
  #flushed: Promise<void> = Promise.resolve();

  constructor(store: Pick<StatisticsStore, "add">) {
    this.#store = store;
  }

  /**
   * @param appid null when it is not known: counted only for all apps together
   * @param times how much it counts: an amount counts as its number of minor units
   */
  count(appid: string | null, name: string, nowMs: number, times = 1): void {
    addTo(countsIn(this.#unstored, hourOf(nowMs), appid ?? ALL_APPS), name, times);
    addTo(this.#totals, name, times);
  }

  /** The counts of this process since it started, by name, for all apps together. */
  totals(): ReadonlyMap<string, number> {
    return new Map([...this.#totals].map(([name, { count }]) => [name, count]));
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
      await this.#store.add([...counted].flatMap(([hourMs, apps]) => rowsOf(hourMs, apps)));
    } catch (error) {
      // They may be stored already: rather lose the counts of a second than count them twice.
      if (error instanceof CommitUnknownError) throw error;
      for (const [hourMs, apps] of counted) {
        for (const [appid, counts] of apps) {
          const unstored = countsIn(this.#unstored, hourMs, appid);
          for (const [name, { count }] of counts) addTo(unstored, name, count);
        }
      }
      throw error;
    }
  }
}

/** By name. A count is changed in place: a call looks each name up once, and makes no text for a key. */
type Counts = Map<string, { count: number }>;
/** By hour, then by app. */
type CountsByHour = Map<number, Map<string, Counts>>;

function countsIn(byHour: CountsByHour, hourMs: number, appid: string): Counts {
  let apps = byHour.get(hourMs);
  if (apps === undefined) byHour.set(hourMs, (apps = new Map()));
  let counts = apps.get(appid);
  if (counts === undefined) apps.set(appid, (counts = new Map()));
  return counts;
}

function addTo(counts: Counts, name: string, count: number): void {
  const counter = counts.get(name);
  if (counter === undefined) counts.set(name, { count });
  else counter.count = plus(counter.count, count);
}

/** The rows of each app, and of all apps together. */
function rowsOf(
  hourMs: number,
  apps: ReadonlyMap<string, Counts>,
): (HourlyCount & { appid: string })[] {
  const together: Counts = new Map();
  const ofApps = [...apps].flatMap(([appid, counts]) =>
    [...counts].flatMap(([name, { count }]) => {
      addTo(together, name, count);
      return appid === ALL_APPS ? [] : [{ appid, hourMs, name, count }];
    }),
  );
  const ofAll = [...together].map(([name, { count }]) => ({
    appid: ALL_APPS,
    hourMs,
    name,
    count,
  }));
  return [...ofApps, ...ofAll];
}
