import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { SettingsError } from "../settings-error.js";
import { MigrationError } from "./migrations.js";
import { openSqliteStore } from "./sqlite/store.js";
import type { Store } from "./store.js";

/**
 * Opens the store that a database URL names: `sqlite:FILE` or `sqlite::memory:`. The file and its
 * folder are made when absent.
 * @throws SettingsError when the URL is none of these, or the database cannot be opened or migrated
 */
export async function openStore(
  databaseUrl: string,
  options: { readonly batchSizeMax?: number } = {},
): Promise<{ readonly store: Store; readonly applied: string[] }> {
  const path = sqlitePath(databaseUrl);
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    return await openSqliteStore(path, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice =
      error instanceof MigrationError ? "" : " Is the path right, and may it be written?";
    throw new SettingsError(`The database ${databaseUrl} cannot be used: ${reason}.${advice}`, {
      cause: error,
    });
  }
}

function sqlitePath(databaseUrl: string): string {
  const path = /^sqlite:(.+)$/s.exec(databaseUrl)?.[1];
  if (path !== undefined) return path;
  const wanted = /^postgres(ql)?:/.test(databaseUrl)
    ? "PostgreSQL is not supported by this version; use"
    : "write it as";
  throw new SettingsError(
    `The database URL is not usable: ${wanted} sqlite:FILE or sqlite::memory: (DINGDAN_DATABASE_URL or --database).`,
  );
}
