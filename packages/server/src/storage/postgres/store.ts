import { storageDeadlines } from "../call-deadline.js";
import { closeSteps, drained } from "../close-steps.js";
import { WRITE_CHECKS } from "../rows/write-check.js";
import type { Store } from "../store.js";
import { coldStores } from "../stores/cold-stores.js";
import { refuseHalfCopied } from "./copy-progress.js";
import { PostgresDatabase, type PostgresOptions } from "./database.js";
import { distributedTables } from "./distribute.js";
import { durabilityOnPostgres } from "./durability.js";
import { PostgresEngine } from "./engine.js";
import { migratePostgres } from "./migrate.js";
import { OrderCommits } from "./order-commits.js";
import { PostgresOrderListStore } from "./order-lists.js";
import { PostgresOrderStore } from "./orders.js";
import { PostgresQuotaStore } from "./quotas.js";
import { PostgresRequestStore } from "./requests.js";
import { tablesFault } from "./tables.js";
import { vacuumBuyerTables } from "./vacuum.js";

export interface PostgresStoreOptions
  extends Pick<
    PostgresOptions,
    "isDistributed" | "lockTimeoutMs" | "callDeadlineMs" | "onOverload"
  > {
  /** The largest number of jobs that share a commit; for measurements. @default 32 */
  readonly batchSizeMax?: number;
}

/**
 * Opens a Store on a PostgreSQL database, and migrates it. Any number of processes may use one database.
 * @param databaseUrl may contain `?pool_size=20`, the largest number of connections
 * @returns the store, and the names of the migrations that were applied
 */
export async function openPostgresStore(
  databaseUrl: string,
  options: PostgresStoreOptions = {},
): Promise<{ store: Store; applied: string[] }> {
  const poolSize = poolSizeOf(databaseUrl);
  const { applied, isDistributed } = await prepared(databaseUrl);
  const database = new PostgresDatabase(databaseUrl, { isDistributed, ...poolSize, ...options });
  return { applied, store: storeOn(database, options) };
}

const CHECK_WRITE = `INSERT INTO settings (name, value) VALUES ($1, '1')
  ON CONFLICT (name) DO UPDATE SET value = (settings.value::bigint + 1)::text`;

function poolSizeOf(databaseUrl: string): PostgresOptions {
  const given = /[?&]pool_size=([^&]*)/.exec(databaseUrl)?.[1];
  if (given === undefined) return {};
  if (!/^[1-9]\d{0,3}$/.test(given)) {
    throw new RangeError("its pool_size must be an integer from 1 to 9999");
  }
  return { poolSize: Number(given) };
}

/** Migrates on a separate connection without a statement timeout. */
async function prepared(
  databaseUrl: string,
): Promise<{ readonly applied: string[]; readonly isDistributed: boolean }> {
  const database = new PostgresDatabase(databaseUrl, { poolSize: 1, statementTimeoutMs: 0 });
  try {
    const applied = await migratePostgres(database);
    await refuseHalfCopied(database);
    const isDistributed = (await distributedTables(database))?.has("uploads") ?? false;
    return { applied, isDistributed };
  } finally {
    await database.close();
  }
}

function storeOn(database: PostgresDatabase, options: PostgresStoreOptions): Store {
  const { queueMs } = storageDeadlines(options.callDeadlineMs);
  const { batchSizeMax, onOverload = () => {} } = options;
  const queue = { waitMaxMs: queueMs, onFull: onOverload };
  const commits = new OrderCommits(database, queue, batchSizeMax);
  return {
    ...coldStores(new PostgresEngine(database), commits.commit),
    isShared: true,
    orders: new PostgresOrderStore(database, commits.commit, queue),
    quotas: new PostgresQuotaStore(database),
    requests: new PostgresRequestStore(database),
    orderLists: new PostgresOrderListStore(database),
    metrics: () => ({
      writesWaiting: commits.waiting,
      writesRecentlyWaiting: commits.recentlyWaiting,
      writerStarts: null,
      connections: database.metrics(),
    }),
    durability: () => durabilityOnPostgres(database),
    overwriteDeleted: async () => {
      const isVacuumed = await vacuumBuyerTables(database);
      return isVacuumed ? ["write_ahead_log"] : ["write_ahead_log", "dead_rows"];
    },
    checkRead: async () => {
      const fault = await tablesFault(database);
      if (fault !== null) throw new Error(fault);
    },
    checkWrite: async () => {
      await database.run(CHECK_WRITE, [WRITE_CHECKS], { isRepeatable: true });
    },
    close: () =>
      closeSteps(
        () => drained(commits.drain()),
        () => database.close(),
      ),
  };
}
