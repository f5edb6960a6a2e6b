import { dirname, join } from "node:path";
import { type Environment, Reading } from "./reading.js";

export function databaseSetting(flags: { readonly database?: string }, environment: Environment) {
  const reading = new Reading(environment);
  const databaseUrl = reading.databaseUrl(flags.database);
  reading.refuseIfBad();
  return databaseUrl;
}

/** Where `migrate --to` copies to. */
export const targetSetting = (flag: string): string => databaseSetting({ database: flag }, {});

/** The file of a SQLite database URL, or null when there is none: in memory, or on a server. */
export function sqliteFileOf(databaseUrl: string): string | null {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : "";
  return file === "" || file === ":memory:" ? null : file;
}

/** Where a sandbox keeps its credentials: beside its database file. */
export function credentialsFileOf(databaseUrl: string): string | null {
  const file = sqliteFileOf(databaseUrl);
  return file === null ? null : join(dirname(file), "sandbox.json");
}
