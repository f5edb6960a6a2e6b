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

/** The same where the operator's key adds to an answer; null without it. */
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

/** For commands that read more than this, so that all faults are named at once. */
export function readAdmin(reading: Reading, flags: AdminFlags): AdminSettings {
  const url = reading.url(flags.url);
  const adminKey = reading.adminKey(flags.adminKey);
  if (adminKey === null) reading.problems.push(TEXTS.settings.adminKeyMissing);
  return { url, adminKey: adminKey ?? "" };
}
