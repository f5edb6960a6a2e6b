import type { OrderListStore } from "../storage/console-store.js";

/** How many uploads one commit indexes: a few milliseconds, so other writes run in between. */
const STEP = 200;
/**
 * How long one run, of one a second, works. A longer backlog waits for the next run: under load the
 * uploads keep their speed, and the index catches up later. Until then a search scans the rest.
 */
const WORK_MS = 50;

/** Adds the uploads since the last run to the index that order searches use. */
export async function indexNames(lists: OrderListStore): Promise<void> {
  for (let workedMs = 0; workedMs < WORK_MS; ) {
    const startedAtMs = performance.now();
    const count = await lists.indexNames(STEP);
    if (count < STEP) return;
    workedMs += performance.now() - startedAtMs;
    await new Promise(setImmediate);
  }
}
