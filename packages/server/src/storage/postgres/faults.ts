import { CommitUnknownError } from "../commit-unknown-error.js";

/** PostgreSQL's code of an error (`40001`) or the system's (`ECONNRESET`); "" for an error without a code. */
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

// The driver's errors have no codes. After a read timeout, the state of the connection is unknown.
const LOST_MESSAGES: ReadonlySet<string> = new Set([
  "Connection terminated",
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
]);
const READ_TIMEOUT = "Query read timeout";

/** The connection was lost, and its open transaction was rolled back. */
export function isLostConnection(error: unknown): boolean {
  return LOST_CODES.has(codeOf(error)) || LOST_MESSAGES.has((error as Error)?.message);
}

/** The server did not reply in time, so the outcome of the statement is unknown. */
export function isReadTimeout(error: unknown): boolean {
  return (error as Error)?.message === READ_TIMEOUT;
}

/** The server, the database or the user accepts only reads. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === "25006"; // read_only_sql_transaction
}

/** The server rolled the transaction back because of a conflict with another. A retry may succeed. */
export function isRolledBack(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01"; // serialization_failure, deadlock_detected
}

/** Another transaction held a lock for longer than a statement waits. A retry may succeed. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === "55P03"; // lock_not_available
}

// The pool's errors have no codes either.
const UNREACHABLE_MESSAGES: ReadonlySet<string> = new Set([
  "Connection terminated due to connection timeout",
  "timeout exceeded when trying to connect",
]);

/** The database is unreachable or does not reply, so other work would fail now as well. */
export function isUnreachable(error: unknown): boolean {
  return (
    isLostConnection(error) ||
    isReadTimeout(error) ||
    error instanceof CommitUnknownError ||
    /^E[A-Z_]+$/.test(codeOf(error)) ||
    UNREACHABLE_MESSAGES.has((error as Error)?.message)
  );
}
