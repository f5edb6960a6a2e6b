import type { Failure } from "./report.js";

/** How many numbers are asked for at the same time; each merchant has its own pace. */
const CONCURRENCY = 8;
/** After this many failures of a merchant in a row, it is not asked for in this run any more. */
const FAILURES_MAX = 3;

/** Who asks for whom: a sub-merchant is named in provider mode only. */
export interface Asker {
  readonly mchid: string;
  readonly subMchid: string | null;
}

/** The merchants whose queries fail, during a run. */
export class Stops {
  readonly #failuresInARow = new Map<string, number>();
  readonly #stopped: Set<string>;

  /** @param stopped those of earlier pages of the run */
  constructor(stopped: Iterable<string> = []) {
    this.#stopped = new Set(stopped);
  }

  /** The merchant numbers, and `MCHID/SUB_MCHID` for a provider that is stopped for one sub-merchant only. */
  get stopped(): ReadonlySet<string> {
    return this.#stopped;
  }

  /** The merchant numbers that are stopped for everything. */
  get merchants(): string[] {
    return [...this.#stopped].filter((name) => !name.includes("/"));
  }

  has(asker: Asker): boolean {
    return namesOf(asker).some((name) => this.#stopped.has(name));
  }

  succeeded(asker: Asker): void {
    for (const name of namesOf(asker)) this.#failuresInARow.delete(name);
  }

  failed({ mchid, subMchid, likelyFor }: Failure): void {
    const asker = { mchid, subMchid };
    if (likelyFor === "nothing") {
      this.succeeded(asker);
      return;
    }
    const [ofMerchant, ofSub] = namesOf(asker);
    // A provider that may not ask for one sub-merchant may ask for others.
    if (likelyFor === "sub_merchant") this.#failuresInARow.delete(ofMerchant);
    const name = likelyFor === "sub_merchant" ? (ofSub ?? ofMerchant) : ofMerchant;
    const count = (this.#failuresInARow.get(name) ?? 0) + 1;
    this.#failuresInARow.set(name, count);
    if (count >= FAILURES_MAX) this.#stopped.add(name);
  }
}

/** The number of a sub-merchant may be any text that an upload has. */
const namesOf = ({ mchid, subMchid }: Asker): [string] | [string, string] =>
  subMchid === null ? [mchid] : [mchid, `${mchid}/${encodeURIComponent(subMchid)}`];

/**
 * Asks for each of a list, several at the same time, in its order. After an error it asks for nothing more,
 * and rejects once what was asked has ended.
 */
export async function askEach<T>(
  list: readonly T[],
  closing: AbortSignal,
  ask: (item: T) => Promise<void>,
): Promise<void> {
  const left = list.values();
  let hasFailed = false;
  const work = async () => {
    for (const item of left) {
      if (closing.aborted || hasFailed) return;
      await ask(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const works = Array.from({ length: Math.min(CONCURRENCY, list.length) }, work);
  for (const ended of await Promise.allSettled(works)) {
    if (ended.status === "rejected") throw ended.reason;
  }
}
