import type { FastifyBaseLogger } from "fastify";
import type { BuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import type { Clock } from "../clock.js";
import type { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import type { DeleteWork, OldOrder, OldOrderStore } from "../storage/old-order-store.js";
import type { Scheduler } from "./scheduler.js";

const DAY_MS = 24 * 3_600_000;
/** How long one run, of one a second, works. What is left waits for the next run. */
const WORK_MS = 50;

export interface OldOrderParts {
  readonly orders: OldOrderStore;
  /** Removes the bytes of what was deleted from the database's files. */
  readonly overwriteDeleted: () => Promise<unknown>;
  /** Hashes what is deleted, so that a later report of it is recognised. */
  readonly keys: Pick<BuyerDataKeys, "hashes">;
  readonly clock: Clock;
  /** How many days an order is kept after something last happened to it. */
  readonly keptDays: number;
  readonly counts: DeletedOrderCounts;
  readonly log: Pick<FastifyBaseLogger, "info">;
}

/** The job that deletes old orders; `runAll` deletes all that are old, after a sandbox's clock was moved. */
export function oldOrderJob(parts: OldOrderParts, every: Every) {
  const oldOrders = new OldOrders(parts);
  let workMaxMs = WORK_MS;
  const job = every(1_000, "old orders", () => oldOrders.run(workMaxMs));
  const runAll = async () => {
    oldOrders.beginAgain();
    workMaxMs = Number.POSITIVE_INFINITY;
    try {
      await job.run();
    } finally {
      workMaxMs = WORK_MS;
    }
  };
  return { jobs: [job], runAll };
}

/** The same for a platform that keeps its orders. */
export const NO_OLD_ORDERS = { jobs: [], runAll: () => Promise.resolve() } as const;

type Every = (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler;

/** One search for old orders, and the deletion of those that it finds. */
interface Pass {
  readonly found: AsyncIterator<readonly OldOrder[]>;
  readonly work: DeleteWork;
  readonly removed: Map<string, number>;
  waiting: OldOrder[];
}

/**
 * Deletes old orders. A pass over all orders begins once a day by the platform's clock, and at the start of
 * the process; it continues in the next run where the last one stopped. A process that ends in between
 * leaves whole orders, which the next pass finds.
 */
export class OldOrders {
  readonly #parts: OldOrderParts;
  #pass: Pass | null = null;
  #nextPassAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: OldOrderParts) {
    this.#parts = parts;
  }

  /**
   * A pass begins in the next run, also less than a day after the last one: that may have met orders which a
   * review or a timer kept, and the clock has moved past its end since.
   */
  beginAgain(): void {
    this.#nextPassAtMs = Number.NEGATIVE_INFINITY;
  }

  /** @param workMaxMs how long this run works; the next one continues */
  async run(workMaxMs: number): Promise<void> {
    for (let workedMs = 0; workedMs < workMaxMs && this.#isDue(); ) {
      const startedAtMs = performance.now();
      await this.#step();
      workedMs += performance.now() - startedAtMs;
      await new Promise(setImmediate);
    }
  }

  #isDue(): boolean {
    return this.#pass !== null || this.#parts.clock.nowMs() >= this.#nextPassAtMs;
  }

  /** Deletes one order, or reads where the next ones may be. One that fails is left to the next pass. */
  async #step(): Promise<void> {
    const pass = (this.#pass ??= await this.#begin());
    const order = pass.waiting.shift();
    if (order === undefined) return this.#read(pass);
    const removed = await this.#parts.orders.delete(order, pass.work);
    if (removed === null) return;
    this.#parts.counts.count(order.kind);
    addTo(pass.removed, { [`${order.kind}_orders`]: 1, ...removed });
  }

  async #begin(): Promise<Pass> {
    const { orders, keys, clock, keptDays } = this.#parts;
    const { name: hashOf } = await keys.hashes();
    const nowMs = clock.nowMs();
    const beforeMs = nowMs - keptDays * DAY_MS;
    const found = orders.find(beforeMs)[Symbol.asyncIterator]();
    this.#nextPassAtMs = nowMs + DAY_MS;
    return {
      found,
      work: { hashOf, erasedAtMs: nowMs, beforeMs },
      removed: new Map(),
      waiting: [],
    };
  }

  async #read(pass: Pass): Promise<void> {
    try {
      const { done, value } = await pass.found.next();
      if (done !== true) {
        pass.waiting = [...value];
        return;
      }
    } catch (error) {
      // A search that failed cannot continue. The next run begins again.
      this.#pass = null;
      this.#nextPassAtMs = Number.NEGATIVE_INFINITY;
      throw error;
    }
    this.#pass = null;
    await this.#end(pass);
  }

  async #end({ removed, work }: Pass): Promise<void> {
    if (removed.size === 0) return;
    this.#parts.log.info(
      { before: new Date(work.beforeMs).toISOString(), removed: Object.fromEntries(removed) },
      "old orders deleted",
    );
    await this.#parts.overwriteDeleted();
  }
}

function addTo(removed: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [table, count] of Object.entries(counts)) {
    removed.set(table, (removed.get(table) ?? 0) + count);
  }
}
