import { setTimeout as sleep } from "node:timers/promises";
import type { Text } from "@dingdan/contract";
import { RefusalError, UsageError } from "./errors.js";
import type { Terminal } from "./terminal/terminal.js";
import { TEXTS } from "./texts.js";

/** The pause between two tries. */
export const RETRY_MS = 1000;

/** After this number of failed tries in a row a command ends with the error. A restart takes fewer. */
export const TRIES_MAX = 30;

/**
 * Repeats a call every second while the server does not respond or returns a 5xx status, and says so.
 * @returns null once it is stopped
 * @throws the error of the last try; an error that a repetition does not change at once
 */
export async function persist<Reply>(
  call: () => Promise<Reply>,
  { terminal, stopped }: { readonly terminal: Terminal; readonly stopped: AbortSignal },
): Promise<Reply | null> {
  for (let failed = 0; !stopped.aborted; ) {
    try {
      const reply = await call();
      if (failed > 0) terminal.note(TEXTS.logs.resumed);
      return reply;
    } catch (error) {
      // A call that a stop ended has failed, too.
      if (stopped.aborted) return null;
      failed += 1;
      const reason = reasonToRetry(error);
      if (reason === null || failed > TRIES_MAX) throw error;
      if (failed === 1) {
        terminal.note(reason);
        terminal.note(TEXTS.logs.retrying);
      }
    }
    await sleep(RETRY_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
  return null;
}

/** Why to retry: the server does not respond, or returned a 5xx status; null for other errors. */
function reasonToRetry(error: unknown): Text | null {
  if (error instanceof UsageError) return error.problems[0]?.message ?? null;
  if (!(error instanceof RefusalError) || error.refusal.interface !== "admin") return null;
  const { status } = error.refusal;
  return status >= 500 ? TEXTS.logs.serverError(status) : null;
}
