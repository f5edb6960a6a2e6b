import type { AdminSettings } from "./admin.js";
import { adminSettings } from "./admin.js";
import type { Environment } from "./reading.js";
import { type ServeFlags, type ServeSettings, serveSettings } from "./serve.js";

export interface DoctorFlags extends ServeFlags {
  readonly url?: string;
}

export interface DoctorSettings {
  /** The settings that `serve` would use. */
  readonly installation: ServeSettings;
  /** The running platform to check instead; null: check this machine. */
  readonly running: AdminSettings | null;
}

/**
 * The running platform is named only by the flag: a variable that other commands use must not replace the
 * checks of this machine.
 */
export function doctorSettings(flags: DoctorFlags, environment: Environment): DoctorSettings {
  const { url } = flags;
  return {
    installation: serveSettings(flags, environment),
    running: url === undefined ? null : adminSettings({ ...flags, url }, environment),
  };
}
