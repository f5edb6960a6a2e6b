import type { Store } from "../storage/store.js";

/** How many writes to orders wait while the storage is as busy as it can be. */
const WRITES_MIN = 8;

/** Whether writes to orders queue up: then the work that follows from them takes a small part of the time. */
export const isStorageBusy = (store: Pick<Store, "metrics">): boolean =>
  store.metrics().writesRecentlyWaiting >= WRITES_MIN;
