import { reasonOf, systemErrorCode, UsageError } from "./errors.js";
import { TEXTS } from "./texts.js";

/**
 * The error for a server that does not respond: too late, not in HTTPS, or with the system's reason.
 * @param timeoutMs how long the call waited, for the message
 */
export function unreachable(url: string, error: unknown, timeoutMs?: number): UsageError {
  const { connection } = TEXTS;
  if (timeoutMs !== undefined && (error as Error).name === "TimeoutError") {
    return new UsageError(connection.tooLate(url, timeoutMs / 1000));
  }
  if (isNotTls(error)) return new UsageError(connection.notHttps(url));
  return new UsageError(connection.unreachable(url, reasonOf(error)));
}

/** True when the server has answered a TLS handshake in another protocol. */
function isNotTls(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (NOT_TLS.has(systemErrorCode(cause) ?? "")) return true;
  }
  return false;
}

const NOT_TLS: ReadonlySet<string> = new Set([
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
]);
