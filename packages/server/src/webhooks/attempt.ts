import type { WebhookFault } from "@dingdan/contract";
import { unreachable } from "../domain/unreachable.js";
import type { AttemptDetails } from "../domain/webhooks/endpoint.js";
import { type AttemptAnswer, answeredFault } from "../domain/webhooks/judge-attempt.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { countRefusal } from "../outbound/count-refusal.js";
import type { CallUrl, UrlCallOutcome } from "../outbound/server-call.js";
import { shownText } from "../outbound/shown-text.js";
import type { WebhookOutcome } from "../statistics/webhook-counts.js";
import type { WebhookForm, WebhookRequest } from "./webhook-body.js";

/** How long a receiver may take to answer. */
export const WEBHOOK_TIMEOUT_MS = 15_000;

/** How much of an answer is kept. */
const BODY_BYTES_MAX = 1_024;
const HEADER_CHARACTERS_MAX = 2_048;

export interface AttemptParts {
  readonly call: CallUrl;
  readonly limitHits: Pick<LimitHits, "hit">;
  /** Aborts the attempts in progress when the platform stops. */
  readonly closing: AbortSignal;
}

export interface Attempt {
  readonly outcome: WebhookOutcome;
  readonly answer: AttemptAnswer;
  readonly details: AttemptDetails;
}

/** Sends an event once. A redirect is an answer like any other, and is not followed. */
export async function attempt(
  request: WebhookRequest,
  form: WebhookForm,
  { call, limitHits, closing }: AttemptParts,
): Promise<Attempt> {
  const { url } = request.endpoint;
  const requestHeaders = await form.headers(request);
  const startMs = performance.now();
  const outcome = await call({
    url,
    headers: requestHeaders,
    body: request.body,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
    answerBytesMax: BODY_BYTES_MAX,
    closing,
  });
  const durationMs = Math.round(performance.now() - startMs);
  countRefusal({ url }, outcome, limitHits);
  const common = { durationMs, requestHeaders };
  if (outcome.kind !== "answered") {
    const fault = faultOf(outcome);
    return {
      // A call that the stop of the platform ended looks like a connection that broke.
      outcome: closing.aborted ? "stopped" : OUTCOMES[outcome.kind],
      answer: { status: null, fault, headers: {} },
      details: { ...common, status: null, fault, answerHeaders: null, answerBody: null },
    };
  }
  const { status, headers, body } = outcome;
  const isAcknowledged = status >= 200 && status < 300;
  return {
    outcome: isAcknowledged ? "delivered" : "http_error",
    answer: { status, fault: null, headers },
    details: {
      ...common,
      status,
      fault: isAcknowledged ? null : answeredFault(status),
      answerHeaders: keptHeaders(headers),
      answerBody: shownText(body.subarray(0, BODY_BYTES_MAX).toString("utf8")),
    },
  };
}

const OUTCOMES = {
  refused: "address_refused",
  timeout: "timeout",
  unreachable: "unreachable",
} as const satisfies Record<Exclude<UrlCallOutcome["kind"], "answered">, WebhookOutcome>;

function faultOf(outcome: Exclude<UrlCallOutcome, { readonly kind: "answered" }>): WebhookFault {
  switch (outcome.kind) {
    case "refused": {
      const { address, use, allow: network } = outcome.refusal;
      return { code: "address_refused", params: { address, use, network } };
    }
    case "timeout":
      return { code: "timeout", params: { seconds: WEBHOOK_TIMEOUT_MS / 1000 } };
    case "unreachable":
      // The codes of Node's parser: HPE_INVALID_CONSTANT.
      if (outcome.code?.startsWith("HPE_")) return { code: "not_http", params: {} };
      return {
        code: "unreachable",
        params: outcome.code === null ? {} : { system_code: outcome.code },
      };
    default:
      return unreachable(outcome);
  }
}

/** The first header fields of an answer. Cookies are secrets of the receiver. */
function keptHeaders(headers: AttemptAnswer["headers"]): Record<string, string> {
  const kept: Record<string, string> = {};
  let characters = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === "set-cookie") continue;
    const text = [value].flat().join(", ");
    characters += name.length + text.length;
    if (characters > HEADER_CHARACTERS_MAX) break;
    kept[name] = text;
  }
  return kept;
}
