import { MCHID_PATTERN, NOTICE_PATH } from "@dingdan/contract";
import { headerFault } from "@dingdan/wechatpay";
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { Problem } from "../http/problem.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { FaultCounts } from "../statistics/fault-counts.js";
import type { NoticeCounts } from "../statistics/notice-counts.js";
import type { KeyRing, KnownMerchant } from "../wechatpay/key-ring.js";
import { DeadlineError, within } from "../within.js";
import { answerOfFault, type NoticeAnswer, refused, unknownMerchant } from "./answer.js";
import { type ReceivedAnswer, type ReceivingParts, receiveNotice } from "./receive-notice.js";

/** Bodies of notices, which strangers may send. */
export interface NoticeBodies {
  /** The largest body of a plausible notice. */
  readonly bytesMax: number;
  /** Whether the body is so small that it may be read without plausible header fields. */
  readonly isSmall: (request: FastifyRequest) => boolean;
  /**
   * Reserves the memory of a body until the answer has ended.
   * @param merchant whose notice it may be; null for a request without plausible header fields
   * @returns the problem when there is no memory
   */
  readonly reserve: (reply: FastifyReply, merchant: string | null) => Problem | undefined;
}

export interface NoticeRouteParts extends ReceivingParts {
  readonly keyRing: KeyRing;
  readonly bodies: NoticeBodies;
  /** Called for a notice that is signed with a key that is not known. Does not block. */
  readonly onUnknownSerial: (mchid: string) => void;
  readonly counts: NoticeCounts;
  readonly faults: FaultCounts;
  readonly limitHits: Pick<LimitHits, "hit">;
}

type NoticeRequest = FastifyRequest<{ Params: { readonly mchid: string } }>;

/**
 * Registers `POST /payments/wechatpay/:mchid/notify`, which receives WeChat Pay's notices. Its errors are
 * those that WeChat Pay expects: `{"code":"FAIL","message":"…"}` with a status of 4xx or 503.
 * @see wechatpay, §2 and §3
 */
export async function registerNoticeRoute(
  server: FastifyInstance,
  parts: NoticeRouteParts,
): Promise<void> {
  const known = new WeakMap<FastifyRequest, KnownMerchant>();
  await server.register((notices, _options, done) => {
    notices.setErrorHandler((error: Error, request, reply) =>
      send(reply, failed(error, request, parts), parts),
    );
    notices.post(NOTICE_PATH, {
      bodyLimit: parts.bodies.bytesMax,
      onRequest: async (request, reply) => {
        const admitted = await admit(request as NoticeRequest, reply, parts);
        if ("outcome" in admitted) return send(reply, admitted, parts);
        known.set(request, admitted);
      },
      handler: async (request, reply) => {
        const { headers, raw } = request;
        const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
        const received = { headers, rawHeaders: raw.rawHeaders, body };
        const merchant = known.get(request) as KnownMerchant;
        return send(reply, await receiveNotice(received, merchant, parts), parts);
      },
    });
    notices.route({
      method: OTHER_METHODS,
      url: NOTICE_PATH,
      exposeHeadRoute: false,
      handler: (_request, reply) => sendFailure(reply.header("allow", "POST"), 405, ONLY_POST),
    });
    done();
  });
}

const OTHER_METHODS: HTTPMethods[] = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"];
const ONLY_POST = "WeChat Pay posts its notices here: only POST is answered.";
const MCHID = new RegExp(MCHID_PATTERN);

/** Judges what is known before the body: the merchant and the header fields. */
async function admit(
  request: NoticeRequest,
  reply: FastifyReply,
  { keyRing, timeOfDayMs, bodies, deadlineMs, onUnknownSerial }: NoticeRouteParts,
): Promise<NoticeAnswer | KnownMerchant> {
  const { mchid } = request.params;
  const merchant = MCHID.test(mchid)
    ? await within(keyRing.find(mchid), deadlineMs, "the look-up of the merchant")
    : null;
  if (merchant === null) return unknownMerchant(mchid);
  const nowMs = timeOfDayMs();
  const fault = headerFault(request.headers, merchant.platformKeysAt(nowMs), nowMs);
  // WeChat Pay may use a new certificate; it sends the notice again.
  if (fault?.kind === "unknown_serial") onUnknownSerial(mchid);
  // The older interfaces send XML without these fields: a small body is read to see that.
  const mayBeXml = fault?.kind === "missing_header" && bodies.isSmall(request);
  if (fault !== null && !mayBeXml) return answerOfFault(fault, mchid);
  const noRoom = bodies.reserve(reply, fault === null ? mchid : null);
  if (noRoom !== undefined) throw noRoom;
  return merchant;
}

/** The answer to a request that failed inside the platform, or that the framework rejected. */
function failed(
  error: Error & { readonly statusCode?: number },
  request: FastifyRequest,
  { faults, limitHits }: NoticeRouteParts,
): NoticeAnswer {
  if (error instanceof Problem && error.status < 500) {
    return refused("not_a_notification", error.status, error.detail.en);
  }
  if (error instanceof Problem) return refused("fault", 503, error.detail.en);
  const { statusCode = 500 } = error;
  if (statusCode === 413) return refused("too_large", 413, TOO_LARGE);
  if (statusCode < 500) return refused("not_a_notification", statusCode, error.message);
  faults.count(error);
  if (error instanceof DeadlineError) {
    limitHits.hit("call_deadline", { cause: error.message, path: NOTICE_PATH });
  } else {
    request.log.error({ rid: request.id, err: error, path: NOTICE_PATH }, "internal error");
  }
  return refused("fault", 503, NOT_FINISHED);
}

const TOO_LARGE = "The body is larger than 2 MiB, and no notice of WeChat Pay is.";
const NOT_FINISHED =
  "The notice may be recorded or not: the server did not finish. WeChat Pay sends it again, which is harmless. /readyz and the server's log have the cause.";

function send(
  reply: FastifyReply,
  answer: NoticeAnswer | ReceivedAnswer,
  { counts }: NoticeRouteParts,
): FastifyReply {
  const { outcome, status, message } = answer;
  const forwardFault = "forwardFault" in answer ? answer.forwardFault : null;
  counts.count(outcome);
  if (forwardFault !== null) counts.count("forward_failed");
  log(reply.request as NoticeRequest, answer, forwardFault);
  return message === null ? reply.code(status).send() : sendFailure(reply, status, message);
}

const sendFailure = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply
    .code(status)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send({ code: "FAIL", message });

/** Lines with a rid are limited to ten a second for each message: see serve/log.ts. */
function log(
  { log: lines, id: rid, params }: NoticeRequest,
  { outcome, status, message, facts }: NoticeAnswer,
  forwardFault: string | null,
): void {
  const about = { rid, mchid: params.mchid.slice(0, 64), outcome, ...facts };
  if (forwardFault !== null) {
    lines.warn({ ...about, fault: forwardFault }, "forwarding a WeChat Pay notice failed");
  }
  if (outcome === "contradiction") lines.warn(about, CONTRADICTS);
  else if (outcome === "probe")
    lines.debug(about, "WeChat Pay tested whether signatures are verified");
  else if (message !== null && (forwardFault === null || status !== 503)) {
    lines.warn({ ...about, message }, `a WeChat Pay notice was refused: ${outcome}`);
  }
}

const CONTRADICTS =
  "a WeChat Pay notice contradicts what is recorded and was not recorded; the payment needs attention";
