import type { Queries } from "./queries.js";

const KEY = "hashtextextended(current_schema()::text || $1::text, 0)";

/**
 * Waits for a lock of that name until the transaction ends: for decisions on what is not there yet, so
 * that no row can be locked. Another installation in the same database, in a schema of its own, has
 * locks of its own.
 */
export async function lock(transaction: Queries, ...name: readonly string[]): Promise<void> {
  await transaction.first(`SELECT pg_advisory_xact_lock(${KEY}) IS NULL`, [JSON.stringify(name)]);
}

/** Takes a lock as {@link lock} does, or returns false when another has it. */
export async function tryLock(transaction: Queries, ...name: readonly string[]): Promise<boolean> {
  const row = await transaction.first(
    `SELECT CASE WHEN pg_try_advisory_xact_lock(${KEY}) THEN 1 ELSE 0 END AS is_taken`,
    [JSON.stringify(name)],
  );
  return row?.["is_taken"] === 1;
}
