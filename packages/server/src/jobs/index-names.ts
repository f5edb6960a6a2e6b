import type { OrderListStore } from "../storage/console-store.js";

/** One commit takes so many uploads: a few milliseconds, between which other writes go on. */
const STEP = 200;
/**
 * One run, of one a second, works for so long: uploads that pour in keep their speed, and the index
 * falls behind and catches up when they are over. A search looks through the rest meanwhile.
 */
const WORK_MS = 50;

/** Takes what was uploaded since into the index by which orders are searched. */
export async function indexNames(lists: OrderListStore): Promise<void> {
  for (let workedMs = 0; workedMs < WORK_MS; ) {
    const startedAtMs = performance.now();
    const count = await lists.indexNames(STEP);
    if (count < STEP) return;
    workedMs += performance.now() - startedAtMs;
    await new Promise(setImmediate);
  }
}
