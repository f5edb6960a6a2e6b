import { TEXTS } from "../texts.js";
import { type Environment, Reading } from "./reading.js";

export interface ExecFlags {
  readonly url?: string;
  readonly database?: string;
  readonly caDir?: string;
}

export interface ExecSettings {
  /** A running platform, or the database of the sandbox to start. */
  readonly platform:
    | { readonly kind: "running"; readonly url: string }
    | {
        readonly kind: "sandbox";
        readonly databaseUrl: string;
        readonly adminKey: string | null;
      };
  /** Null: an authority is generated for this run. */
  readonly caFolder: string | null;
}

/**
 * Reads the platform only from flags, not from DINGDAN_URL or DINGDAN_DATABASE_URL: a shell may have
 * exported these for a real platform, which a test run must not reach.
 */
export function execSettings(flags: ExecFlags, environment: Environment): ExecSettings {
  const reading = new Reading(environment);
  if (flags.url !== undefined && flags.database !== undefined) {
    reading.problems.push(TEXTS.settings.urlAndDatabase);
  }
  const settings: ExecSettings = {
    platform:
      flags.url === undefined
        ? {
            kind: "sandbox",
            databaseUrl: reading.databaseUrl(flags.database ?? "sqlite::memory:"),
            adminKey: reading.adminKey(undefined),
          }
        : { kind: "running", url: reading.url(flags.url) },
    caFolder: reading.value(flags.caDir, "--ca-dir", "DINGDAN_CA_DIR"),
  };
  reading.throwIfBad();
  return settings;
}
