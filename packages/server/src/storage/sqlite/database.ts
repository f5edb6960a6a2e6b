import { setTimeout } from "node:timers/promises";
import { Batcher, type BatcherLimits } from "../batcher.js";
import type { Row, SqlValue } from "../rows/row.js";
import type { Connection, Statement } from "./driver.js";
import { asStored, type DriverRow, storable } from "./driver-rows.js";
import { isBusy, openConnection, type SyncSettings, syncSettingsOf } from "./open-connection.js";
import { type FileIdentity, OpenFiles, requireFile } from "./open-files.js";

export type { Row, SqlValue };

/** How many writes one commit takes: a few milliseconds for uploads. A larger commit would delay reads. */
export const BATCH_SIZE_MAX = 256;
/** How many writes may wait for a commit; one more is rejected with an OverloadedError. */
export const QUEUE_SIZE_MAX = 10_000;

/** While a connection waits for a lock, its thread does nothing else. */
const MAIN_BUSY_TIMEOUT_MS = 10;
/** The pause between two attempts to write while another program holds the lock. */
const BUSY_PAUSE_MS = 50;

/** A prepared statement and the names of its columns, which would cost more to read from each row. */
interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[];
}

/** FULL: a commit is on the disk when it returns. NORMAL: the next FULL commit syncs it. */
type SyncMode = "FULL" | "NORMAL";

/** How the writer thread waits for the lock of another program. */
export interface LockWait {
  readonly lockWaitMs: number;
  /** One element, shared between threads: not 0 when no write waits any longer. */
  readonly isClosing: Int32Array;
}

/** What a transaction does besides its jobs. It runs again with each job that is tried alone. */
interface AroundJobs {
  readonly begin?: () => void;
  readonly end?: () => void;
}

interface OpenOptions extends Pick<BatcherLimits, "waitMaxMs"> {
  readonly file?: FileIdentity | null;
}

/** Runs a function while no other thread of this process writes to the file. */
export type Exclusively = <T>(work: () => T) => Promise<T>;

/**
 * One connection to one SQLite file. Reads run immediately. Writes are jobs: all jobs that wait run in
 * one transaction. A job may run twice (alone, after its batch failed), so it must only read and write
 * the database.
 */
export class SqliteDatabase {
  readonly #connection: Connection;
  readonly #files: OpenFiles;
  readonly #statements = new Map<string, Prepared>();
  readonly #writes: Batcher<() => unknown, unknown>;
  #exclusively: Exclusively = (work) => new Promise((resolve) => resolve(work()));
  /** How a write waits for the lock of another program, when it may block its thread. */
  #blocking: LockWait | null = null;
  /** How long a write waits for that lock without blocking the thread. */
  #lockWaitMs = 0;
  #syncMode: SyncMode = "FULL";

