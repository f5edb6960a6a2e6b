import type { RequestStore } from "../storage/store.js";

/** One commit deletes so many: some milliseconds, between which other writes go on. */
const STEP = 200;

/** Deletes what the request log need not keep any longer, in small steps. */
export async function sweepRequests(
  requests: RequestStore,
  { nowMs, keptDays }: { readonly nowMs: number; readonly keptDays: number },
): Promise<void> {
  const beforeMs = nowMs - keptDays * 24 * 3_600_000;
  while ((await requests.deleteBefore(beforeMs, STEP)) === STEP) {
    await new Promise(setImmediate);
  }
}
