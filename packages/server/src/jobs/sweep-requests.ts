import type { RequestStore } from "../storage/store.js";

/** How many rows one commit deletes: a few milliseconds, so other writes run in between. */
const STEP = 200;

/** Deletes the calls that are older than the request log keeps, in small steps. */
export async function sweepRequests(
  requests: RequestStore,
  { nowMs, keptDays }: { readonly nowMs: number; readonly keptDays: number },
): Promise<void> {
  const beforeMs = nowMs - keptDays * 24 * 3_600_000;
  while ((await requests.deleteBefore(beforeMs, STEP)) === STEP) {
    await new Promise(setImmediate);
  }
}
