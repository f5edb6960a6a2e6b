import type { MatchState } from "@dingdan/contract";
import type { OrderListStore, StatusCounts } from "../storage/console-store.js";
import { RepeatedCount } from "./repeated-count.js";

/** The numbers of orders; of an app, or of all together (null). */
export class OrderCounts {
  readonly #byState: RepeatedCount<Readonly<Record<MatchState, number>>>;
  readonly #byStatus: RepeatedCount<StatusCounts & { readonly countedAtMs: number }>;

  constructor(lists: OrderListStore) {
    this.#byState = new RepeatedCount((appid) => lists.countByState(appid));
    this.#byStatus = new RepeatedCount(async (appid) => ({
      countedAtMs: Date.now(),
      ...(await lists.countByStatus(appid)),
    }));
  }

  byState(appid: string | null): Promise<Readonly<Record<MatchState, number>>> {
    return this.#byState.of(appid);
  }

  byStatus(appid: string | null): Promise<StatusCounts & { readonly countedAtMs: number }> {
    return this.#byStatus.of(appid);
  }

  async total(appid: string | null): Promise<number> {
    const { waiting, matched, mismatched } = await this.byState(appid);
    return waiting + matched + mismatched;
  }
}
