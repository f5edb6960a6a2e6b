import { TEXTS } from "../texts.js";
import { type Environment, Reading } from "./reading.js";

export interface ExecFlags {
  readonly url?: string;
  readonly database?: string;
  readonly caDir?: string;
}

export interface ExecSettings {
  /** A platform that runs already, or the database on which a sandbox is started. */
  readonly platform:
    | { readonly kind: "running"; readonly url: string }
    | {
        readonly kind: "sandbox";
        readonly databaseUrl: string;
        readonly adminKey: string | null;
      };
  /** Null: an authority that is made for this one run. */
  readonly caFolder: string | null;
}

/**
 * `exec` takes the platform from its flags alone: a URL or a database that a shell has exported for
 * a real platform must not lead a test run to it.
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
