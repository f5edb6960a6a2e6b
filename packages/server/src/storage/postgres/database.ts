import { setTimeout } from "node:timers/promises";
import { type Client, Pool, type PoolClient } from "pg";
import { within } from "../../within.js";
import { OverloadedError } from "../overloaded-error.js";
import type { Row } from "../rows/row.js";
import type { ConnectionMetrics } from "../store.js";
import {
  CommitUnknownError,
  isLockTimeout,
  isLostConnection,
  isReadTimeout,
  isRolledBack,
} from "./faults.js";
import { type Queries, queriesOn, type Transaction } from "./queries.js";
import { COLUMN_TYPES, type SqlParameter } from "./values.js";

export interface PostgresOptions {
  /** The largest number of connections of this process; more work waits for one. @default 10 */
  readonly poolSize?: number;
  /** How long one statement may take. Past this, it fails; 0 means no limit. @default 30_000 */
  readonly statementTimeoutMs?: number;
  /** How long one statement waits for a lock. Past this, it is retried or fails. @default 2_000 */
  readonly lockTimeoutMs?: number;
  /** How long {@link PostgresDatabase.close} waits for work in progress. @default 4_000 */
  readonly closeTimeoutMs?: number;
  /** True when Citus distributes the tables over several servers. @default false */
  readonly isDistributed?: boolean;
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
}

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Five attempts wait ten seconds. Each is longer than the server's deadlock_timeout. */
const LOCK_TIMEOUT_MS = 2_000;
/** When an idle connection starts to send keep-alive probes, which detect a host that fails silently. */
const KEEP_ALIVE_MS = 10_000;
/** Past this, an idle connection is closed. It is longer than the usual pauses between calls. */
const IDLE_MS = 60_000;
/** How long past its timeout a statement may take to fail on the server. Past this, the read times out. */
const READ_GRACE_MS = 5_000;
const CLOSE_TIMEOUT_MS = 4_000;
const QUEUE_SIZE_MAX = 10_000;
const ATTEMPTS_MAX = 5;
const BACKOFF_MS = 10;

/**
 * A pool of connections to one PostgreSQL database. It retries work that the server rolled back, and
 * work whose connection was lost before its commit, a few times. So a job of {@link transaction} may run
 * more than once, and must only read and write the database.
 */
export class PostgresDatabase implements Queries {
  readonly isDistributed: boolean;
  readonly #pool: Pool;
  readonly #closeTimeoutMs: number;
  readonly #clients = new Set<Client>();
  readonly #inProgress = new Set<Promise<unknown>>();
  #retries = 0;
  #isClosed = false;
  /** True when connections were cut to close in time. Failed work is then not retried. */
  #isCut = false;

