import { isMchid, NOTICE_PATH } from "@dingdan/contract";
import { headerFault } from "@dingdan/wechatpay";
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { Problem } from "../http/problem.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { FaultCounts } from "../statistics/fault-counts.js";
import type { NoticeCounts } from "../statistics/notice-counts.js";
import type { KeyRing, KnownMerchant } from "../wechatpay/key-ring.js";
import { DeadlineError, within } from "../within.js";
import { answerOfFault, type NoticeAnswer, refused, unknownMerchant } from "./answer.js";
import { ANSWER_TIME_MS, type ReceivingParts, receiveNotice } from "./receive-notice.js";
import { sendAnswer, sendFailure } from "./send-answer.js";

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
  const admitted = new WeakMap<FastifyRequest, Admitted>();
  await server.register((notices, _options, done) => {
    notices.setErrorHandler((error: Error, request, reply) =>
      sendAnswer(reply, failed(error, request, parts), parts.counts),
    );
    notices.post(NOTICE_PATH, {
      bodyLimit: parts.bodies.bytesMax,
      onRequest: async (request, reply) => {
        const judged = await admit(request as NoticeRequest, reply, parts);
        if ("outcome" in judged) return sendAnswer(reply, judged, parts.counts);
        admitted.set(request, judged);
      },
      handler: async (request, reply) => {
        const { headers, raw } = request;
        const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
        const received = { headers, rawHeaders: raw.rawHeaders, body };
        const { merchant, leftMs } = admitted.get(request) as Admitted;
        const answer = await receiveNotice(received, merchant, { ...parts, deadlineMs: leftMs });
        return sendAnswer(reply, answer, parts.counts);
      },
    });
    notices.route({
      method: OTHER_METHODS,
      url: NOTICE_PATH,
      exposeHeadRoute: false,
      // Before the body, whose size has another limit here.
      onRequest: async (_request, reply) => refuseMethod(reply),
      handler: (_request, reply) => refuseMethod(reply),
    });
    done();
  });
}

const OTHER_METHODS: HTTPMethods[] = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"];
const refuseMethod = (reply: FastifyReply): FastifyReply =>
  sendFailure(reply.header("allow", "POST"), 405, ONLY_POST);
const ONLY_POST = "WeChat Pay posts its notices here: only POST is answered.";

/** A request that may be a notice of a merchant. */
interface Admitted {
  readonly merchant: KnownMerchant;
  /** What is left of the time for the answer. The time in which the client sends its body does not count. */
  readonly leftMs: number;
}

/** Judges what is known before the body: the merchant and the header fields. */
async function admit(
  request: NoticeRequest,
  reply: FastifyReply,
  { keyRing, timeOfDayMs, bodies, onUnknownSerial, ...parts }: NoticeRouteParts,
): Promise<NoticeAnswer | Admitted> {
  const startedAtMs = performance.now();
  const deadlineMs = Math.min(parts.deadlineMs, ANSWER_TIME_MS);
  const { mchid } = request.params;
  const merchant = isMchid(mchid)
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
  const leftMs = Math.floor(deadlineMs - (performance.now() - startedAtMs));
  return { merchant, leftMs };
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
  // The framework's other errors are all of the body's length.
  if (statusCode < 500) return refused("cut_off", statusCode, CUT_OFF);
  faults.count(error);
  if (error instanceof DeadlineError) {
    limitHits.hit("call_deadline", { cause: error.message, path: NOTICE_PATH });
  } else {
    request.log.error({ rid: request.id, err: error, path: NOTICE_PATH }, "internal error");
  }
  return refused("fault", 503, NOT_FINISHED);
}

const TOO_LARGE = "The body is larger than 2 MiB, and no notice of WeChat Pay is.";
const CUT_OFF =
  "The connection ended before the whole body had come. Its sender left or was too slow, or a proxy in front cut it off; WeChat Pay sends the notice again.";
const NOT_FINISHED =
  "The notice may be recorded or not: the server did not finish. WeChat Pay sends it again, which is harmless. /readyz and the server's log have the cause.";
