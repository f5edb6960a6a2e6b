import { setTimeout } from "node:timers/promises";
import type { SqliteDatabase } from "./database.js";

/** How many pages one commit takes: a few milliseconds. */
const PAGES = 256;
/** Pages that other work frees meanwhile are taken too, but not without end. */
const STEPS_MAX = 100_000;
const CHECKPOINTS_MAX = 20;
const PAUSE_MS = 50;

/**
 * Overwrites the free pages of the file with zeros, and empties its log: deleted rows leave their bytes in
 * both. Free pages become rows of zeros, and deleting those writes zeros again.
 * @returns false when a reader kept the log from being emptied
 */
export async function overwriteFreePages(database: SqliteDatabase): Promise<boolean> {
  await database.write(() => database.run(CREATE));
  const pageSize = numberOf(database, "PRAGMA page_size");
  for (let step = 0; step < STEPS_MAX; step++) {
    const isDone = await database.write(() => {
      const free = numberOf(database, "PRAGMA freelist_count");
      if (free > 0) database.run(FILL, Math.min(free, PAGES) * pageSize);
      return free <= PAGES;
    });
    if (isDone) break;
    await new Promise(setImmediate);
  }
  while ((await database.write(() => database.run(DELETE_ONE))) > 0) {
    await new Promise(setImmediate);
  }
  await database.write(() => database.run("DROP TABLE zeros"));
  return emptyLog(database);
}

const CREATE = "CREATE TABLE IF NOT EXISTS zeros (number INTEGER PRIMARY KEY, bytes BLOB) STRICT";
const FILL = "INSERT INTO zeros (bytes) VALUES (zeroblob(?))";
const DELETE_ONE = "DELETE FROM zeros WHERE number = (SELECT min(number) FROM zeros)";

async function emptyLog(database: SqliteDatabase): Promise<boolean> {
  for (let attempt = 0; attempt < CHECKPOINTS_MAX; attempt++) {
    const isEmpty = await database.alone(() => {
      const row = database.first("PRAGMA wal_checkpoint(TRUNCATE)");
      return row?.["busy"] === 0;
    });
    if (isEmpty) return true;
    await setTimeout(PAUSE_MS);
  }
  return false;
}

const numberOf = (database: SqliteDatabase, pragma: string): number =>
  Number(Object.values(database.first(pragma) ?? {})[0] ?? 0);
