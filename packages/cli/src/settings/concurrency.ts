import { Reading } from "./reading.js";

export const DEFAULT_CONCURRENCY = 16;

export function concurrencySetting(flag: string | undefined): number {
  const reading = new Reading({});
  const concurrency = readConcurrency(reading, flag);
  reading.throwIfBad();
  return concurrency;
}

/** For commands with further settings, so that one error names all bad values. */
export const readConcurrency = (reading: Reading, flag: string | undefined): number =>
  reading.integer(flag, "--concurrency", null, 1, 1024) ?? DEFAULT_CONCURRENCY;