  private constructor(
    connection: Connection,
    files: OpenFiles,
    { waitMaxMs = Number.POSITIVE_INFINITY },
  ) {
    this.#connection = connection;
    this.#files = files;
    this.#writes = new Batcher((jobs) => this.#whenUnlocked(() => this.#commitTogether(jobs, {})), {
      batchSizeMax: BATCH_SIZE_MAX,
      queueSizeMax: QUEUE_SIZE_MAX,
      waitMaxMs,
    });
  }

  /**
   * Opens a file, or `:memory:`. Every commit is synced to the disk.
   * @param options.waitMaxMs a write that has waited for so long is not carried out
   * @param options.file the file that another connection of this process has open at the path
   * @throws FileReplacedError when the path leads to another file
   */
  static async open(path: string, options: OpenOptions = {}): Promise<SqliteDatabase> {
    const { file = null } = options;
    requireFile(path, file);
    const connection = await openConnection(path);
    return new SqliteDatabase(connection, new OpenFiles(path, file), options);
  }

  /** The open file, for another connection of this process. */
  get file(): FileIdentity | null {
    return this.#files.identity;
  }

  /** How this connection commits what must be kept: `wal` and 2 (FULL) or 3 (EXTRA) keep acknowledged writes. */
  syncSettings(): SyncSettings {
    this.#setSyncMode("FULL");
    return syncSettingsOf(this.#connection);
  }

  /**
   * The connection of the writer thread: while it waits for a lock of another program, the thread is
   * blocked. SQLite itself never waits: the driver aborts the process when a thread is terminated in a
   * native call that fails.
   */
  blockForLocks(wait: LockWait): void {
    this.#blocking = wait;
    this.#connection.exec("PRAGMA busy_timeout = 0");
  }

  /**
   * Shares the file with the writer thread: from now on, every write asks for exclusive access.
   * @param lockWaitMs how long a write waits for the lock of another program. The main thread answers
   *   other calls meanwhile
   */
  shareFile(exclusively: Exclusively, lockWaitMs: number): void {
    this.#exclusively = exclusively;
    this.#lockWaitMs = lockWaitMs;
    this.#connection.exec(`PRAGMA busy_timeout = ${MAIN_BUSY_TIMEOUT_MS}`);
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
   * Runs a job in a separate transaction whose commit is not synced to the disk: for rows that may be
   * lost when the machine fails. The next synced commit also syncs this one.
   */
  writeUnsynced<T>(job: () => T): Promise<T> {
    return this.#whenUnlocked(() => this.#commit(job, "NORMAL"));
  }

  /** Runs work that is no transaction while no other thread writes. */
  alone<T>(work: () => T): Promise<T> {
    return this.#whenUnlocked(work);
  }

  /** Runs a job immediately, in a separate transaction. */
  transaction<T>(job: () => T): T {
    return this.#commit(job, "FULL");
  }

  #commit<T>(job: () => T, mode: SyncMode): T {
    // A rollback can fail, as on a broken disk. Its transaction must not stay.
    if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
    this.#setSyncMode(mode);
    this.#begin();
    try {
      const result = job();
      this.#connection.exec("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #begin(): void {
    const wait = this.#blocking;
    const untilMs = performance.now() + (wait?.lockWaitMs ?? 0);
    for (;;) {
      this.#files.check();
      try {
        this.#connection.exec("BEGIN IMMEDIATE");
        this.#files.noteCompanions();
        return;
      } catch (error) {
        if (wait === null || !isBusy(error) || performance.now() >= untilMs) throw error;
        if (Atomics.load(wait.isClosing, 0) !== 0) throw error;
        Atomics.wait(wait.isClosing, 0, 0, BUSY_PAUSE_MS);
      }
    }
  }

  /** A failed COMMIT may have ended the transaction by itself (a full disk does). */
  #rollBack(): void {
    if (!this.#connection.isTransaction) return;
    try {
      this.#connection.exec("ROLLBACK");
    } catch {
      // The error of the job says what is wrong. The next transaction rolls back first.
    }
  }

  /** Each transaction sets its mode: one that failed may have left another. */
  #setSyncMode(mode: SyncMode): void {
    if (mode === this.#syncMode) return;
    this.#connection.exec(`PRAGMA synchronous = ${mode}`);
    this.#syncMode = mode;
  }

  /** Runs jobs immediately, in one transaction. A job that fails does not fail the others. */
  commitAll<T>(jobs: readonly (() => T)[], around: AroundJobs = {}): PromiseSettledResult<T>[] {
    try {
      return this.#commitTogether(jobs, around);
    } catch (reason) {
      return jobs.map(() => ({ status: "rejected", reason }));
    }
  }

  /** @throws when the transaction cannot begin: then each job alone would wait for the lock in turn */
  #commitTogether<T>(jobs: readonly (() => T)[], around: AroundJobs): PromiseSettledResult<T>[] {
    let hasBegun = false;
    try {
      const results = this.transaction(() => {
        hasBegun = true;
        around.begin?.();
        const values = jobs.map((job) => job());
        around.end?.();
        return values;
      });
      return results.map((value) => ({ status: "fulfilled", value }));
    } catch (reason) {
      if (!hasBegun) throw reason;
      // One bad job must not fail the others, so each gets a separate transaction.
      if (jobs.length === 1) return [{ status: "rejected", reason }];
      return jobs.flatMap((job) => this.commitAll([job], around));
    }
  }

  /** Runs work when no other thread writes, and repeats it while another program holds the lock. */
  async #whenUnlocked<T>(work: () => T): Promise<T> {
    const untilMs = performance.now() + this.#lockWaitMs;
    for (;;) {
      try {
        return await this.#exclusively(work);
      } catch (error) {
        if (!isBusy(error) || performance.now() >= untilMs) throw error;
        await setTimeout(BUSY_PAUSE_MS);
      }
    }
  }

  /** Waits for the writes in progress and in the queue. */
  drain(): Promise<void> {
    return this.#writes.drain();
  }

  async close(): Promise<void> {
    await this.drain();
    this.#statements.clear();
    // SQLite finds the log by its name: it would delete the log of the file that has taken the name.
    if (this.#files.areReplaced) return;
    this.#emptyLog();
    this.#connection.close();
  }

  /**
   * Moves all commits from the log to the file, so that a copy of the file alone is complete. The driver
   * keeps the file open until its statements are collected as garbage, so SQLite does not do this itself.
   */
  #emptyLog(): void {
    try {
      this.#connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // A locked file or a full disk. The log remains, and the next start reads it.
    }
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
