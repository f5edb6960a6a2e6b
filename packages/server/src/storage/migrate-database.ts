import { readMigrations } from "./migrations.js";
import { engineOf, openStore } from "./open-store.js";

/**
 * Brings a database up to date without starting the platform.
 * @returns the names of the migrations that were applied, and of the newest one
 * @throws SettingsError when the database cannot be opened or migrated
 */
export async function migrateDatabase(
  databaseUrl: string,
): Promise<{ readonly applied: string[]; readonly version: string }> {
  const { store, applied } = await openStore(databaseUrl);
  await store.close();
  return { applied, version: readMigrations(engineOf(databaseUrl)).at(-1)?.name ?? "" };
}
