import type { Queries } from "./queries.js";

const KEY = "hashtextextended(current_schema()::text || $1::text, 0)";

/**
 * Waits for the lock with this name, and holds it until the transaction ends: for decisions on rows that
 * do not exist yet and so cannot be locked. Installations in other schemas of the same database have
 * separate locks.
 */
export async function lock(transaction: Queries, ...name: readonly string[]): Promise<void> {
  await transaction.first(`SELECT pg_advisory_xact_lock(${KEY}) IS NULL`, [JSON.stringify(name)]);
}

/** Takes a lock as {@link lock} does, but returns false when another transaction has it. */
export async function tryLock(transaction: Queries, ...name: readonly string[]): Promise<boolean> {
  const row = await transaction.first(
    `SELECT CASE WHEN pg_try_advisory_xact_lock(${KEY}) THEN 1 ELSE 0 END AS is_taken`,
    [JSON.stringify(name)],
  );
  return row?.["is_taken"] === 1;
}
