import { ADMIN_OPERATIONS, parseInstantMs } from "@dingdan/contract";
import { CLOCK_TEXTS as TEXTS } from "../clock/clock-texts.js";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

/** How far one call moves the clock at most. */
export const ADVANCE_SECONDS_MAX =
  ADMIN_OPERATIONS.advanceClock.body.properties.advance_seconds.maximum;

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The settings of `clock advance`. */
export function advanceSettings(
  duration: string,
  flags: AdminFlags,
  environment: Environment,
): { readonly admin: AdminSettings; readonly seconds: number } {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const [, count = "", unit = ""] = /^\+?(\d{1,9})([smhd])$/.exec(duration.trim()) ?? [];
  const seconds = Number(count) * (UNIT_SECONDS[unit] ?? Number.NaN);
  // Not a number, too, is no distance.
  if (!(seconds <= ADVANCE_SECONDS_MAX)) reading.problems.push(TEXTS.problem.badDuration(duration));
  reading.throwIfBad();
  return { admin, seconds };
}

/** The settings of `clock set`. */
export function clockSetSettings(
  instant: string,
  flags: AdminFlags,
  environment: Environment,
): { readonly admin: AdminSettings; readonly atMs: number } {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const atMs = parseInstantMs(instant);
  if (atMs === null) reading.problems.push(TEXTS.problem.badInstant(instant));
  reading.throwIfBad();
  return { admin, atMs: atMs ?? 0 };
}
