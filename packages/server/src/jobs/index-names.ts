import type { OrderListStore } from "../storage/console-store.js";

/** One commit takes so many uploads: some milliseconds, between which other writes go on. */
const STEP = 200;
/** One run takes so many steps: while uploads pour in, the index may fall behind and catch up later. */
const STEPS_MAX = 50;

/** Takes what was uploaded since into the index by which orders are searched. */
export async function indexNames(lists: OrderListStore): Promise<void> {
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    if ((await lists.indexNames(STEP)) < STEP) return;
    await new Promise(setImmediate);
  }
}
