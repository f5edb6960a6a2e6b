import type { SqliteDatabase } from "./database.js";

// Versions before erasures existed left the bytes of deleted rows inside pages. `user_version` in the header
// of the file, which nothing else uses, says that such bytes cannot be in it.
const OVERWRITES = 1;

/** The file is new, or was written again: all that is deleted in it is overwritten. */
export function noteOverwritten(database: SqliteDatabase): void {
  database.script(`PRAGMA user_version = ${OVERWRITES}`);
}

/** Whether a version that did not overwrite what it deleted may have left some of it in the file. */
export const hasSlack = (database: SqliteDatabase): boolean =>
  database.first("PRAGMA user_version")?.["user_version"] !== OVERWRITES;
