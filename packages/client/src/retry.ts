import { errorNamed } from "@dingdan/contract";
import type { Connection } from "./connection.js";
import { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";

const RETRY_DELAY_MS_MAX = 10_000;
const SYSTEM_ERROR_CODE = errorNamed("SYSTEM_ERROR").code;

type RetrySettings = Pick<Connection, "retryCountMax" | "retryDelayMs" | "random" | "sleep">;

/**
 * Retries an attempt that a network failure or an `errcode` of -1 ended. Every operation is safe to
 * repeat with the same request: a repeated upload is answered 0 again, one to shipping information
 * management 10060023, and a repeated assignment is answered 10121009 and not carried out twice.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  { retryCountMax, retryDelayMs, random, sleep }: RetrySettings,
  signal?: AbortSignal,
): Promise<T> {
  for (let retryCount = 0; ; retryCount++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (retryCount >= retryCountMax || !isRetryable(error)) throw error;
    }
    const delayMsMax = Math.min(RETRY_DELAY_MS_MAX, retryDelayMs * 2 ** retryCount);
    await sleep(random() * delayMsMax, signal);
  }
}

/** True for an attempt after which the same call may succeed, whether or not it took effect. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof ShoppingOrdersError) return error.errcode === SYSTEM_ERROR_CODE;
  return error instanceof ShoppingOrdersConnectionError;
}
