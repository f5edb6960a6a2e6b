import { Batcher, type BatcherLimits } from "../batcher.js";
import { storageDeadlines } from "../call-deadline.js";
import { closeSteps, drained } from "../close-steps.js";
import {
  bytesOfJob,
  commitBy,
  commitQuotas,
  QUEUE_BYTES_MAX,
  type WriteJob,
  type WriteOutcome,
} from "../orders/jobs.js";
import type { OverloadedError } from "../overloaded-error.js";
import type { Store } from "../store.js";
import { coldStores } from "../stores/cold-stores.js";
import { checkWrite } from "./check-write.js";
import { BATCH_SIZE_MAX, QUEUE_SIZE_MAX, SqliteDatabase } from "./database.js";
import { durabilityOnSqlite } from "./durability.js";
import { SqliteEngine } from "./engine.js";
import { overwriteFreePages } from "./free-pages.js";
import { migrateSqlite } from "./migrate.js";
import { SqliteOrderListStore } from "./order-lists.js";
import { SqliteOrderStore } from "./orders.js";
import { hasSlack } from "./overwritten.js";
import { SqliteRequestStore } from "./requests.js";
import { SqliteWriter } from "./writer.js";
import type { WriterOptions } from "./writer-channel.js";
import { SqliteWrites } from "./writes.js";

export interface SqliteStoreOptions {
  /** The largest number of writes that share a commit; for measurements. */
  readonly batchSizeMax?: number;
  readonly writer?: WriterOptions;
  /** How long a call may take; nothing in the storage waits longer. @default 5_000 */
  readonly callDeadlineMs?: number;
  /** Called for each write that is rejected because too many wait. */
  readonly onOverload?: (fault: OverloadedError) => void;
}

/**
 * Opens a Store on a SQLite file (or `:memory:`), and migrates it. On a file, a writer thread writes
 * orders and the request log; docs/scaling.md has the measurements.
 * @returns the store, and the names of the migrations that were applied
 */
export async function openSqliteStore(
  path: string,
  options: SqliteStoreOptions = {},
): Promise<{ store: Store; applied: string[] }> {
  const { queueMs, workMs } = storageDeadlines(options.callDeadlineMs);
  const database = await SqliteDatabase.open(path, { waitMaxMs: queueMs });
  try {
    const applied = migrateSqlite(database);
    // This connection deletes what is old or erased: its bytes are overwritten. Uploads use another one.
    database.script("PRAGMA secure_delete = ON");
    const limits: BatcherLimits<WriteJob> = {
      batchSizeMax: options.batchSizeMax ?? BATCH_SIZE_MAX,
      queueSizeMax: QUEUE_SIZE_MAX,
      queueBytesMax: QUEUE_BYTES_MAX,
      bytesOf: bytesOfJob,
      waitMaxMs: queueMs,
      ...(options.onOverload === undefined ? {} : { onFull: options.onOverload }),
    };
    const store =
      path === ":memory:"
        ? storeInMemory(database, limits)
        : storeOnFile(database, { path, lockWaitMs: workMs, ...options.writer }, limits);
    return { applied, store };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * While the thread commits, more batches are sent to it, so it never waits for work. It commits all that
 * have arrived together, so small batches become few commits.
 */
const LANES = 8;

/** A database in memory has only one connection, so only the main thread can write to it. */
function storeInMemory(database: SqliteDatabase, limits: BatcherLimits<WriteJob>): Store {
  const writes = new SqliteWrites(database);
  const commits = new Batcher<WriteJob, WriteOutcome>(
    (jobs) => Promise.resolve(writes.commitAll(jobs.map((job) => writes.prepare(job)))),
    limits,
  );
  return storeOn(database, commits, {
    path: ":memory:",
    requests: new SqliteRequestStore(database),
    orderLists: new SqliteOrderListStore(database),
    checkWrite: async () => checkWrite(database),
    writerStarts: () => null,
    close: (drain) => closeSteps(drain, () => database.close()),
  });
}

function storeOnFile(
  database: SqliteDatabase,
  { path, lockWaitMs, ...options }: WriterOptions & { path: string; lockWaitMs: number },
  limits: BatcherLimits<WriteJob>,
): Store {
  const writer = new SqliteWriter({ path, file: database.file, lockWaitMs }, options);
  database.shareFile((work) => writer.exclusively(work), lockWaitMs);
  const commits = new Batcher<WriteJob, WriteOutcome>((jobs) => writer.commit(jobs), {
    ...limits,
    lanes: LANES,
  });
  const requests = new SqliteRequestStore(database, (records) => writer.append(records));
  return storeOn(database, commits, {
    path,
    requests,
    orderLists: new SqliteOrderListStore(database, writer),
    checkWrite: () => writer.check(),
    writerStarts: () => writer.starts,
    close: (drain) => {
      writer.limitLockWaits();
      return closeSteps(
        drain,
        () => drained(database.drain()),
        () => writer.close(),
        () => database.close(),
      );
    },
  });
}

interface WriterParts extends Pick<Store, "requests" | "orderLists" | "checkWrite"> {
  /** The file, or `:memory:`. */
  readonly path: string;
  /** How many writer threads were started; null for a database in memory. */
  readonly writerStarts: () => number | null;
  /** @param drain waits for the queued commits */
  readonly close: (drain: () => Promise<unknown>) => Promise<void>;
}

function storeOn(
  database: SqliteDatabase,
  commits: Batcher<WriteJob, WriteOutcome>,
  { path, requests, orderLists, checkWrite: check, writerStarts, close }: WriterParts,
): Store {
  const commit = commitBy<WriteJob>((job) => commits.submit(job));
  return {
    ...coldStores(new SqliteEngine(database), commit),
    isShared: false,
    orders: new SqliteOrderStore(database, commit),
    quotas: commitQuotas(commit),
    orderLists,
    requests,
    metrics: () => ({
      writesWaiting: commits.waiting,
      writesRecentlyWaiting: commits.recentlyWaiting,
      writerStarts: writerStarts(),
      connections: null,
    }),
    checkRead: async () => {
      database.first("SELECT count(*) FROM migrations");
    },
    checkWrite: check,
    durability: () => durabilityOnSqlite(database, path),
    overwriteDeleted: async () => {
      if (path === ":memory:") return [];
      const isLogEmpty = await overwriteFreePages(database);
      return [
        ...(hasSlack(database) ? (["slack_of_earlier_versions"] as const) : []),
        ...(isLogEmpty ? [] : (["write_ahead_log"] as const)),
      ];
    },
    close: () => close(() => drained(commits.drain())),
  };
}
