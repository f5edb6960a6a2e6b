import { within } from "../within.js";

/** How long a store waits, when it is closed, for the writes that it was given. */
const DRAIN_TIMEOUT_MS = 4_000;

/** Waits for writes in progress, but no longer than a store that closes may take. */
export const drained = (drain: Promise<void>): Promise<void> =>
  within(drain, DRAIN_TIMEOUT_MS, "writing what the database was given");

/**
 * Takes every step, in order, whatever became of the steps before.
 * @throws what the first of the failed steps threw, after the last step
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
