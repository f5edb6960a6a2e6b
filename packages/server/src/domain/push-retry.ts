/** Pauses between the attempts of one push: they double, up to an hour. */
const FIRST_PAUSE_MS = 15_000;
const PAUSE_MS_MAX = 3_600_000;

/** How long the push of an event is retried; after that the event is dropped. */
export const GIVE_UP_MS = 24 * 3_600_000;

/** The pause after a number of failed attempts in a row. `(1)` is 15 s, `(2)` 30 s. */
export const pushPauseMs = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), PAUSE_MS_MAX);

/** How long a callback may take to answer; then the attempt has failed. */
export const ATTEMPT_TIMEOUT_MS = 5_000;

/**
 * How long a process that took an event keeps it; if the process crashed, another takes the event after
 * that. If an attempt lasts longer, the event is pushed twice. So the lease is the timeout of an attempt,
 * and twice as much for reading the event, storing the outcome, and clocks that differ between hosts.
 */
export const LEASE_MS = 3 * ATTEMPT_TIMEOUT_MS;
