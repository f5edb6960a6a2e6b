import { Batcher, type BatcherLimits } from "../batcher.js";
import {
  bytesOfJob,
  commitBy,
  type OrderJob,
  type OrderOutcome,
  QUEUE_BYTES_MAX,
  senderOfJob,
} from "../orders/jobs.js";
import { judgeBatch } from "../orders/judge-batch.js";
import type { PostgresDatabase } from "./database.js";
import { isLockTimeout } from "./faults.js";
import { commitOrderJobs } from "./order-writes.js";

/** Two lanes of large batches: of the settings measured, the fastest for uploads of both kinds, with the least work. */
const BATCH_SIZE_MAX = 64;
const LANES = 2;
/** How many jobs may wait for a batch; one more is rejected with an OverloadedError. */
const QUEUE_SIZE_MAX = 10_000;
/** A job that is held up waits up to 4 s for its locks. */
const HELD_UP_LANES = 2;
/** How many jobs may wait for one of these lanes; one more is rejected with an OverloadedError. */
const HELD_UP_MAX = 32;

/**
 * Commits order jobs in batches, a few at a time. A job whose rows another transaction has locked leaves
 * its batch and waits in separate lanes, so that no other job waits for it.
 */
export class OrderCommits {
  readonly #batches: Batcher<OrderJob, OrderOutcome>;
  readonly #heldUp: Batcher<OrderJob, OrderOutcome>;

  constructor(
    database: PostgresDatabase,
    queue: Pick<BatcherLimits<OrderJob>, "waitMaxMs" | "onFull"> = {},
    batchSizeMax = BATCH_SIZE_MAX,
  ) {
    const batcher = (limits: Omit<BatcherLimits<OrderJob>, "batchSizeMax">, isPatient: boolean) =>
      new Batcher<OrderJob, OrderOutcome>(
        (jobs) => judgeBatch(jobs, (kept) => commitOrderJobs(database, kept, { isPatient })),
        { batchSizeMax, ...queue, ...limits },
      );
    const lanes = batchSizeMax === 1 ? 2 * LANES : LANES;
    const bytes = { queueBytesMax: QUEUE_BYTES_MAX, bytesOf: bytesOfJob };
    this.#batches = batcher(
      { queueSizeMax: QUEUE_SIZE_MAX, lanes, ownerOf: senderOfJob, ...bytes },
      false,
    );
    this.#heldUp = batcher({ queueSizeMax: HELD_UP_MAX, lanes: HELD_UP_LANES }, true);
  }

  /** Returns the outcome of a job, after its commit. */
  readonly commit = commitBy<OrderJob>((job) =>
    this.#batches.submit(job).catch((error: unknown) => {
      if (!isLockTimeout(error)) throw error;
      return this.#heldUp.submit(job);
    }),
  );

  /** How many jobs wait for the end of their commit. */
  get waiting(): number {
    return this.#batches.waiting + this.#heldUp.waiting;
  }

  /** The same, as a mean of the last moments. */
  get recentlyWaiting(): number {
    return this.#batches.recentlyWaiting + this.#heldUp.recentlyWaiting;
  }

  /** Resolves when no job is waiting or in progress. */
  async drain(): Promise<void> {
    await this.#batches.drain();
    await this.#heldUp.drain();
  }
}
