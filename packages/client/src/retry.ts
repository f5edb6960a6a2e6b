import { errorNamed } from "@dingdan/contract";
import type { Connection } from "./connection.js";
import { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";

const RETRY_DELAY_MS_MAX = 10_000;
const SYSTEM_ERROR_CODE = errorNamed("SYSTEM_ERROR").code;

type RetrySettings = Pick<Connection, "retryCountMax" | "retryDelayMs" | "random" | "sleep">;

/**
 * Repeats an attempt while the network or an `errcode` of -1 ends it. Every interface takes a repeat
 * of the same request without harm: a stored upload that comes again is answered 0 again, and an
 * assignment that comes again is not carried out twice but answered 10121009.
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
      if (retryCount >= retryCountMax || !isWorthRepeating(error)) throw error;
    }
    const delayMsMax = Math.min(RETRY_DELAY_MS_MAX, retryDelayMs * 2 ** retryCount);
    await sleep(random() * delayMsMax, signal);
  }
}

function isWorthRepeating(error: unknown): boolean {
  if (error instanceof ShoppingOrdersError) return error.errcode === SYSTEM_ERROR_CODE;
  return error instanceof ShoppingOrdersConnectionError;
}
