/** How long a call may take, unless a setting changes it: past this, it is answered -1. */
export const CALL_DEADLINE_MS = 5_000;

/** How long the parts of a call may wait inside the storage, so that the call ends before its deadline. */
export interface StorageDeadlines {
  /** For a free lane or a free connection. Work whose caller has had an answer does not begin. */
  readonly queueMs: number;
  /** For a lock, or for the end of one statement. */
  readonly workMs: number;
  /** For a new connection. */
  readonly connectMs: number;
}

/** @param callDeadlineMs how long a call may take */
export const storageDeadlines = (callDeadlineMs = CALL_DEADLINE_MS): StorageDeadlines => ({
  queueMs: callDeadlineMs,
  workMs: Math.ceil(0.8 * callDeadlineMs),
  connectMs: Math.ceil(0.6 * callDeadlineMs),
});
