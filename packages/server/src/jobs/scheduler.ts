/** Runs a job again and again, one run at a time; an error is told and does not end it. */
export class Scheduler {
  readonly #job: () => Promise<unknown>;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<unknown> = Promise.resolve();

  /** @param intervalMs from the start of one run to the start of the next */
  constructor(job: () => Promise<unknown>, intervalMs: number, onError: (error: unknown) => void) {
    this.#job = job;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.run().catch(onError), intervalMs);
    this.#timer.unref();
  }

  /** Runs the job now, after the run that may be under way. */
  run(): Promise<unknown> {
    const run = this.#running.then(this.#job);
    this.#running = run.catch(this.#onError);
    return run;
  }

  /** Ends the repetition and waits for the run that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
