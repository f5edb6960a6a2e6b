import { MigrationError } from "../migrations.js";
import { SqliteDatabase } from "./database.js";
import { migrateSqlite } from "./migrate.js";

/**
 * Opens the existing file of an installation, and migrates it. While it is open, no other process can open
 * it. Null when another process has it open.
 */
export async function openAlone(path: string): Promise<SqliteDatabase | null> {
  const database = await openLocked(path);
  if (database === null) return null;
  try {
    migrateSqlite(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The same for a file that stays as it is: it is not migrated. */
export async function openLocked(path: string): Promise<SqliteDatabase | null> {
  const database = await SqliteDatabase.open(path);
  try {
    if (!lockFile(database)) {
      await database.close();
      return null;
    }
    refuseStrange(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Locks the file against every other process until it is closed; false when another process has it open.
 * A running server keeps the file open in WAL mode, even when it is idle. Only the last process that has
 * a file open can leave that mode, so leaving it fails while a server runs. The next server that opens
 * the file returns to WAL mode.
 */
function lockFile(database: SqliteDatabase): boolean {
  try {
    database.script("PRAGMA busy_timeout = 0");
    database.script("PRAGMA locking_mode = EXCLUSIVE");
    database.script("PRAGMA journal_mode = DELETE");
    database.script("BEGIN EXCLUSIVE; COMMIT");
    return true;
  } catch (error) {
    if (error instanceof Error && /locked|busy/.test(error.message)) return false;
    throw error;
  }
}

/** Rejects the file of another program, which must not receive our tables. */
function refuseStrange(database: SqliteDatabase): void {
  const record = database.first("SELECT 1 AS found FROM sqlite_schema WHERE name = 'migrations'");
  if (record === null) throw new MigrationError("it holds no installation of Dingdan");
}
