import { DeadlineError } from "../within.js";
import { JobOwners } from "./job-owners.js";
import { OverloadedError } from "./overloaded-error.js";
import { RecentMean } from "./recent-mean.js";

interface Waiting<Job, Result> {
  readonly job: Job;
  readonly bytes: number;
  readonly sinceMs: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

export interface BatcherLimits<Job = never> {
  /** How many jobs one batch takes; more wait for the next batch. */
  readonly batchSizeMax: number;
  /** How many jobs may wait for a batch; one more is rejected with an OverloadedError. */
  readonly queueSizeMax: number;
  /** How many bytes waiting jobs may hold together; one more is rejected. @default no limit */
  readonly queueBytesMax?: number;
  /** The bytes that a job holds. @default 0 */
  readonly bytesOf?: (job: Job) => number;
  /**
   * A job that has waited for so long when its batch begins is rejected with a DeadlineError: its caller
   * has had an answer. @default no limit
   */
  readonly waitMaxMs?: number;
  /** Called for each job that is rejected because the queue is full. */
  readonly onFull?: (fault: OverloadedError) => void;
  /** How many batches may be in progress at the same time. @default 1 */
  readonly lanes?: number;
  /**
   * Whose job it is. While one of several owners is busy, one lane is used: batches in
   * progress at the same time slow each other down, and the other owners would wait for all of them.
   * @default all jobs have the same owner
   */
  readonly ownerOf?: (job: Job) => string;
  /** What the jobs are, in the plural, for the message of an OverloadedError. @default "writes" */
  readonly what?: string;
}

/** How long one lane is used after an owner was busy beside others, who have pauses between their jobs. */
const BUSY_MS = 100;

/** Over which time {@link Batcher.recentlyWaiting} is a mean. */
const RECENT_MS = 200;

const NO_LIMITS = {
  lanes: 1,
  what: "writes",
  queueBytesMax: Number.POSITIVE_INFINITY,
  bytesOf: () => 0,
  ownerOf: () => "",
  waitMaxMs: Number.POSITIVE_INFINITY,
  onFull: () => {},
} as const;

/**
 * Runs jobs in batches. A batch is every job that is waiting when a lane is free, so jobs that are
 * submitted together share a batch, and jobs that are submitted while all lanes are busy share the
 * next one. No job waits for a timer or for the event loop: a single job starts immediately.
 */
export class Batcher<Job, Result> {
  readonly #runBatch: (jobs: readonly Job[]) => Promise<readonly PromiseSettledResult<Result>[]>;
  readonly #limits: Required<BatcherLimits<Job>>;
  #queue: Waiting<Job, Result>[] = [];
  #queueBytes = 0;
  #jobsInProgress = 0;
  #lanesInUse = 0;
  readonly #owners = new JobOwners();
  readonly #recentlyWaiting = new RecentMean(RECENT_MS);
  /** When one of several owners was busy. */
  #busyAtMs = Number.NEGATIVE_INFINITY;
  /** Resolves the promises of `drain` when no job is waiting or in progress. */
  #draining: (() => void)[] = [];
  #isStarting = false;

  /**
   * @param runBatch runs a batch and returns the outcome of each job, in order; when it rejects,
   *   every job of the batch is rejected with the same reason
   */
  constructor(
    runBatch: (jobs: readonly Job[]) => Promise<readonly PromiseSettledResult<Result>[]>,
    limits: BatcherLimits<Job>,
  ) {
    this.#runBatch = runBatch;
    this.#limits = { ...NO_LIMITS, ...limits };
  }

  /**
   * Returns the outcome of the job, after its batch has ended.
   * @throws OverloadedError immediately, when too many jobs are waiting
   * @throws DeadlineError when the job has waited too long; it is not carried out
   */
  submit(job: Job): Promise<Result> {
    const { queueSizeMax, queueBytesMax, bytesOf, ownerOf, what, onFull } = this.#limits;
    const bytes = bytesOf(job);
    if (this.#queue.length >= queueSizeMax || this.#queueBytes + bytes > queueBytesMax) {
      const fault = new OverloadedError(what, "a batch", this.#queue.length);
      onFull(fault);
      return Promise.reject(fault);
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, bytes, sinceMs: performance.now(), resolve, reject });
      this.#queueBytes += bytes;
      this.#owners.add(ownerOf(job));
      this.#recentlyWaiting.set(this.waiting);
      if (this.#isStarting) return;
      this.#isStarting = true;
      // Calls that the gate admitted together take each step in turn. One microtask later, all of them
      // have submitted their jobs.
      queueMicrotask(() => {
        this.#isStarting = false;
        this.#startBatches();
      });
    });
  }

  /** How many jobs have not ended: those that wait, and those in progress. */
  get waiting(): number {
    return this.#queue.length + this.#jobsInProgress;
  }

  /** The same, as a mean of the last moments: between two commits of a busy time, few wait for an instant. */
  get recentlyWaiting(): number {
    return this.#recentlyWaiting.read();
  }

  /** Resolves when no job is waiting or in progress. */
  async drain(): Promise<void> {
    if (this.waiting > 0) await new Promise<void>((resolve) => this.#draining.push(resolve));
  }

  #startBatches(): void {
    while (this.#queue.length > 0 && this.#hasFreeLane()) {
      const batch = this.#queue.splice(0, this.#limits.batchSizeMax);
      for (const { bytes } of batch) this.#queueBytes -= bytes;
      const inTime = this.#rejectLate(batch);
      if (inTime.length === 0) continue;
      this.#lanesInUse++;
      void this.#run(inTime);
    }
    if (this.waiting > 0) return;
    for (const resolve of this.#draining) resolve();
    this.#draining = [];
  }

  #hasFreeLane(): boolean {
    if (this.#owners.hasBusyOwner) this.#busyAtMs = performance.now();
    if (this.#lanesInUse === 0) return true;
    if (this.#lanesInUse >= this.#limits.lanes) return false;
    return performance.now() - this.#busyAtMs > BUSY_MS;
  }

  #forgetOwners(jobs: readonly Waiting<Job, Result>[]): void {
    for (const { job } of jobs) this.#owners.remove(this.#limits.ownerOf(job));
  }

  /** Rejects the jobs that have waited too long, and returns the others. */
  #rejectLate(batch: Waiting<Job, Result>[]): readonly Waiting<Job, Result>[] {
    const { waitMaxMs, what } = this.#limits;
    const startMs = performance.now() - waitMaxMs;
    // The first job has waited longest.
    if ((batch[0]?.sinceMs ?? 0) > startMs) return batch;
    const [late, inTime] = [
      batch.filter(({ sinceMs }) => sinceMs <= startMs),
      batch.filter(({ sinceMs }) => sinceMs > startMs),
    ];
    this.#forgetOwners(late);
    for (const { reject } of late) reject(new DeadlineError(`the wait of ${what}`, waitMaxMs));
    return inTime;
  }

  /** Runs a batch, settles its jobs, and starts the jobs that arrived meanwhile. Never rejects. */
  async #run(batch: readonly Waiting<Job, Result>[]): Promise<void> {
    this.#jobsInProgress += batch.length;
    try {
      const outcomes = await this.#runBatch(batch.map(({ job }) => job));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status === "fulfilled") resolve(outcome.value);
        else reject(outcome?.reason ?? new Error("the batch returned no outcome for this job"));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#jobsInProgress -= batch.length;
    this.#recentlyWaiting.set(this.waiting);
    this.#forgetOwners(batch);
    this.#lanesInUse--;
    this.#startBatches();
  }
}
