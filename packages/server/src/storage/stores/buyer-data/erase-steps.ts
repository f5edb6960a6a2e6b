import type { EraseWork } from "../../buyer-data-store.js";
import type { Engine } from "../../statements/engine.js";
import type { Script } from "../../statements/script.js";
import { pause } from "./any-table.js";
import { Counts } from "./counts.js";
import { lockRemoved, noteRemoved } from "./unfinished.js";

/**
 * The commits of an erasure. Each records how many rows were removed so far, so that the receipt is right
 * after a crash, too, and when two processes erase the same buyer. Other work runs between them.
 */
export class EraseSteps {
  readonly #engine: Engine;
  readonly #work: EraseWork;

  constructor(engine: Engine, work: EraseWork) {
    this.#engine = engine;
    this.#work = work;
  }

  /** Commits one step. */
  async take(script: (counts: Counts) => Script<void>): Promise<void> {
    const work = this.#work;
    await this.#engine.transaction(
      function* () {
        const counts = new Counts(yield* lockRemoved(work.buyerHash));
        yield* script(counts);
        yield* noteRemoved(work, counts.list());
      },
      { isRepeatable: true, isLong: true },
    );
    await pause();
  }
}
