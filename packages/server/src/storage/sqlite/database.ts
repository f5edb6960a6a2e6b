import { setTimeout } from "node:timers/promises";
import { Batcher } from "../batcher.js";
import { escapeNul, unescapeNul, unescapeNulBytes } from "../rows/nul.js";
import type { Row, SqlValue } from "../rows/row.js";
import { type Connection, loadDriver, type Statement } from "./driver.js";

export type { Row, SqlValue };

// One commit of so many uploads takes some milliseconds; more would make reads wait.
export const BATCH_SIZE_MAX = 256;
export const QUEUE_SIZE_MAX = 10_000;

const WAL_ATTEMPTS_MAX = 100;
const WAL_PAUSE_MS = 50;

/**
 * Of processes that open a new file at once, one changes it. SQLite does not let the others wait for
 * that, whatever its busy_timeout, since two of them could wait for each other.
 */
async function changeToWal(connection: Connection): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      const isBusy = (error as { errcode?: number }).errcode === SQLITE_BUSY;
      if (!isBusy || attempt === WAL_ATTEMPTS_MAX) throw error;
      await setTimeout(WAL_PAUSE_MS);
    }
  }
}

const SQLITE_BUSY = 5;

const SHARED_BUSY_TIMEOUT_MS = 1_000;

/** As the driver returns it: a text may be read as its bytes. */
type DriverRow = Record<string, SqlValue | Uint8Array>;

/** A prepared statement, and the names of its columns: to ask each row for them costs more. */
interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[];
}

/** Escapes U+0000 in place: the parameters are the call's own. */
function storable(parameters: SqlValue[]): SqlValue[] {
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index];
    if (typeof value === "string") parameters[index] = escapeNul(value);
  }
  return parameters;
}

/** What was stored as {@link storable}, be it read as a text or as its bytes. */
function asStored(row: DriverRow, columns: readonly string[]): Row {
  for (const name of columns) {
    const value = row[name];
    if (typeof value === "string") {
      const text = unescapeNul(value);
      if (text !== value) row[name] = text;
    } else if (value instanceof Uint8Array) row[name] = unescapeNulBytes(value);
  }
  return row as Row;
}

/** Lets a piece of work run while no other thread of this process writes to the file. */
export type Exclusively = <T>(work: () => T) => Promise<T>;

/**
 * One connection to one SQLite file. Reads are answered at once; writes are jobs, of which all that
 * wait are run in one transaction. A job may run twice (alone, after its batch failed), so it must
 * do nothing but read and write the database.
 */
export class SqliteDatabase {
  readonly #connection: Connection;
  readonly #statements = new Map<string, Prepared>();
  readonly #writes: Batcher<() => unknown, unknown>;
  #exclusively: Exclusively = (work) => new Promise((resolve) => resolve(work()));

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#writes = new Batcher((jobs) => this.#exclusively(() => this.commitAll(jobs)), {
      batchSizeMax: BATCH_SIZE_MAX,
      queueSizeMax: QUEUE_SIZE_MAX,
    });
  }

  /** Opens a file, or `:memory:`. Acknowledged means durable: every commit is synced to the disk. */
  static async open(path: string): Promise<SqliteDatabase> {
    const { DatabaseSync } = await loadDriver();
    const connection = new DatabaseSync(path);
    // First of all: the change to WAL, too, must wait for another process that makes the same file.
    connection.exec("PRAGMA busy_timeout = 5000");
    // A commit writes whole pages, mostly of indexes, in which each app has a place of its own: with
    // pages of 4 KiB, 50 apps' uploads were committed 1.4 times as fast as with 16 KiB.
    connection.exec("PRAGMA page_size = 4096");
    await changeToWal(connection);
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    // A checkpoint holds up the commit that runs it, by about 10 ms for these 4 MiB of log; longer where
    // its pages lie far apart, so it is not made larger (docs/performance.md).
    connection.exec("PRAGMA wal_autocheckpoint = 1024");
    connection.exec("PRAGMA cache_size = -32768");
    return new SqliteDatabase(connection);
  }

  /** Shares the file with a thread that writes to it, too: every write asks for exclusive access. */
  shareFile(exclusively: Exclusively): void {
    this.#exclusively = exclusively;
    // While this connection waits for another process's lock, its thread does nothing else.
    this.#connection.exec(`PRAGMA busy_timeout = ${SHARED_BUSY_TIMEOUT_MS}`);
  }

  /** @typeParam R the row that the statement selects */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only the caller knows its SQL
  first<R = Row>(sql: string, ...parameters: SqlValue[]): R | null {
    const { statement, columns } = this.#prepared(sql);
    const row = statement.get(...storable(parameters)) as DriverRow | undefined;
    return row === undefined ? null : (asStored(row, columns) as R);
  }

  all<R = Row>(sql: string, ...parameters: SqlValue[]): R[] {
    const { statement, columns } = this.#prepared(sql);
    const rows = statement.all(...storable(parameters)) as DriverRow[];
    return rows.map((row) => asStored(row, columns) as R);
  }

  /** Runs a statement, inside a job of {@link write}; returns how many rows it changed. */
  run(sql: string, ...parameters: SqlValue[]): number {
    return this.#prepared(sql).statement.run(...storable(parameters)).changes;
  }

  /** Runs statements that take no parameters, such as a migration's. */
  script(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Runs a job in a transaction that it may share; returns after the commit. */
  write<T>(job: () => T): Promise<T> {
    return this.#writes.submit(job) as Promise<T>;
  }

  /**
   * Runs a job in a transaction of its own whose commit is not synced to the disk: for what may be
   * lost with the machine. The next synced commit takes it along.
   */
  writeUnsynced<T>(job: () => T): Promise<T> {
    return this.#exclusively(() => {
      this.#connection.exec("PRAGMA synchronous = NORMAL");
      try {
        return this.transaction(job);
      } finally {
        this.#connection.exec("PRAGMA synchronous = FULL");
      }
    });
  }

  /** Runs a job in a transaction of its own, at once. */
  transaction<T>(job: () => T): T {
    this.#connection.exec("BEGIN IMMEDIATE");
    try {
      const result = job();
      this.#connection.exec("COMMIT");
      return result;
    } catch (error) {
      // A failed COMMIT may have ended the transaction by itself (a full disk does).
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
      throw error;
    }
  }

  /** Runs jobs in one transaction, at once; each has its own outcome, and none fails another. */
  commitAll<T>(jobs: readonly (() => T)[]): PromiseSettledResult<T>[] {
    let hasBegun = false;
    try {
      const results = this.transaction(() => {
        hasBegun = true;
        return jobs.map((job) => job());
      });
      return results.map((value) => ({ status: "fulfilled", value }));
    } catch (reason) {
      // A database that is locked by another process stays so: trying each job would wait for each.
      if (!hasBegun) return jobs.map(() => ({ status: "rejected", reason }));
      // One bad job must not fail its neighbours: each gets a transaction of its own.
      if (jobs.length === 1) return [{ status: "rejected", reason }];
      return jobs.flatMap((job) => this.commitAll([job]));
    }
  }

  /** Waits for the writes under way. */
  drain(): Promise<void> {
    return this.#writes.drain();
  }

  async close(): Promise<void> {
    await this.drain();
    this.#statements.clear();
    this.#connection.close();
  }

  #prepared(sql: string): Prepared {
    let prepared = this.#statements.get(sql);
    if (prepared === undefined) {
      const statement = this.#connection.prepare(sql);
      prepared = { statement, columns: statement.columns().map(({ name }) => name) };
      this.#statements.set(sql, prepared);
    }
    return prepared;
  }
}
