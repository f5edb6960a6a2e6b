import { type Environment, Reading } from "./reading.js";
import { sealKeys } from "./serve.js";

export interface BackupFlags {
  readonly database?: string;
  readonly force?: true;
}

export interface RestoreFlags extends BackupFlags {
  readonly erasures?: string;
  readonly sealKeyFile?: string;
  readonly previousSealKeyFile?: string;
}

/** The settings of `restore`. The keys are those with which the server is started. */
export function restoreSettings(flags: RestoreFlags, environment: Environment) {
  const reading = new Reading(environment);
  const databaseUrl = reading.databaseUrl(flags.database);
  const erasuresFile = reading.value(flags.erasures, "--erasures", null);
  const keys = sealKeys(reading, flags);
  reading.throwIfBad();
  return { databaseUrl, erasuresFile, keys };
}
