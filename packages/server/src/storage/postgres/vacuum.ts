import { BUYER_TABLES } from "../../domain/buyer-data/tables.js";
import type { PostgresDatabase } from "./database.js";

/**
 * Removes the rows that an erasure has deleted from the files of its tables. A table that takes longer than
 * a statement may, or that the role may not vacuum, is left to autovacuum.
 * @returns false when some are left
 */
export async function vacuumBuyerTables(database: PostgresDatabase): Promise<boolean> {
  let isDone = true;
  for (const table of Object.keys(BUYER_TABLES)) {
    await database.run(`VACUUM ${table}`).catch(() => {
      isDone = false;
    });
  }
  return isDone;
}
