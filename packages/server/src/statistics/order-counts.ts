import type { MatchState } from "@dingdan/contract";
import type { OrderListStore } from "../storage/console-store.js";

type Counts = Readonly<Record<MatchState, number>>;

/** After a count the next one waits this many times as long as the count took. */
const SHARE = 20;
/** The shortest time between two counts. */
const PAUSE_MS = 2_000;
/** How many apps' counts are kept in memory; when exceeded, all of them are dropped. */
const REMEMBERED_MAX = 1_000;

/** The number of orders, counted again when the last count is some seconds old. */
export class OrderCounts {
  readonly #lists: OrderListStore;
  readonly #counted = new Map<string | null, { untilMs: number; counts: Promise<Counts> }>();

  constructor(lists: OrderListStore) {
    this.#lists = lists;
  }

  /** @param appid null for all apps together */
  async byState(appid: string | null): Promise<Counts> {
    const startedMs = performance.now();
    const known = this.#counted.get(appid);
    if (known !== undefined && startedMs < known.untilMs) return known.counts;
    if (this.#counted.size >= REMEMBERED_MAX) this.#counted.clear();
    const counted = { untilMs: Infinity, counts: this.#lists.countByState(appid) };
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

  async total(appid: string | null): Promise<number> {
    const { waiting, matched, mismatched } = await this.byState(appid);
    return waiting + matched + mismatched;
  }
}
