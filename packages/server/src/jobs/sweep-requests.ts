import type { RequestStore } from "../storage/store.js";
import { deleteInSteps } from "./delete-in-steps.js";

/** Deletes the calls that are older than the request log keeps, in small steps. */
export async function sweepRequests(
  requests: RequestStore,
  { nowMs, keptDays }: { readonly nowMs: number; readonly keptDays: number },
): Promise<void> {
  const beforeMs = nowMs - keptDays * 24 * 3_600_000;
  await deleteInSteps((limit) => requests.deleteBefore(beforeMs, limit));
}
