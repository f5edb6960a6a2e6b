import { dirname, join } from "node:path";
import { type Environment, Reading } from "./reading.js";

export function databaseSetting(flags: { readonly database?: string }, environment: Environment) {
  const reading = new Reading(environment);
  const databaseUrl = reading.databaseUrl(flags.database);
  reading.throwIfBad();
  return databaseUrl;
}

/** The database that `migrate --to` copies to. */
export function targetSetting(flag: string): string {
  const reading = new Reading({});
  const databaseUrl = reading.targetUrl(flag);
  reading.throwIfBad();
  return databaseUrl;
}

/** The file of a SQLite database URL; null for a database in memory or on a server. */
export function sqliteFileOf(databaseUrl: string): string | null {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : "";
  return file === "" || file === ":memory:" ? null : file;
}

/** The file of a sandbox's credentials, next to its database file; null when there is no such file. */
export function credentialsFileOf(databaseUrl: string): string | null {
  const file = sqliteFileOf(databaseUrl);
  return file === null ? null : join(dirname(file), "sandbox.json");
}
