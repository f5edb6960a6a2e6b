import type { Worker } from "node:worker_threads";
import { Batcher, type BatcherLimits } from "../batcher.js";
import { closeSteps, drained } from "../close-steps.js";
import { commitBy, commitQuotas, type WriteJob, type WriteOutcome } from "../orders/jobs.js";
import type { Store } from "../store.js";
import { coldStores } from "../stores/cold-stores.js";
import { BATCH_SIZE_MAX, QUEUE_SIZE_MAX, SqliteDatabase } from "./database.js";
import { SqliteEngine } from "./engine.js";
import { migrateSqlite } from "./migrate.js";
import { SqliteOrderListStore } from "./order-lists.js";
import { SqliteOrderStore } from "./orders.js";
import { SqliteRequestStore } from "./requests.js";
import { SqliteWriter } from "./writer.js";
import { SqliteWrites } from "./writes.js";

export interface SqliteStoreOptions {
  /** How many writes one commit takes, for measurements. */
  readonly batchSizeMax?: number;
  /** Is given each thread that is started to write, so that a test can end one. */
  readonly onWriterThread?: (worker: Worker) => void;
}

/**
 * Opens a Store on a SQLite file (or `:memory:`), brought up to date. On a file, a thread of its own
 * writes orders and the request log; measured against the main thread doing it, see docs/scaling.md.
 * @returns the store, and the names of the migrations that were applied
 */
export async function openSqliteStore(
  path: string,
  options: SqliteStoreOptions = {},
): Promise<{ store: Store; applied: string[] }> {
  const database = await SqliteDatabase.open(path);
  try {
    const applied = migrateSqlite(database);
    const limits = {
      batchSizeMax: options.batchSizeMax ?? BATCH_SIZE_MAX,
      queueSizeMax: QUEUE_SIZE_MAX,
    };
    const store =
      path === ":memory:"
        ? storeInMemory(database, limits)
        : storeOnFile(database, new SqliteWriter(path, options.onWriterThread), limits);
    return { applied, store };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** One batch is committed while the next one is on its way, so the thread never waits for work. */
const LANES = 2;

/** What is in memory belongs to one connection, so nothing but the main thread can write to it. */
function storeInMemory(database: SqliteDatabase, limits: BatcherLimits): Store {
  const writes = new SqliteWrites(database);
  const commits = new Batcher<WriteJob, WriteOutcome>(
    (jobs) => Promise.resolve(database.commitAll(jobs.map((job) => writes.prepare(job)))),
    limits,
  );
  return storeOn(database, commits, {
    requests: new SqliteRequestStore(database),
    orderLists: new SqliteOrderListStore(database),
    check: () => Promise.resolve(),
    writerStarts: () => null,
    close: () => database.close(),
  });
}

function storeOnFile(database: SqliteDatabase, writer: SqliteWriter, limits: BatcherLimits): Store {
  database.shareFile((work) => writer.exclusively(work));
  const commits = new Batcher<WriteJob, WriteOutcome>((jobs) => writer.commit(jobs), {
    ...limits,
    lanes: LANES,
  });
  const requests = new SqliteRequestStore(database, (records) => writer.append(records));
  return storeOn(database, commits, {
    requests,
    orderLists: new SqliteOrderListStore(database, writer),
    check: () => writer.check(),
    writerStarts: () => writer.starts,
    close: () =>
      closeSteps(
        () => drained(database.drain()),
        () => writer.close(),
        () => database.close(),
      ),
  });
}

interface WriterParts extends Pick<Store, "requests" | "orderLists" | "close"> {
  /** Rejects while the thread that writes cannot work. */
  readonly check: () => Promise<void>;
  /** How many of these threads were started; null where there is none. */
  readonly writerStarts: () => number | null;
}

function storeOn(
  database: SqliteDatabase,
  commits: Batcher<WriteJob, WriteOutcome>,
  { requests, orderLists, check, writerStarts, close }: WriterParts,
): Store {
  const commit = commitBy<WriteJob>((job) => commits.submit(job));
  return {
    ...coldStores(new SqliteEngine(database)),
    isShared: false,
    orders: new SqliteOrderStore(database, commit),
    quotas: commitQuotas(commit),
    orderLists,
    requests,
    metrics: () => ({
      writesWaiting: commits.waiting,
      writerStarts: writerStarts(),
      connections: null,
    }),
    ping: async () => {
      database.first("SELECT 1");
      await check();
    },
    close: () => closeSteps(() => drained(commits.drain()), close),
  };
}
