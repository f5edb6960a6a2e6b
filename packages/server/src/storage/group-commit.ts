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

/**
 * Commits together what arrives together. No timer makes anybody wait: a batch is what came in while
 * the one before was committed (or, for the first, in the same turn of the event loop), so a lonely
 * write is committed at once and a crowd shares one sync of the disk.
 */
export class GroupCommit<Job, Result> {
  readonly #commit: (jobs: readonly Job[]) => Promise<readonly PromiseSettledResult<Result>[]>;
  readonly #batchSizeMax: number;
  readonly #queueSizeMax: number;
  #queue: Waiting<Job, Result>[] = [];
  #running: Promise<void> | null = null;

  /**
   * @param commit writes a batch in one transaction and answers each job's own outcome, in order;
   *   when it rejects, every job of the batch does
   * @param limits how many jobs one commit takes, and how many may wait for theirs
   */
  constructor(
    commit: (jobs: readonly Job[]) => Promise<readonly PromiseSettledResult<Result>[]>,
    limits: { readonly batchSizeMax: number; readonly queueSizeMax: number },
  ) {
    this.#commit = commit;
    this.#batchSizeMax = limits.batchSizeMax;
    this.#queueSizeMax = limits.queueSizeMax;
  }

  /** Answers the job's outcome, after the commit that made it durable. */
  submit(job: Job): Promise<Result> {
    if (this.#queue.length >= this.#queueSizeMax) {
      return Promise.reject(new OverloadedError(this.#queue.length));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // All requests that the current turn of the event loop still brings belong to the first batch.
    await new Promise(setImmediate);
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, this.#batchSizeMax);
      await this.#settle(batch);
      await new Promise(setImmediate);
    }
    this.#running = null;
  }

  async #settle(batch: readonly Waiting<Job, Result>[]): Promise<void> {
    try {
      const outcomes = await this.#commit(batch.map(({ job }) => job));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status === "fulfilled") resolve(outcome.value);
        else reject(outcome?.reason);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
