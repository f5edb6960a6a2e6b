import type { BuyerTableName } from "../../../domain/buyer-data/tables.js";
import type { ErasedCounts } from "../../buyer-data-store.js";

/** How many rows of each table were erased. A transaction that is tried again counts in a new one. */
export class Counts {
  readonly #counts: Map<BuyerTableName, number>;

  constructor(before: ErasedCounts = {}) {
    this.#counts = new Map(Object.entries(before) as [BuyerTableName, number][]);
  }

  add(table: BuyerTableName, count: number): void {
    if (count > 0) this.#counts.set(table, (this.#counts.get(table) ?? 0) + count);
  }

  list(): ErasedCounts {
    return Object.fromEntries(this.#counts);
  }
}
