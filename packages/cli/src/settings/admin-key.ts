import { ADMIN_KEY_SECONDS_MAX, OVERLAP_SECONDS_MAX } from "@dingdan/contract";
import { type AdminFlags, type AdminSettings, readAdmin } from "./admin.js";
import { type Environment, Reading } from "./reading.js";

export interface KeyCreateFlags extends AdminFlags {
  readonly expiresInDays?: string;
}

export interface KeyRotateFlags extends AdminFlags {
  readonly overlapHours?: string;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** @returns with the time until the key ends; null: it does not expire */
export function keyCreateSettings(
  flags: KeyCreateFlags,
  environment: Environment,
): { readonly admin: AdminSettings; readonly expiresInSeconds: number | null } {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const daysMax = ADMIN_KEY_SECONDS_MAX / DAY_SECONDS;
  const days = reading.integer(flags.expiresInDays, "--expires-in-days", null, 1, daysMax);
  reading.throwIfBad();
  return { admin, expiresInSeconds: days === null ? null : days * DAY_SECONDS };
}

/** @returns with the time for which the old key stays valid; null: the server's default */
export function keyRotateSettings(
  flags: KeyRotateFlags,
  environment: Environment,
): { readonly admin: AdminSettings; readonly overlapSeconds: number | null } {
  const reading = new Reading(environment);
  const admin = readAdmin(reading, flags);
  const hoursMax = OVERLAP_SECONDS_MAX / HOUR_SECONDS;
  const hours = reading.integer(flags.overlapHours, "--overlap-hours", null, 0, hoursMax);
  reading.throwIfBad();
  return { admin, overlapSeconds: hours === null ? null : hours * HOUR_SECONDS };
}
