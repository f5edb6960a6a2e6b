import { WRITE_CHECKS } from "../rows/write-check.js";
import type { SqliteDatabase } from "./database.js";

/**
 * Commits and syncs a small write: on a full or read-only disk it fails, as any write does.
 * @throws when the database cannot be written
 */
export function checkWrite(database: SqliteDatabase): void {
  database.transaction(() =>
    database.run(
      `INSERT INTO settings (name, value) VALUES (?, '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
      WRITE_CHECKS,
    ),
  );
}
