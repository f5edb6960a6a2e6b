import { FairQueue } from "./fair-queue.js";

/** The platform is writing as fast as it can and more is waiting than it will hold: try again later. */
export class OverloadedError extends Error {
  constructor(queued: number) {
    super(`${queued} writes are waiting for their commit already`);
    this.name = "OverloadedError";
  }
}

interface Waiting<Job, Result> {
  readonly job: Job;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

export interface GroupCommitLimits {
  /** How many jobs one commit takes. */
  readonly batchSizeMax: number;
  /** How many jobs may wait for theirs; one tenant may have no more than half of them. */
  readonly queueSizeMax: number;
  /** How many commits may be under way at once. @default 1 */
  readonly lanes?: number;
  /**
   * So many jobs need not wait for the end of the event loop's turn: while a long turn brings more,
   * their commit is under way. @default Infinity
   */
  readonly eagerSize?: number;
}

/**
 * Commits together what arrives together. No timer makes anybody wait: a batch is what came in while
 * the one before was committed (or, for the first, in the same turn of the event loop), so a lonely
 * write is committed at once and a crowd shares one sync of the disk.
 */
export class GroupCommit<Job, Result> {
  readonly #commit: (jobs: readonly Job[]) => Promise<readonly PromiseSettledResult<Result>[]>;
  readonly #limits: Required<GroupCommitLimits>;
  readonly #queue = new FairQueue<Waiting<Job, Result>>();
  readonly #running = new Set<Promise<void>>();
  #lanesInUse = 0;
  /** Jobs whose commit has begun. */
  #underWay = 0;
  /** A lane waits for the end of the turn, to take all that it brings. */
  #isGathering = false;

  /**
   * @param commit writes a batch in one transaction and answers each job's own outcome, in order;
   *   when it rejects, every job of the batch does
   */
  constructor(
    commit: (jobs: readonly Job[]) => Promise<readonly PromiseSettledResult<Result>[]>,
    limits: GroupCommitLimits,
  ) {
    this.#commit = commit;
    this.#limits = { lanes: 1, eagerSize: Number.POSITIVE_INFINITY, ...limits };
  }

  /**
   * Answers the job's outcome, after the commit that made it durable.
   * @param tenant whose job it is: when more waits than one commit takes, tenants take turns
   * @throws OverloadedError at once, when too many jobs wait already
   */
  submit(job: Job, tenant = ""): Promise<Result> {
    const { queueSizeMax, lanes } = this.#limits;
    const isFull = this.#queue.length >= queueSizeMax;
    if (isFull || (tenant !== "" && this.#queue.lengthOf(tenant) >= queueSizeMax / 2)) {
      return Promise.reject(new OverloadedError(this.#queue.length));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push(tenant, { job, resolve, reject });
      if (this.#lanesInUse === lanes) return;
      if (this.#queue.length >= this.#limits.eagerSize) this.#startLane(this.#settleQueued());
      else if (!this.#isGathering) this.#startLane(this.#gather());
    });
  }

  /** How many jobs wait for the end of their commit. */
  get waiting(): number {
    return this.#queue.length + this.#underWay;
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #startLane(work: Promise<void>): void {
    this.#lanesInUse++;
    const lane = work.finally(() => this.#running.delete(lane));
    this.#running.add(lane);
  }

  async #gather(): Promise<void> {
    this.#isGathering = true;
    // All requests that the current turn of the event loop still brings belong to the first batch.
    await nextTurn();
    this.#isGathering = false;
    await this.#settleQueued();
  }

  async #settleQueued(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#settle(this.#queue.take(this.#limits.batchSizeMax));
      await nextTurn();
    }
    // In the same turn as the last look at the queue: what is submitted next starts a lane again.
    this.#lanesInUse--;
  }

  async #settle(batch: readonly Waiting<Job, Result>[]): Promise<void> {
    this.#underWay += batch.length;
    try {
      const outcomes = await this.#commit(batch.map(({ job }) => job));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status === "fulfilled") resolve(outcome.value);
        else reject(outcome?.reason);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#underWay -= batch.length;
    }
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
