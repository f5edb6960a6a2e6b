import { within } from "../within.js";

/** How long a store that is closed waits for its writes. Past this, it closes with an error. */
const DRAIN_TIMEOUT_MS = 4_000;

/** Waits for writes in progress, but not longer than the time limit. */
export const drained = (drain: Promise<void>): Promise<void> =>
  within(drain, DRAIN_TIMEOUT_MS, "committing the queued writes");

/**
 * Runs every step, in order, even after a step has failed.
 * @throws the error of the first step that failed, after the last step
 */
export async function closeSteps(...steps: (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
}
