import type { Queries } from "./queries.js";

/**
 * Waits for a lock of that name until the transaction ends: for decisions on what is not there yet, so
 * that no row can be locked. Another installation in the same database, in a schema of its own, has
 * locks of its own.
 */
export async function lock(transaction: Queries, ...name: readonly string[]): Promise<void> {
  await transaction.first(
    `SELECT pg_advisory_xact_lock(hashtextextended(current_schema()::text || $1::text, 0)) IS NULL`,
    [JSON.stringify(name)],
  );
}
