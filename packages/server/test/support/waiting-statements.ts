import type { Client } from "pg";

/** Resolves once a statement of another connection to the database waits for a lock. */
export async function untilOneWaits(client: Client): Promise<void> {
  const deadlineMs = Date.now() + 5_000;
  const count = `SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()`;
  while ((await client.query<{ waiting: number }>(count)).rows[0]?.waiting === 0) {
    if (Date.now() > deadlineMs) throw new Error("no statement waited for a lock");
  }
}
