import type { ErasedCounts } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import type { Script } from "../../statements/script.js";
import { pause } from "./any-table.js";
import { Counts } from "./counts.js";
import { noteRemoved } from "./unfinished.js";

/**
 * The commits of an erasure. Each records how many rows were removed so far, so that the receipt is right
 * after a crash, too. Other work runs between them.
 */
export class EraseSteps {
  readonly #engine: Engine;
  readonly #buyerHash: string;
  #removed: ErasedCounts;

  constructor(engine: Engine, buyerHash: string, removed: ErasedCounts) {
    this.#engine = engine;
    this.#buyerHash = buyerHash;
    this.#removed = removed;
  }

  get removed(): ErasedCounts {
    return this.#removed;
  }

  /** Commits one step. */
  async take(script: (counts: Counts) => Script<void>): Promise<void> {
    const before = this.#removed;
    const buyerHash = this.#buyerHash;
    this.#removed = await this.#engine.transaction(
      function* () {
        const counts = new Counts(before);
        yield* script(counts);
        const removed = counts.list();
        yield* noteRemoved(buyerHash, removed);
        return removed;
      },
      { isRepeatable: true, isLong: true },
    );
    await pause();
  }
}
