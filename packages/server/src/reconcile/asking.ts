import type { Failure } from "./report.js";

/** How many numbers are asked for at the same time; each merchant has its own pace. */
const CONCURRENCY = 8;
/** After this many failures of a merchant in a row, it is not asked for in this run any more. */
const FAILURES_MAX = 3;

/** The merchants whose queries fail, during a run. */
export class Stops {
  readonly #failuresInARow = new Map<string, number>();
  readonly #stopped: Set<string>;

  /** @param stopped those of earlier pages of the run */
  constructor(stopped: Iterable<string> = []) {
    this.#stopped = new Set(stopped);
  }

  get stopped(): ReadonlySet<string> {
    return this.#stopped;
  }

  succeeded(mchid: string): void {
    this.#failuresInARow.delete(mchid);
  }

  failed({ mchid, isOfMerchant }: Failure): void {
    if (!isOfMerchant) {
      this.succeeded(mchid);
      return;
    }
    const count = (this.#failuresInARow.get(mchid) ?? 0) + 1;
    this.#failuresInARow.set(mchid, count);
    if (count >= FAILURES_MAX) this.#stopped.add(mchid);
  }
}

/** Asks for each of a list, several at the same time, in its order. */
export async function askEach<T>(
  list: readonly T[],
  closing: AbortSignal,
  ask: (item: T) => Promise<void>,
): Promise<void> {
  const left = list.values();
  const work = async () => {
    for (const item of left) {
      if (closing.aborted) return;
      await ask(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, list.length) }, work));
}
