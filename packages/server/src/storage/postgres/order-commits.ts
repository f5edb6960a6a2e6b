import { Batcher } from "../batcher.js";
import { commitBy, type OrderJob, type OrderOutcome } from "../orders/jobs.js";
import { judgeBatch } from "../orders/judge-batch.js";
import type { PostgresDatabase } from "./database.js";
import { isLockTimeout } from "./faults.js";
import { commitOrderJobs } from "./order-writes.js";

/** Few lanes of middling batches: measured best of all that keep a commit short. */
const BATCH_SIZE_MAX = 32;
const LANES = 4;
const QUEUE_SIZE_MAX = 10_000;
/** A job that is held up waits 10 s for its locks, and as long before that where these lanes are taken. */
const HELD_UP_LANES = 2;
const HELD_UP_MAX = BATCH_SIZE_MAX;

/**
 * Commits order jobs in batches, a few at a time. A job whose rows another transaction holds leaves its
 * batch and waits in lanes for such jobs alone, so that no other job waits for it.
 */
export class OrderCommits {
  readonly #batches: Batcher<OrderJob, OrderOutcome>;
  readonly #heldUp: Batcher<OrderJob, OrderOutcome>;

  constructor(database: PostgresDatabase, batchSizeMax = BATCH_SIZE_MAX) {
    const batcher = (limits: { queueSizeMax: number; lanes: number }, isPatient: boolean) =>
      new Batcher<OrderJob, OrderOutcome>(
        (jobs) => judgeBatch(jobs, (kept) => commitOrderJobs(database, kept, { isPatient })),
        { batchSizeMax, ...limits },
      );
    const lanes = batchSizeMax === 1 ? 2 * LANES : LANES;
    this.#batches = batcher({ queueSizeMax: QUEUE_SIZE_MAX, lanes }, false);
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

  /** Resolves when no job is waiting any more. */
  async drain(): Promise<void> {
    await this.#batches.drain();
    await this.#heldUp.drain();
  }
}
