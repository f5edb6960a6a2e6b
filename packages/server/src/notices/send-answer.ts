import type { FastifyReply, FastifyRequest } from "fastify";
import type { NoticeCounts } from "../statistics/notice-counts.js";
import type { NoticeAnswer } from "./answer.js";
import type { ReceivedAnswer } from "./receive-notice.js";

/** Sends an answer, counts it and logs it. */
export function sendAnswer(
  reply: FastifyReply,
  answer: NoticeAnswer | ReceivedAnswer,
  counts: NoticeCounts,
): FastifyReply {
  const { outcome, status, message } = answer;
  const forwardFault = "forwardFault" in answer ? answer.forwardFault : null;
  counts.count(outcome);
  if (forwardFault !== null) counts.count("forward_failed");
  log(reply.request, answer, forwardFault);
  return message === null ? reply.code(status).send() : sendFailure(reply, status, message);
}

/** Answers as WeChat Pay expects it of a receiver that does not accept a notice. @see wechatpay, §3 */
export const sendFailure = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply
    .code(status)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send({ code: "FAIL", message });

/** Lines with a rid are limited to ten a second for each message: see serve/log.ts. */
function log(
  { log: lines, id: rid, params }: FastifyRequest,
  { outcome, status, message, facts }: NoticeAnswer,
  forwardFault: string | null,
): void {
  // A path that does not exist has no parameters, and one that is no valid path not even an object for them.
  const { mchid } = (params ?? {}) as { readonly mchid?: string };
  const about = { rid, mchid: mchid?.slice(0, 64), outcome, ...facts };
  if (forwardFault !== null) {
    lines.warn({ ...about, fault: forwardFault }, "forwarding a WeChat Pay notice failed");
  }
  if (outcome === "contradiction") lines.warn(about, CONTRADICTS);
  else if (outcome === "incomplete") lines.warn(about, IS_INCOMPLETE);
  else if (outcome === "probe")
    lines.debug(about, "WeChat Pay tested whether signatures are verified");
  else if (message !== null && (forwardFault === null || status !== 503)) {
    lines.warn({ ...about, message }, `a WeChat Pay notice was refused: ${outcome}`);
  }
}

const CONTRADICTS =
  "a WeChat Pay notice contradicts what is recorded and was not recorded; the payment needs attention";
// WeChat Pay announces no other state than SUCCESS, and does not send an accepted notice again.
const IS_INCOMPLETE =
  "a WeChat Pay notice reports a payment that is not completed; it was accepted, and nothing was recorded";