  /** Connects at the first statement. */
  constructor(databaseUrl: string, options: PostgresOptions = {}) {
    const {
      poolSize = POOL_SIZE,
      statementTimeoutMs = STATEMENT_TIMEOUT_MS,
      lockTimeoutMs = LOCK_TIMEOUT_MS,
    } = options;
    this.isDistributed = options.isDistributed ?? false;
    this.#closeTimeoutMs = options.closeTimeoutMs ?? CLOSE_TIMEOUT_MS;
    this.#pool = new Pool({
      connectionString: databaseUrl,
      application_name: "dingdan",
      max: poolSize,
      types: COLUMN_TYPES,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      idleTimeoutMillis: IDLE_MS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...(statementTimeoutMs === 0
        ? {}
        : {
            statement_timeout: statementTimeoutMs,
            idle_in_transaction_session_timeout: statementTimeoutMs,
            lock_timeout: Math.min(lockTimeoutMs, statementTimeoutMs),
            query_timeout: statementTimeoutMs + READ_GRACE_MS,
          }),
    });
    // The pool replaces a connection that is lost while it is idle; one that is lost during work rejects
    // that work. Neither may end the process, as an `error` event without a listener does.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => {
      client.on("error", () => {});
      this.#clients.add(client);
    });
    this.#pool.on("remove", (client) => this.#clients.delete(client));
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
      () => this.#withClient((client) => queriesOn(client, this).run(statement, values)),
    );
  }

  /**
   * Commits one statement that changes nothing when it runs a second time, and returns its rows. It is
   * retried after a rollback by the server, and when its connection is lost.
   */
  write(
    statement: string,
    values: readonly SqlParameter[],
    { isPatient = true }: WriteOptions = {},
  ): Promise<Row[]> {
    return this.#withRetries(
      (error) =>
        isRolledBack(error) || isLostConnection(error) || (isPatient && isLockTimeout(error)),
      () => this.#withClient((client) => queriesOn(client, this).all(statement, values)),
    );
  }

  /** Runs a job in a transaction (READ COMMITTED) and returns after the commit. */
  transaction<T>(
    job: (transaction: Transaction) => Promise<T>,
    { isPatient = true, isRepeatable = false }: TransactionOptions = {},
  ): Promise<T> {
    const mayRepeat = (error: unknown) =>
      isRolledBack(error) ||
      isLostConnection(error) ||
      (isPatient && isLockTimeout(error)) ||
      (isRepeatable && error instanceof CommitUnknownError);
    return this.#withRetries(mayRepeat, () =>
      this.#withClient((client) => commit(client, this, "ISOLATION LEVEL READ COMMITTED", job)),
    );
  }

  /** Runs several reads that see the database at one moment. */
  snapshot<T>(job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#withRetries(mayReadAgain, () =>
      this.#withClient((client) =>
        commit(client, this, "ISOLATION LEVEL REPEATABLE READ READ ONLY", job),
      ),
    );
  }

  metrics(): ConnectionMetrics {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return {
      total: totalCount,
      idle: idleCount,
      waiting: waitingCount,
      retries: this.#retries,
    };
  }

  /**
   * Waits for the work in progress, then closes every connection.
   * @throws DeadlineError when that takes too long, for example when the server does not answer. Every
   *   connection is then cut, so that the process can end
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = Promise.allSettled(this.#inProgress).then(() => this.#pool.end());
    try {
      await within(closed, this.#closeTimeoutMs, "the work in progress on the database");
    } catch (error) {
      this.#isCut = true;
      // Ending a client that is at work cuts its connection.
      for (const client of this.#clients) void client.end().catch(() => {});
      throw error;
    }
  }

  #read<T>(job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#withRetries(mayReadAgain, () =>
      this.#withClient((client) => job(queriesOn(client, this))),
    );
  }

  async #withRetries<T>(
    mayRepeat: (error: unknown) => boolean,
    work: () => Promise<T>,
  ): Promise<T> {
    if (this.#isClosed) throw new Error("the database is closed");
    const done = this.#attempts(mayRepeat, work);
    this.#inProgress.add(done);
    try {
      return await done;
    } finally {
      this.#inProgress.delete(done);
    }
  }

  async #attempts<T>(mayRepeat: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || this.#isCut || !mayRepeat(error)) throw error;
        this.#retries++;
        // A random pause, so that two transactions that blocked each other do not do so again.
        await setTimeout(BACKOFF_MS * 2 ** attempt * Math.random());
      }
    }
  }

  async #withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const { waitingCount } = this.#pool;
    if (waitingCount >= QUEUE_SIZE_MAX) {
      throw new OverloadedError("tasks", "a database connection", waitingCount);
    }
    const client = await this.#pool.connect();
    let isUsable = false;
    try {
      const result = await work(client);
      isUsable = true;
      return result;
    } catch (error) {
      isUsable = !isLostConnection(error) && !isReadTimeout(error) && isOutside(client);
      throw error;
    } finally {
      client.release(!isUsable);
    }
  }
}

const mayReadAgain = (error: unknown) => isLostConnection(error) || isLockTimeout(error);

async function commit<T>(
  client: PoolClient,
  spread: Pick<Queries, "isDistributed">,
  mode: string,
  job: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  await client.query(`BEGIN ${mode}`);
  let result: T;
  try {
    result = await job(queriesOn(client, spread));
  } catch (error) {
    // When the rollback fails, the connection is closed, which also rolls the transaction back.
    await client.query("ROLLBACK").catch(() => {});
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

/** Whether the connection has no open transaction, so that it can be used again. */
const isOutside = (client: PoolClient) => client.getTransactionStatus() === "I";
