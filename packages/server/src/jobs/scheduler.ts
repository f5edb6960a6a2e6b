/** Runs a job again and again, one run at a time; an error is told, once, and does not end it. */
export class Scheduler {
  readonly #job: () => Promise<unknown>;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<unknown> = Promise.resolve();
  #runsToEnd = 0;

  /**
   * @param intervalMs from the start of one run to the start of the next; a run that outlasts it
   *   takes the place of those that would have begun meanwhile
   */
  constructor(job: () => Promise<unknown>, intervalMs: number, onError: (error: unknown) => void) {
    this.#job = job;
    this.#onError = onError;
    this.#timer = setInterval(() => {
      // Its error was told by the time it is caught here.
      if (this.#runsToEnd === 0) this.run().catch(() => {});
    }, intervalMs);
    this.#timer.unref();
  }

  /** Runs the job now, after the run that may be under way. */
  run(): Promise<unknown> {
    this.#runsToEnd++;
    const run = this.#running.then(this.#job);
    this.#running = run.catch(this.#onError).finally(() => this.#runsToEnd--);
    return run;
  }

  /** Ends the repetition and waits for the run that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
