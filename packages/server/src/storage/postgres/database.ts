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
  /** How many connections this process opens at most. @default 10 */
  readonly poolSize?: number;
  /** How long one statement may take; 0 means as long as it likes. @default 30_000 */
  readonly statementTimeoutMs?: number;
  /** How long one statement waits for a lock before it is done again. @default 2_000 */
  readonly lockTimeoutMs?: number;
  /** How long {@link PostgresDatabase.close} waits for what is under way. @default 4_000 */
  readonly closeTimeoutMs?: number;
  /** The tables are spread over servers (Citus). @default false */
  readonly isDistributed?: boolean;
}

export interface WriteOptions {
  /**
   * What waited too long for a lock is done again, as what the server undid is. Without it, it fails
   * at once: for work that others wait for. @default true
   */
  readonly isPatient?: boolean;
}

export interface TransactionOptions extends WriteOptions {
  /**
   * Doing the job a second time changes nothing: it is done again even after a connection that was
   * lost during COMMIT, when it may have been committed. @default false
   */
  readonly isRepeatable?: boolean;
}

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Five attempts wait ten seconds; each is longer than the server takes to notice a deadlock. */
const LOCK_TIMEOUT_MS = 2_000;
/** A host that is gone without a word is noticed; and a connection outlasts the pauses of a quiet day. */
const KEEP_ALIVE_MS = 10_000;
const IDLE_MS = 60_000;
/** The server ends a statement by itself; past this it is the server that does not answer. */
const READ_GRACE_MS = 5_000;
const CLOSE_TIMEOUT_MS = 4_000;
const QUEUE_SIZE_MAX = 10_000;
const ATTEMPTS_MAX = 5;
const BACKOFF_MS = 10;

/**
 * A pool of connections to one PostgreSQL database. What the server undid, and what a lost connection
 * cut off before its commit, is done again a few times; so a job of {@link transaction} may run more
 * than once, and must do nothing but read and write the database.
 */
export class PostgresDatabase implements Queries {
  readonly isDistributed: boolean;
  readonly #pool: Pool;
  readonly #closeTimeoutMs: number;
  readonly #clients = new Set<Client>();
  readonly #underWay = new Set<Promise<unknown>>();
  #retries = 0;
  #isClosed = false;
  /** Connections were cut to close in time: nothing is done again. */
  #isCut = false;

  /** Connects when something is asked of it. */
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
    // A connection that is lost while it is idle is replaced when it is needed; one that is lost at
    // work rejects that work. Neither may end the process, as an `error` that nobody hears does.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => {
      client.on("error", () => {});
      this.#clients.add(client);
    });
    this.#pool.on("remove", (client) => this.#clients.delete(client));
  }

  /** Reads; done again when the connection is lost. */
  first<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R | null> {
    return this.#read((queries) => queries.first<R>(statement, values));
  }

  /** Reads; done again when the connection is lost. */
  all<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R[]> {
    return this.#read((queries) => queries.all<R>(statement, values));
  }

  /** Commits one statement; retried when the server undid it, and a repeatable one when its connection is lost. */
  run(
    statement: string,
    values?: readonly SqlParameter[],
    { isRepeatable = false }: Pick<TransactionOptions, "isRepeatable"> = {},
  ): Promise<number> {
    return this.#again(
      (error) =>
        isRolledBack(error) || isLockTimeout(error) || (isRepeatable && isLostConnection(error)),
      () => this.#withClient((client) => queriesOn(client, this).run(statement, values)),
    );
  }

  /**
   * Runs one statement that is a transaction of its own and changes nothing when it is run once more:
   * done again when it was undone, and when its connection is lost. Returns its rows.
   */
  write(
    statement: string,
    values: readonly SqlParameter[],
    { isPatient = true }: WriteOptions = {},
  ): Promise<Row[]> {
    return this.#again(
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
    return this.#again(mayRepeat, () =>
      this.#withClient((client) => commit(client, this, "ISOLATION LEVEL READ COMMITTED", job)),
    );
  }

  /** Reads several things as they stand at one moment. */
  snapshot<T>(job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#again(mayReadAgain, () =>
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
   * Waits for what is under way, then closes every connection.
   * @throws DeadlineError when that takes too long, as on a server that does not answer: every connection
   *   is cut then, so that the process can end
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = Promise.allSettled(this.#underWay).then(() => this.#pool.end());
    try {
      await within(closed, this.#closeTimeoutMs, "the last work on the database");
    } catch (error) {
      this.#isCut = true;
      // To end a client that is at work cuts its connection.
      for (const client of this.#clients) void client.end().catch(() => {});
      throw error;
    }
  }

  #read<T>(job: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#again(mayReadAgain, () =>
      this.#withClient((client) => job(queriesOn(client, this))),
    );
  }

  async #again<T>(mayRepeat: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new Error("the database is closed");
    const done = this.#attempts(mayRepeat, work);
    this.#underWay.add(done);
    try {
      return await done;
    } finally {
      this.#underWay.delete(done);
    }
  }

  async #attempts<T>(mayRepeat: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || this.#isCut || !mayRepeat(error)) throw error;
        this.#retries++;
        // Two that were in each other's way must not meet again.
        await setTimeout(BACKOFF_MS * 2 ** attempt * Math.random());
      }
    }
  }

  async #withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const { waitingCount } = this.#pool;
    if (waitingCount >= QUEUE_SIZE_MAX) {
      throw new OverloadedError("operations", "a database connection", waitingCount);
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
    // When not even this can be said, the connection is thrown away, which undoes the rest.
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
  // So the server answers when a statement failed and the job went on all the same.
  if (command !== "COMMIT") throw new Error("a statement failed, so the transaction was undone");
  return result;
}

/** No transaction is open on the connection: it may serve another. */
const isOutside = (client: PoolClient) => client.getTransactionStatus() === "I";
