import type { PostgresDatabase } from "./database.js";

/** It needs only USAGE on the sequence, as docs/postgresql.md says; a SELECT of it needs another right. */
const GIVEN_OUT = `SELECT coalesce(pg_sequence_last_value('upload_numbers'::regclass), 0) AS number`;

const WRITERS = `SELECT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'relation' AND relation = 'uploads'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND mode = 'RowExclusiveLock' AND granted`;

/** One observation: the number that was assigned last, and the transactions that were writing. */
interface Observation {
  readonly number: number;
  readonly writers: ReadonlySet<string>;
}

/**
 * Finds the number up to which every upload is settled: committed, or rolled back. A transaction gets
 * numbers before its commit, in any order among all processes. But it locks the table for writing before
 * it takes a number, and holds that lock until it ends. So an assigned number is settled when every
 * transaction that held the lock just after the number was observed has released it. This needs no
 * assumption about how long a transaction may last.
 */
export class SettledUploads {
  readonly #database: PostgresDatabase;
  #awaited: Observation | null = null;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  /** The last settled number; 0 when none is known. The index does not read uploads before it again. */
  async lastNumber(): Promise<number> {
    const seen = await this.#observe();
    if (seen.writers.size === 0) {
      this.#awaited = null;
      return seen.number;
    }
    const awaited = this.#awaited;
    const hasEnded =
      awaited !== null && ![...awaited.writers].some((writer) => seen.writers.has(writer));
    if (awaited === null || hasEnded) this.#awaited = seen;
    // After a failover to a standby, the sequence may assign some numbers again.
    return hasEnded ? Math.min(awaited.number, seen.number) : 0;
  }

  /** Reads the number first: a transaction that took it is among the writers that are read after it. */
  async #observe(): Promise<Observation> {
    const row = await this.#database.first<{ number: number }>(GIVEN_OUT);
    const rows = await this.#database.all<{ writer: string }>(WRITERS);
    return {
      number: row?.number ?? 0,
      writers: new Set(rows.map(({ writer }) => writer)),
    };
  }
}
