import { TEXTS } from "../texts.js";
import { type Environment, Reading } from "./reading.js";

export interface AdminFlags {
  readonly url?: string;
  readonly adminKey?: string;
}

export interface AdminSettings {
  readonly url: string;
  readonly adminKey: string;
}

export function adminSettings(flags: AdminFlags, environment: Environment): AdminSettings {
  const reading = new Reading(environment);
  const settings = readAdmin(reading, flags);
  reading.throwIfBad();
  return settings;
}

/** For commands that work without an admin key; null if there is none. */
export function optionalAdminSettings(
  flags: AdminFlags,
  environment: Environment,
): AdminSettings | null {
  const reading = new Reading(environment);
  const url = reading.url(flags.url);
  const adminKey = reading.adminKey(flags.adminKey);
  reading.throwIfBad();
  return adminKey === null ? null : { url, adminKey };
}

/** For commands with further settings, so that one error names all bad values. */
export function readAdmin(reading: Reading, flags: AdminFlags): AdminSettings {
  const url = reading.url(flags.url);
  const adminKey = reading.adminKey(flags.adminKey);
  if (adminKey === null) reading.problems.push(TEXTS.settings.adminKeyMissing);
  return { url, adminKey: adminKey ?? "" };
}
