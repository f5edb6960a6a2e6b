import { setTimeout as sleep } from "node:timers/promises";
import type { EventRepresentation } from "@dingdan/contract";
import type { SigningKeys } from "@dingdan/server";
import { UsageError } from "../errors.js";
import type { Answer } from "../notify/answer.js";
import { deliver } from "../notify/deliver.js";
import { RETRY_MS, TRIES_MAX } from "../persist.js";
import type { Terminal } from "../terminal/terminal.js";
import { LISTEN_TEXTS as TEXTS } from "./listen-texts.js";

/** How long a receiver may take, as with a real webhook. */
export const ANSWER_TIMEOUT_MS = 15_000;

export type Received = Exclude<Answer, { readonly kind: "unreachable" }>;

export interface ForwardParts {
  readonly url: URL;
  readonly keys: SigningKeys;
  /** The header fields of a webhook, by the server's own code. */
  readonly headersOf: (
    message: { readonly id: string; readonly atMs: number; readonly body: string },
    keys: readonly SigningKeys[],
  ) => Readonly<Record<string, string>>;
  readonly terminal: Terminal;
  readonly stopped: AbortSignal;
  readonly nowMs: () => number;
}

export const isAcknowledged = (answer: Received): boolean =>
  answer.kind === "answered" && answer.status >= 200 && answer.status < 300;

/**
 * Posts an event as a webhook. A receiver that cannot be reached is tried again every second, with the same
 * id and bytes and the time of the attempt.
 * @param before the place in the feed before the event, to continue with after the error
 * @returns null when it was stopped: the event may have been received
 * @throws UsageError when the receiver cannot be reached for 30 s
 */
export async function forward(
  event: EventRepresentation,
  before: string,
  { url, keys, headersOf, terminal, stopped, nowMs }: ForwardParts,
): Promise<Received | null> {
  const body = JSON.stringify(event);
  for (let failed = 0; !stopped.aborted; ) {
    const headers = headersOf({ id: event.id, atMs: nowMs(), body }, [keys]);
    const answer = await untilStopped(deliver(url, { headers, body }, ANSWER_TIMEOUT_MS), stopped);
    if (answer === null) return null;
    if (answer.kind !== "unreachable") {
      if (failed > 0) terminal.note(TEXTS.receiverIsBack);
      return answer;
    }
    failed += 1;
    if (failed > TRIES_MAX) {
      throw new UsageError(TEXTS.problem.receiverGone(url.href, answer.reason, before));
    }
    if (failed === 1) terminal.note(TEXTS.noConnection(answer.reason));
    await sleep(RETRY_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
  return null;
}

/** The result, or null once it is stopped: the receiver may take long. */
async function untilStopped<Result>(
  result: Promise<Result>,
  stopped: AbortSignal,
): Promise<Result | null> {
  const stop = new AbortController();
  const end = new Promise<null>((resolve) => {
    stopped.addEventListener("abort", () => resolve(null), { signal: stop.signal });
  });
  try {
    return await Promise.race([result, end]);
  } finally {
    stop.abort();
  }
}
