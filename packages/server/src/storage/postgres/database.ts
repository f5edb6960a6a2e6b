import { setTimeout } from "node:timers/promises";
import type { PoolClient } from "pg";
import { storageDeadlines } from "../call-deadline.js";
import { CommitUnknownError } from "../commit-unknown-error.js";
import type { OverloadedError } from "../overloaded-error.js";
import type { Row } from "../rows/row.js";
import type { ConnectionMetrics } from "../store.js";
import { commitOnce } from "./commit-once.js";
import { Connections } from "./connections.js";
import { isLockTimeout, isLostConnection, isReadTimeout, isRolledBack } from "./faults.js";
import { type Queries, queriesOn, type Transaction } from "./queries.js";
import type { SqlParameter } from "./values.js";

export interface PostgresOptions {
  /** The largest number of connections of this process; more work waits for one. @default 10 */
  readonly poolSize?: number;
  /** How long a call may take; work for a call is given up before. @default 5_000 */
  readonly callDeadlineMs?: number;
  /**
   * How long one statement may take. Past this, it fails; 0 means no limit.
   * @default 4_000: 0.8 of a call's deadline
   */
  readonly statementTimeoutMs?: number;
  /** How long one statement waits for a lock. Past this, it is retried or fails. @default 2_000 */
  readonly lockTimeoutMs?: number;
  /** How long {@link PostgresDatabase.close} waits for work in progress. @default 4_000 */
  readonly closeTimeoutMs?: number;
  /** True when Citus distributes the tables over several servers. @default false */
  readonly isDistributed?: boolean;
  /** Called for each job that is rejected because too many wait. */
  readonly onOverload?: (fault: OverloadedError) => void;
}

export interface WriteOptions {
  /**
   * True to retry after a lock timeout, as after a rollback by the server. False to fail immediately,
   * for work that other jobs wait for. @default true
   */
  readonly isPatient?: boolean;
}

export interface TransactionOptions extends WriteOptions {
  /**
   * True when running the job a second time changes nothing. It is then retried even when the connection
   * is lost during COMMIT, which may have succeeded. @default false
   */
  readonly isRepeatable?: boolean;
  /**
   * True for a job that must be carried out once, such as a count: when the connection is lost during
   * COMMIT, the server is asked whether it happened. It costs one more statement. @default false
   */
  readonly isExact?: boolean;
}

const POOL_SIZE = 10;
/** Longer than the server's deadlock_timeout. */
const LOCK_TIMEOUT_MS = 2_000;
const CLOSE_TIMEOUT_MS = 4_000;
const ATTEMPTS_MAX = 5;
const BACKOFF_MS = 10;
/** How long one statement of a job may take: of counts of all orders, sweeps and upgrades. */
const LONG_STATEMENT_MS = 30_000;
/** How long a long statement may take to fail on the server. Past this, the read times out. */
const LONG_READ_GRACE_MS = 5_000;

/**
 * One PostgreSQL database. It retries work that the server rolled back, and work whose connection was
 * lost before its commit, a few times, while a call may wait. So a job of {@link transaction} may run
 * more than once, and must only read and write the database.
 */
export class PostgresDatabase implements Queries {
  readonly isDistributed: boolean;
  readonly #connections: Connections;
  /** No attempt begins when work has taken so long. */
  readonly #attemptsMs: number;
  /** For work that no call waits for: how long each statement may take. Null for the usual limits. */
  readonly #longStatementMs: number | null;
  /** The same database, with the other limits. */
  #longWork: PostgresDatabase | null = null;

  /** Connects at the first statement. */
  constructor(databaseUrl: string | Connections, options: PostgresOptions = {}) {
    const deadlines = storageDeadlines(options.callDeadlineMs);
    const { statementTimeoutMs = deadlines.workMs } = options;
    this.isDistributed = options.isDistributed ?? false;
    this.#longStatementMs = databaseUrl instanceof Connections ? LONG_STATEMENT_MS : null;
    const hasLimits = this.#longStatementMs === null && statementTimeoutMs > 0;
    this.#attemptsMs = hasLimits ? deadlines.workMs : Number.POSITIVE_INFINITY;
    this.#connections =
      databaseUrl instanceof Connections
        ? databaseUrl
        : new Connections(databaseUrl, {
            poolSize: options.poolSize ?? POOL_SIZE,
            statementTimeoutMs,
            lockTimeoutMs: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
            deadlines,
            closeTimeoutMs: options.closeTimeoutMs ?? CLOSE_TIMEOUT_MS,
            onOverload: options.onOverload ?? (() => {}),
          });
  }

  /**
   * The same database for work that no call waits for, or that may take long: its statements may take
   * 30 s each. They share the connections.
   */
  get forLongWork(): PostgresDatabase {
    const { isDistributed } = this;
    this.#longWork ??= new PostgresDatabase(this.#connections, { isDistributed });
    return this.#longWork;
  }

  /** Reads one row; retried when the connection is lost, or when it waited too long for a lock. */
  first<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R | null> {
    return this.#read((queries) => queries.first<R>(statement, values));
  }

