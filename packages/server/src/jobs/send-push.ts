import { ATTEMPT_TIMEOUT_MS } from "../domain/push-retry.js";
import { unreachable } from "../domain/unreachable.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { countRefusal } from "../outbound/count-refusal.js";
import type { PostToUrl, ServerCallOutcome } from "../outbound/server-call.js";
import type { SendPush } from "./component-pushes.js";

/** The expected answer is the text `success`. Reading stops after this size. */
const ANSWER_BYTES_MAX = 1024;

/**
 * Posts pushes to the callbacks that the operator registered, and nowhere else: a redirect is a failure.
 * @param closing aborts the pushes in progress when the platform stops
 */
export function pushSender(
  post: PostToUrl,
  limitHits: Pick<LimitHits, "hit">,
  closing: AbortSignal,
): SendPush {
  return async ({ url, body }) => {
    const outcome = await post({
      url,
      headers: { "content-type": "text/xml; charset=utf-8" },
      body,
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
      closing,
    });
    countRefusal({ url }, outcome, limitHits);
    return faultOf(outcome);
  };
}

/** Null when the callback accepted the push. */
function faultOf(outcome: ServerCallOutcome): string | null {
  switch (outcome.kind) {
    case "answered":
      if (outcome.status !== 200) return `the callback answered HTTP ${outcome.status}`;
      if (outcome.body.trim() === "success") return null;
      return "the callback did not answer the plain text success";
    case "refused": {
      const { address, use, allow } = outcome.refusal;
      return `the callback's address ${address} is ${use} and was not called; to allow it, start with --allow-callback-network ${allow}`;
    }
    case "timeout":
      return `the callback did not answer within ${ATTEMPT_TIMEOUT_MS / 1000} s`;
    case "unreachable":
      return `the callback cannot be reached${outcome.code === null ? "" : ` (${outcome.code})`}`;
    default:
      return unreachable(outcome);
  }
}
