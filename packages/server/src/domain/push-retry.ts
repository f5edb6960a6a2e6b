/** Pauses between the attempts at one push: they double up to an hour. */
const FIRST_PAUSE_MS = 15_000;
const PAUSE_MS_MAX = 3_600_000;

/** How long a platform is tried to be told of an event. */
export const GIVE_UP_MS = 24 * 3_600_000;

/** How long to wait after so many failed attempts in a row. `(1)` is 15 s, `(2)` 30 s. */
export const pushPauseMs = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), PAUSE_MS_MAX);
