/** PostgreSQL's code of an error (`40001`) or the system's (`ECONNRESET`); "" for one without. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

const LOST_CODES: ReadonlySet<string> = new Set([
  "08000", // connection_exception
  "08003", // connection_does_not_exist
  "08006", // connection_failure
  "25P03", // idle_in_transaction_session_timeout
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "57P05", // idle_session_timeout
  "ECONNRESET",
  "EPIPE",
]);

// The driver's own errors have no codes. The last leaves a connection of unknown state behind.
const LOST_MESSAGES: ReadonlySet<string> = new Set([
  "Connection terminated",
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
]);
const READ_TIMEOUT = "Query read timeout";

/** The connection is gone, and with it every transaction that was not committed. */
export function isLostConnection(error: unknown): boolean {
  return LOST_CODES.has(codeOf(error)) || LOST_MESSAGES.has((error as Error)?.message);
}

/** The server did not answer in time: what it does with the statement is not known. */
export function isReadTimeout(error: unknown): boolean {
  return (error as Error)?.message === READ_TIMEOUT;
}

/** The server undid the transaction since another was in its way; again, it may go through. */
export function isRolledBack(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01"; // serialization_failure, deadlock_detected
}

/** Another transaction held a lock for longer than a statement waits: again, it may be gone. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === "55P03"; // lock_not_available
}

// The pool's own errors have no codes either.
const UNREACHABLE_MESSAGES: ReadonlySet<string> = new Set([
  "Connection terminated due to connection timeout",
  "timeout exceeded when trying to connect",
]);

/** The database could not be reached or does not answer: nothing else would fare better now. */
export function isUnreachable(error: unknown): boolean {
  return (
    isLostConnection(error) ||
    isReadTimeout(error) ||
    error instanceof CommitUnknownError ||
    /^E[A-Z_]+$/.test(codeOf(error)) ||
    UNREACHABLE_MESSAGES.has((error as Error)?.message)
  );
}

/** The connection was lost while a commit was under way: nobody can tell whether it was made. */
export class CommitUnknownError extends Error {
  constructor(cause: unknown) {
    super("the connection was lost during a commit: whether it was made is not known", { cause });
    this.name = "CommitUnknownError";
  }
}
