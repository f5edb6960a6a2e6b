import { type ClientBase, type Client as PgClient, Pool, type PoolClient } from "pg";
import { within } from "../../within.js";
import type { StorageDeadlines } from "../call-deadline.js";
import { OverloadedError } from "../overloaded-error.js";
import type { ConnectionMetrics } from "../store.js";
import { isLostConnection, isReadOnly, isReadTimeout } from "./faults.js";
import { COLUMN_TYPES } from "./values.js";

export interface ConnectionOptions {
  readonly poolSize: number;
  /** How long one statement may take on the server; 0 means that no statement has a limit. */
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly deadlines: StorageDeadlines;
  readonly closeTimeoutMs: number;
  /** Called for each job that is rejected because too many wait. */
  readonly onOverload: (fault: OverloadedError) => void;
}

/** When an idle connection starts to send keep-alive probes, which detect a host that fails silently. */
const KEEP_ALIVE_MS = 10_000;
/** Past this, an idle connection is closed. It is longer than the usual pauses between calls. */
const IDLE_MS = 60_000;
/** How long past its timeout a statement may take to fail on the server. Past this, the read times out. */
const READ_GRACE_MS = 500;
const QUEUE_SIZE_MAX = 10_000;

/**
 * The connections of this process to one PostgreSQL database. A connection that was lost, or that did not
 * reply in time, is closed and replaced. Work waits for a free connection for a limited time.
 */
export class Connections {
  readonly #pool: Pool;
  readonly #options: ConnectionOptions;
  readonly #clients = new Set<PgClient>();
  readonly #inProgress = new Set<Promise<unknown>>();
  #retries = 0;
  #isClosed = false;
  #isCut = false;

  /** Connects at the first statement. */
  constructor(databaseUrl: string, options: ConnectionOptions) {
    const { poolSize, statementTimeoutMs, lockTimeoutMs, deadlines } = options;
    this.#options = options;
    this.#pool = new Pool({
      connectionString: databaseUrl,
      application_name: "dingdan",
      max: poolSize,
      types: COLUMN_TYPES,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      idleTimeoutMillis: IDLE_MS,
      // It limits the wait for a free connection as well.
      connectionTimeoutMillis: deadlines.connectMs,
      // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it; its types do not say so
      onConnect: prepareConnection,
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

  /** True when connections were cut to close in time. Failed work is then not retried. */
  get isCut(): boolean {
    return this.#isCut;
  }

  countRetry(): void {
    this.#retries++;
  }

  /** Registers work that {@link close} waits for. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new Error("the database is closed");
    const done = work();
    this.#inProgress.add(done);
    try {
      return await done;
    } finally {
      this.#inProgress.delete(done);
    }
  }

  /** Runs work on a connection that it has to itself. */
  async lend<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const { waitingCount } = this.#pool;
    if (waitingCount >= QUEUE_SIZE_MAX) {
      const fault = new OverloadedError("tasks", "a database connection", waitingCount);
      this.#options.onOverload(fault);
      throw fault;
    }
    const client = await this.#pool.connect();
    let isUsable = false;
    try {
      const result = await work(client);
      isUsable = true;
      return result;
    } catch (error) {
      isUsable = mayServeAgain(error) && isOutside(client);
      throw error;
    } finally {
      client.release(!isUsable);
    }
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
      await within(closed, this.#options.closeTimeoutMs, "the work in progress on the database");
    } catch (error) {
      this.#isCut = true;
      // Ending a client that is at work cuts its connection.
      for (const client of this.#clients) void client.end().catch(() => {});
      throw error;
    }
  }
}

/**
 * Whether the next work may use the connection. After a read-only refusal it may not: the setting of the
 * database is the one from when the connection was made, and behind one name may be a former primary.
 */
const mayServeAgain = (error: unknown) =>
  !isLostConnection(error) && !isReadTimeout(error) && !isReadOnly(error);

/** Whether the connection has no open transaction, so that it can be used again. */
const isOutside = (client: PoolClient) => client.getTransactionStatus() === "I";

/**
 * An acknowledged write is on the server's disk, whatever the defaults of the database or the user say.
 * Stricter settings, such as `remote_apply`, stay.
 */
export const SYNCED_COMMITS = `SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off'`;

/** The server ends the statement of a connection that was closed. Not every system supports this. */
const END_ABANDONED = "SET client_connection_check_interval = 1000";

async function prepareConnection(client: ClientBase): Promise<void> {
  await client.query(SYNCED_COMMITS);
  await client.query(END_ABANDONED).catch(() => {});
}
