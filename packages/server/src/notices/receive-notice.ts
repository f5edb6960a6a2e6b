import { type HeaderValues, readNotification } from "@dingdan/wechatpay";
import type { KnownMerchant } from "../wechatpay/key-ring.js";
import { apiV3KeysAt, closedText } from "../wechatpay/merchant-keys.js";
import { within } from "../within.js";
import { answerOfFault, type NoticeAnswer, refused } from "./answer.js";
import type { ForwardNotice, ReceivedNotice } from "./forward.js";
import { type RecordingParts, recordNotice } from "./record-notice.js";

export interface ReceivingParts extends RecordingParts {
  /** The time of day, by which signatures are judged; null accepts every time. */
  readonly timeOfDayMs: () => number | null;
  readonly forward: ForwardNotice;
  /** How long the answer may take. */
  readonly deadlineMs: number;
}

/** WeChat Pay waits for 5 s, the way of the notice and of its answer included. @see wechatpay, §3 */
export const ANSWER_TIME_MS = 4_800;
/** No forward waits longer for the merchant's receiver. */
const FORWARD_TIMEOUT_MS = 4_000;

/** The answer to a request, and why its forward failed; null when it was not forwarded or accepted. */
export interface ReceivedAnswer extends NoticeAnswer {
  readonly forwardFault: string | null;
}

/**
 * Verifies, decrypts, records and forwards a notice, in this order, within the deadline.
 * @throws DeadlineError, and what the storage throws: the notice may be recorded or not
 */
export async function receiveNotice(
  received: ReceivedNotice & { readonly headers: HeaderValues },
  { merchant, platformKeysAt, opened }: KnownMerchant,
  parts: ReceivingParts,
): Promise<ReceivedAnswer> {
  const startedAtMs = performance.now();
  const { mchid, forward: target } = merchant;
  const apiV3Keys =
    opened.kind === "opened" ? apiV3KeysAt(opened.secrets, parts.clock.nowMs()) : [];
  const timeOfDayMs = parts.timeOfDayMs();
  const keys = { platformKeyOf: platformKeysAt(timeOfDayMs), apiV3Keys };
  const read = readNotification(received, keys, timeOfDayMs);
  if (read.kind === "refused") {
    const isClosed = read.fault.kind === "undecryptable" && opened.kind !== "opened";
    return notForwarded(isClosed ? keysClosed(opened) : answerOfFault(read.fault, mchid));
  }
  const { deadlineMs } = parts;
  const recording = recordNotice(read.notification, mchid, parts);
  const answer = await within(recording, deadlineMs, "recording the notice");
  if (target === null || answer.outcome === "wrong_merchant") return notForwarded(answer);
  const leftMs = deadlineMs - (performance.now() - startedAtMs);
  const timeoutMs = Math.floor(Math.min(FORWARD_TIMEOUT_MS, leftMs));
  const forwardFault = await parts.forward(received, target, timeoutMs);
  return { ...answerAfterForward(answer, forwardFault), forwardFault };
}

const notForwarded = (answer: NoticeAnswer): ReceivedAnswer => ({ ...answer, forwardFault: null });

/**
 * The merchant's receiver decides about a notice that is recorded here: WeChat Pay sends it again until
 * both have accepted it. A notice of a type that only the receiver knows is accepted when it does.
 */
function answerAfterForward(answer: NoticeAnswer, fault: string | null): NoticeAnswer {
  if (fault === null) {
    return answer.outcome === "unknown_event" ? { ...answer, status: 204, message: null } : answer;
  }
  if (answer.message !== null) return answer;
  return {
    ...answer,
    status: 503,
    message: `The notice is recorded, but the receiver at forward_url ${fault}.`,
  };
}

const keysClosed = (opened: Exclude<KnownMerchant["opened"], { kind: "opened" }>): NoticeAnswer =>
  refused("fault", 503, KEYS_CLOSED, { cause: closedText(opened).en });

const KEYS_CLOSED =
  "The keys of this merchant cannot be opened now, so the notice is not recorded. The server's log has the cause; WeChat Pay sends the notice again.";
