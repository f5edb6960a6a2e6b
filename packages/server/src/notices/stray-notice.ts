import { NOTICE_PATH } from "@dingdan/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { loggedPath } from "../request-log/logged-path.js";
import type { NoticeCounts } from "../statistics/notice-counts.js";
import { refused, shown } from "./answer.js";
import { sendAnswer } from "./send-answer.js";

/** Whether a request is a notice of WeChat Pay, by the field that each has and no call of the wire. */
export const isNotice = ({ headers }: Pick<FastifyRequest, "headers">): boolean =>
  headers["wechatpay-signature"] !== undefined;

/**
 * Refuses a notice for a path that does not exist: a notify_url with a mistake in it. An unknown path is
 * otherwise answered with status 200 and an errcode, as WeChat does, which would accept the notice.
 * @see wechatpay, §3
 */
export function refuseStrayNotice(
  reply: FastifyReply,
  path: string,
  counts: NoticeCounts,
): FastifyReply {
  const seen = loggedPath(path);
  const message = `Notices are not received at ${shown(seen)}, only at ${NOTICE_PATH}. Correct the notify_url: dingdan wechatpay show prints it.`;
  return sendAnswer(reply, refused("unknown_path", 404, message, { path: seen }), counts);
}
