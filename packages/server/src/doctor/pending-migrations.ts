import {
  type AppliedMigration,
  type Engine,
  outstandingMigrations,
  readMigrations,
} from "../storage/migrations.js";
import { messageOf } from "./check.js";

/** The names of the migrations that a database lacks, or why this version cannot use the database. */
export function pendingMigrations(
  engine: Engine,
  applied: readonly AppliedMigration[],
): { readonly pending: readonly string[]; readonly problem: string | null } {
  try {
    const pending = outstandingMigrations(readMigrations(engine), applied);
    return { pending: pending.map(({ name }) => name), problem: null };
  } catch (error) {
    return { pending: [], problem: messageOf(error) };
  }
}
