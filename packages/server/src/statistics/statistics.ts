import { hourOf } from "../domain/statistics.js";
import type { HourlyCount, StatisticsStore } from "../storage/console-store.js";

/** Counts for all apps together. */
export const ALL_APPS = "";

/**
 * What this process counts. Counting costs an increment in memory; `flush` adds what was counted to
 * what is stored, so a process that is killed loses what it counted since the flush before.
 */
export class Statistics {
  readonly #store: StatisticsStore;
  readonly #totals = new Map<string, number>();
  #hourMs = 0;
  #counts = new Map<string, number>();
  #past: { readonly hourMs: number; readonly counts: ReadonlyMap<string, number> }[] = [];
  #flushed: Promise<void> = Promise.resolve();

  constructor(store: StatisticsStore) {
    this.#store = store;
  }

  /** @param appid null when it could not be told: counted for all apps together alone */
  count(appid: string | null, name: string, nowMs: number): void {
    const hourMs = hourOf(nowMs);
    if (hourMs !== this.#hourMs) this.#turn(hourMs);
    const key = `${appid ?? ALL_APPS}\n${name}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** What this process has counted since it started, by name, for all apps together. */
  totals(): ReadonlyMap<string, number> {
    this.#turn(this.#hourMs);
    const totals = new Map(this.#totals);
    for (const { counts } of this.#past) addByName(totals, counts);
    return totals;
  }

  /** Stores all that was counted before. What cannot be stored waits for the next time. */
  flush(): Promise<void> {
    const flushed = this.#flushed.then(() => this.#write());
    this.#flushed = flushed.catch(() => {});
    return flushed;
  }

  async #write(): Promise<void> {
    this.#turn(this.#hourMs);
    const past = this.#past;
    if (past.length === 0) return;
    this.#past = [];
    try {
      await this.#store.add(past.flatMap(({ hourMs, counts }) => rowsOf(hourMs, counts)));
    } catch (error) {
      this.#past.unshift(...past);
      throw error;
    }
    for (const { counts } of past) addByName(this.#totals, counts);
  }

  #turn(hourMs: number): void {
    if (this.#counts.size > 0) this.#past.push({ hourMs: this.#hourMs, counts: this.#counts });
    this.#counts = new Map();
    this.#hourMs = hourMs;
  }
}

const partsOf = (key: string) => key.split("\n", 2) as [appid: string, name: string];

function addByName(sums: Map<string, number>, counts: ReadonlyMap<string, number>): void {
  for (const [key, count] of counts) {
    const [, name] = partsOf(key);
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
}

/** The counts of every app, and of all together. */
function rowsOf(
  hourMs: number,
  counts: ReadonlyMap<string, number>,
): (HourlyCount & { appid: string })[] {
  const together = new Map<string, number>();
  addByName(together, counts);
  const ofApps = [...counts].flatMap(([key, count]) => {
    const [appid, name] = partsOf(key);
    return appid === ALL_APPS ? [] : [{ appid, hourMs, name, count }];
  });
  const ofAll = [...together].map(([name, count]) => ({ appid: ALL_APPS, hourMs, name, count }));
  return [...ofApps, ...ofAll];
}
