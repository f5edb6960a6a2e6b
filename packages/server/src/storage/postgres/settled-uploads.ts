import type { PostgresDatabase } from "./database.js";

const GIVEN_OUT = `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS number
  FROM upload_numbers`;

const WRITERS = `SELECT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'relation' AND relation = 'uploads'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND mode = 'RowExclusiveLock' AND granted`;

/** What was seen at one moment: the number given out last, and the transactions that were writing. */
interface Sight {
  readonly number: number;
  readonly writers: ReadonlySet<string>;
}

/**
 * Up to which number all uploads are committed or will never be. Numbers are given out before the
 * commit, in any order and to any process. But whoever takes one has locked the table for writing
 * before, and holds that lock until its transaction is over; so a number that was seen given out is
 * settled when all who held the lock at that moment, or just after it, hold it no longer. That needs
 * no guess of how long a transaction may last.
 */
export class SettledUploads {
  readonly #database: PostgresDatabase;
  #awaited: Sight | null = null;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  /** The last settled number; 0 when none is known to be. What comes before it is not looked at again. */
  async lastNumber(): Promise<number> {
    const sight = await this.#look();
    if (sight.writers.size === 0) {
      this.#awaited = null;
      return sight.number;
    }
    const awaited = this.#awaited;
    const isOver =
      awaited !== null && ![...awaited.writers].some((writer) => sight.writers.has(writer));
    if (awaited === null || isOver) this.#awaited = sight;
    // A standby that took over may have numbers to give out anew.
    return isOver ? Math.min(awaited.number, sight.number) : 0;
  }

  /** The number first: whoever took it by then is among the writers that are asked for after it. */
  async #look(): Promise<Sight> {
    const row = await this.#database.first<{ number: number }>(GIVEN_OUT);
    const rows = await this.#database.all<{ writer: string }>(WRITERS);
    return {
      number: row?.number ?? 0,
      writers: new Set(rows.map(({ writer }) => writer)),
    };
  }
}
