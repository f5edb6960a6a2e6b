/** What every queued push has. */
export interface QueuedPush {
  readonly number: number;
  readonly createdAtMs: number;
  /** Attempts that failed. */
  readonly failures: number;
}

/** A queue of pushes for URLs that the operator registered. */
export interface PushQueue<Queued extends QueuedPush> {
  /**
   * Takes at most `limit` pushes that are due at `nowMs` or before. It takes only the oldest push of each
   * receiver, so that a receiver gets its pushes in order. A push is taken until `leaseUntilMs`, so that
   * only one of several processes sends it.
   */
  takeDue(due: {
    readonly nowMs: number;
    readonly leaseUntilMs: number;
    readonly limit: number;
  }): Promise<Queued[]>;
  /** Removes a push that was sent, or that is not retried any more. */
  remove(number: number): Promise<void>;
  retry(number: number, dueAtMs: number): Promise<void>;
}
