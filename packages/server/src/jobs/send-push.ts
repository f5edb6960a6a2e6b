import { ATTEMPT_TIMEOUT_MS } from "../domain/push-retry.js";
import { unreachable } from "../domain/unreachable.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { countRefusal } from "../outbound/count-refusal.js";
import type { PostToUrl, ServerCallOutcome } from "../outbound/server-call.js";
import type { SendPush } from "./push-queues.js";

/** The expected answer is the text `success`. Reading stops after this size. */
const ANSWER_BYTES_MAX = 1024;

/** Who receives pushes. */
export interface PushReceiver {
  /** How a fault names it: `the callback`. */
  readonly name: string;
  /** True when an empty answer accepts a push, too. */
  readonly isEmptyAccepted: boolean;
}

export const CALLBACK: PushReceiver = { name: "the callback", isEmptyAccepted: false };

/** WeChat takes an empty answer of an app's server for `success`. */
export const MESSAGE_URL: PushReceiver = { name: "the message URL", isEmptyAccepted: true };

/**
 * Posts pushes to the URLs that the operator registered, and nowhere else: a redirect is a failure.
 * @param closing aborts the pushes in progress when the platform stops
 */
export function pushSender(
  receiver: PushReceiver,
  post: PostToUrl,
  limitHits: Pick<LimitHits, "hit">,
  closing: AbortSignal,
): SendPush {
  return async ({ url, contentType, body }) => {
    const outcome = await post({
      url,
      headers: { "content-type": contentType },
      body,
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
      closing,
    });
    countRefusal({ url }, outcome, limitHits);
    return faultOf(outcome, receiver);
  };
}

/** Null when the receiver accepted the push. */
function faultOf(
  outcome: ServerCallOutcome,
  { name, isEmptyAccepted }: PushReceiver,
): string | null {
  switch (outcome.kind) {
    case "answered":
      if (outcome.status !== 200) return `${name} answered HTTP ${outcome.status}`;
      if (outcome.body.trim() === "success" || (isEmptyAccepted && outcome.body === ""))
        return null;
      return `${name} did not answer the plain text success`;
    case "refused": {
      const { address, use, allow } = outcome.refusal;
      return `${name}'s address ${address} is ${use} and was not called; to allow it, start with --allow-callback-network ${allow}`;
    }
    case "timeout":
      return `${name} did not answer within ${ATTEMPT_TIMEOUT_MS / 1000} s`;
    case "unreachable":
      return `${name} cannot be reached${outcome.code === null ? "" : ` (${outcome.code})`}`;
    default:
      return unreachable(outcome);
  }
}
