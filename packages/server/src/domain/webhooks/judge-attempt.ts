import type { WebhookFault, WebhookFaultParams, WebhookStopReason } from "@dingdan/contract";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pauses before each attempt: 10 attempts over 71 h 35 min. */
const PAUSES_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  20 * HOUR_MS,
];

export const WEBHOOK_TRIES_MAX = PAUSES_MS.length;

/** Pauses are shorter by up to this share, so that events that failed together do not return together. */
const JITTER = 0.1;

/** A receiver that asks for a longer pause gets this one. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;

/** An endpoint without a success for this time is paused. */
export const FAILING_MAX_MS = 5 * 24 * HOUR_MS;

/** The pause after a number of failed attempts. @param random from 0 to 1 */
export const webhookPauseMs = (tries: number, random: number): number =>
  Math.round((PAUSES_MS[tries] ?? 0) * (1 - JITTER * random));

/** What an attempt came to. */
export interface AttemptAnswer {
  /** Null without an answer. */
  readonly status: number | null;
  /** Why there is no answer, or nothing was sent; null for an answer. */
  readonly fault: WebhookFault | null;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface AttemptJudgement {
  readonly delivery:
    | { readonly kind: "delivered" }
    | { readonly kind: "retry"; readonly dueAtMs: number; readonly fault: WebhookFault }
    | { readonly kind: "failed"; readonly fault: WebhookFault };
  /** Why the endpoint is to be disabled; null when it is not. */
  readonly disable: Extract<WebhookStopReason, "gone" | "receiver_asked"> | null;
  /** Until when nothing else is sent to the endpoint, which asked for a pause; null without one. */
  readonly holdUntilMs: number | null;
}

/**
 * Judges an attempt: 2xx acknowledges the event, and everything else fails. A receiver may ask for a pause
 * (`retry-after`), for no further attempt (`webhook-delivery: abort-message`) or for no event at all (410,
 * `webhook-delivery: disable`).
 * @param tries how many attempts there were, with this one
 */
export function judgeAttempt(
  { status, fault: noAnswer, headers }: AttemptAnswer,
  given: { readonly tries: number; readonly nowMs: number; readonly random: number },
): AttemptJudgement {
  const asked = wordsOf(headers["webhook-delivery"]);
  const isDisabled = asked.includes("disable");
  const disable = isDisabled ? "receiver_asked" : status === 410 ? "gone" : null;
  if (status !== null && status >= 200 && status < 300) {
    return { delivery: { kind: "delivered" }, disable, holdUntilMs: null };
  }
  const fault = noAnswer ?? answeredFault(status ?? 0);
  const failed = (end: WebhookFaultParams): AttemptJudgement => ({
    delivery: { kind: "failed", fault: { ...fault, params: { ...fault.params, ...end } } },
    disable,
    holdUntilMs: null,
  });
  if (disable !== null) return failed({ end: "events_unwanted" });
  if (asked.includes("abort-message")) return failed({ end: "attempts_unwanted" });
  if (given.tries >= WEBHOOK_TRIES_MAX) {
    return failed({ end: "last_attempt", attempt: given.tries });
  }
  const afterMs = retryAfterMs(headers["retry-after"], given.nowMs);
  const pauseMs = Math.max(webhookPauseMs(given.tries, given.random), afterMs);
  const isBusy = (status === 429 || status === 503) && afterMs > 0;
  return {
    delivery: { kind: "retry", dueAtMs: given.nowMs + pauseMs, fault },
    disable: null,
    holdUntilMs: isBusy ? given.nowMs + afterMs : null,
  };
}

/** The fault of an answer that acknowledges nothing. */
export const answeredFault = (status: number): WebhookFault => ({
  code: "http_status",
  params: { status },
});

type HeaderValue = string | readonly string[] | undefined;

const wordsOf = (value: HeaderValue): string[] =>
  [value ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((word) => word.trim().toLowerCase());

/** The pause that a receiver asks for, in seconds or as a date; 0 for none. */
function retryAfterMs(header: HeaderValue, nowMs: number): number {
  const text = ([header ?? ""].flat()[0] ?? "").trim();
  const askedMs = /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - nowMs;
  return Math.min(Math.max(askedMs || 0, 0), RETRY_AFTER_MAX_MS);
}