  /** Reads rows; retried when the connection is lost, or when it waited too long for a lock. */
  all<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R[]> {
    return this.#read((queries) => queries.all<R>(statement, values));
  }

  /**
   * Commits one statement. It is retried after a rollback by the server and after a lock timeout; a
   * repeatable one also when its connection is lost.
   */
  run(
    statement: string,
    values?: readonly SqlParameter[],
    { isRepeatable = false }: Pick<TransactionOptions, "isRepeatable"> = {},
  ): Promise<number> {
    return this.#withRetries(
      (error) =>
        isRolledBack(error) || isLockTimeout(error) || (isRepeatable && isLostConnection(error)),
      () => this.#withQueries("READ WRITE", (queries) => queries.run(statement, values)),
    );
  }

  /**
   * Commits one statement that changes nothing when it runs a second time, and returns its rows. It is
   * retried after a rollback by the server, and, unless it is not repeatable, when its connection is lost.
   */
  write(
    statement: string,
    values: readonly SqlParameter[],
    { isPatient = true, isRepeatable = true }: Omit<TransactionOptions, "isExact"> = {},
  ): Promise<Row[]> {
    return this.#withRetries(
      (error) =>
        isRolledBack(error) ||
        (isRepeatable && isLostConnection(error)) ||
        (isPatient && isLockTimeout(error)),
      () => this.#withQueries("READ WRITE", (queries) => queries.all(statement, values)),
    );
  }

  /** Runs a job in a transaction (READ COMMITTED) and returns after the commit. */
  transaction<T>(
    job: (transaction: Transaction) => Promise<T>,
    { isPatient = true, isRepeatable = false, isExact = false }: TransactionOptions = {},
  ): Promise<T> {
    const mayRepeat = (error: unknown) =>
      isRolledBack(error) ||
      isLostConnection(error) ||
      (isPatient && isLockTimeout(error)) ||
      (isRepeatable && error instanceof CommitUnknownError);
    const mode = "ISOLATION LEVEL READ COMMITTED";
    return this.#withRetries(mayRepeat, () =>
      isExact
        ? commitOnce((known) => this.#commit(mode, known), job, this.forLongWork)
        : this.#commit(mode, job),
    );
  }

  /** Runs several reads that see the database at one moment. */
  snapshot<T>(job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#withRetries(mayReadAgain, () =>
      this.#commit("ISOLATION LEVEL REPEATABLE READ READ ONLY", job),
    );
  }

  metrics(): ConnectionMetrics {
    return this.#connections.metrics();
  }

  /** See `Connections.close`. */
  close(): Promise<void> {
    return this.#connections.close();
  }

  #read<T>(job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#withRetries(mayReadAgain, () => this.#withQueries("READ ONLY", job));
  }

  /** Runs statements that commit by themselves. Long ones need a transaction, which sets their limit. */
  #withQueries<T>(mode: string, job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#longStatementMs === null
      ? this.#connections.lend((client) => job(queriesOn(client, this)))
      : this.#commit(mode, job);
  }

  #commit<T>(mode: string, job: (transaction: Transaction) => Promise<T>): Promise<T> {
    const longMs = this.#longStatementMs;
    if (longMs === null) {
      return this.#connections.lend((client) =>
        commit(client, mode, () => job(queriesOn(client, this))),
      );
    }
    return this.#connections.lend((client) =>
      commit(client, mode, async () => {
        await client.query(`SET LOCAL statement_timeout = ${longMs}`);
        return job(queriesOn(client, this, longMs + LONG_READ_GRACE_MS));
      }),
    );
  }

  #withRetries<T>(mayRepeat: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    return this.#connections.track(() => this.#attempts(mayRepeat, work));
  }

  async #attempts<T>(mayRepeat: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    const startedAtMs = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const isLast =
          attempt === ATTEMPTS_MAX || performance.now() - startedAtMs >= this.#attemptsMs;
        if (isLast || this.#connections.isCut || !mayRepeat(error)) throw error;
        this.#connections.countRetry();
        // A random pause, so that two transactions that blocked each other do not do so again.
        await setTimeout(BACKOFF_MS * 2 ** attempt * Math.random());
      }
    }
  }
}

const mayReadAgain = (error: unknown) => isLostConnection(error) || isLockTimeout(error);

async function commit<T>(client: PoolClient, mode: string, job: () => Promise<T>): Promise<T> {
  await client.query(`BEGIN ${mode}`);
  let result: T;
  try {
    result = await job();
  } catch (error) {
    // When the rollback fails, the connection is closed, which also rolls the transaction back. One that
    // does not reply is closed without waiting for it again.
    if (!isReadTimeout(error)) await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
  let command: string;
  try {
    ({ command } = await client.query("COMMIT"));
  } catch (error) {
    if (isLostConnection(error) || isReadTimeout(error)) throw new CommitUnknownError(error);
    throw error;
  }
  // The server replies ROLLBACK when a statement failed but the job continued.
  if (command !== "COMMIT")
    throw new Error("a statement failed, so the transaction was rolled back");
  return result;
}
