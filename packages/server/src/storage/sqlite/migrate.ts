import { type AppliedMigration, outstandingMigrations, readMigrations } from "../migrations.js";
import type { SqliteDatabase } from "./database.js";
import { noteOverwritten } from "./overwritten.js";

/**
 * Brings a database up to date and returns the names of the applied migrations. All of them run in one
 * transaction, so when several processes start at the same time, one migrates and the others wait.
 */
export function migrateSqlite(database: SqliteDatabase): string[] {
  const migrations = readMigrations("sqlite");
  return database.transaction(() => {
    database.script(
      `CREATE TABLE IF NOT EXISTS migrations (
         name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL
       ) STRICT`,
    );
    const applied = database.all<AppliedMigration>(
      "SELECT name, checksum FROM migrations ORDER BY name",
    );
    if (applied.length === 0) noteOverwritten(database);
    const outstanding = outstandingMigrations(migrations, applied);
    for (const { name, sql, checksum } of outstanding) {
      database.script(sql);
      database.run(
        "INSERT INTO migrations (name, checksum, applied_at) VALUES (?, ?, datetime('now'))",
        name,
        checksum,
      );
    }
    return outstanding.map(({ name }) => name);
  });
}
