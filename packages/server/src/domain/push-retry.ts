/** Pauses between the attempts at one push: they double up to an hour. */
const FIRST_PAUSE_MS = 15_000;
const PAUSE_MS_MAX = 3_600_000;

/** How long a platform is tried to be told of an event. */
export const GIVE_UP_MS = 24 * 3_600_000;

/** How long to wait after so many failed attempts in a row. `(1)` is 15 s, `(2)` 30 s. */
export const pushPauseMs = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), PAUSE_MS_MAX);

/** How long a callback has to answer one attempt. */
export const ATTEMPT_TIMEOUT_MS = 5_000;

/**
 * How long a process that took an event has it for itself; if it died, another takes it then. An
 * attempt must be over by that time, or the platform is told twice: its timeout, and twice as much
 * for reading what to tell, for noting the end of it, and for hosts whose clocks differ.
 */
export const LEASE_MS = 3 * ATTEMPT_TIMEOUT_MS;
