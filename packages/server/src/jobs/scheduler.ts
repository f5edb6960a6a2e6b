/** Runs a job at an interval, one run at a time. An error is reported once and does not stop the job. */
export class Scheduler {
  readonly #job: () => Promise<unknown>;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<unknown> = Promise.resolve();
  #runsToEnd = 0;
  #isWoken = false;

  /**
   * @param intervalMs from the start of one run to the start of the next; runs that would begin during
   *   a longer run are skipped
   */
  constructor(job: () => Promise<unknown>, intervalMs: number, onError: (error: unknown) => void) {
    this.#job = job;
    this.#onError = onError;
    this.#timer = setInterval(() => {
      // Already reported through onError.
      if (this.#runsToEnd === 0) this.run().catch(() => {});
    }, intervalMs);
    this.#timer.unref();
  }

  /** Runs the job now, after any run in progress. Rejects with the job's error. */
  run(): Promise<unknown> {
    this.#runsToEnd++;
    const run = this.#running.then(() => {
      this.#isWoken = false;
      return this.#job();
    });
    this.#running = run.catch(this.#onError).finally(() => this.#runsToEnd--);
    return run;
  }

  /**
   * The same for callers that do not wait and may be many: calls before the next run begins cause one run.
   * Does not block the caller, and does not throw.
   */
  wake(): void {
    if (this.#isWoken) return;
    this.#isWoken = true;
    // Already reported through onError.
    this.run().catch(() => {});
  }

  /** Starts no further interval and waits for the runs in progress. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
