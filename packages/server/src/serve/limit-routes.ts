import { ADMIN_PREFIX, CONSOLE_PREFIX, NOTICE_PATH, text } from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sessionBehind } from "../admin/authorize.js";
import type { LateAnswerConfig } from "../http/late-answer.js";
import { answerProblem, Problem } from "../http/problem.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { NoticeBodies } from "../notices/routes.js";
import { FIRST_RUN_ACTION_PATH } from "../pages/first-run/routes.js";
import { type Bodies, IncomingBody } from "./bodies.js";
import { BODY_BYTES_MAX, SMALL_BODY_BYTES_MAX } from "./body-budget.js";
import { CallDeadlines } from "./call-deadlines.js";
import { declaredBytes } from "./request-body.js";

/**
 * Answers that last as long as their client reads, and work that takes as long as it takes, here or
 * elsewhere. The receiver of notices keeps its deadline itself, since WeChat Pay expects errors of another
 * form.
 */
const WITHOUT_DEADLINE: ReadonlySet<string> = new Set([
  `${ADMIN_PREFIX}/orders/export`,
  `${ADMIN_PREFIX}/events`,
  `${CONSOLE_PREFIX}/events`,
  `${ADMIN_PREFIX}/clock`,
  FIRST_RUN_ACTION_PATH,
  NOTICE_PATH,
  `${ADMIN_PREFIX}/merchants/:mchid/wechatpay/notices`,
  `${ADMIN_PREFIX}/reconcile`,
  `${ADMIN_PREFIX}/audit/verify`,
  `${ADMIN_PREFIX}/buyers/export`,
  `${ADMIN_PREFIX}/buyers/erase`,
  // Receivers have 15 s.
  `${ADMIN_PREFIX}/webhook-endpoints/:id/test`,
]);

/**
 * Gives the requests of the framework one deadline for their answer. It does not include the time in
 * which the client sends its body. A route that streams has none: connections.ts disconnects a client
 * that stops to read. (The framework's own handlerTimeout ends when the body has been read.)
 */
export function limitTime(
  server: FastifyInstance,
  deadlineMs: number,
  limitHits: Pick<LimitHits, "hit">,
): void {
  const deadlines = new CallDeadlines<FastifyReply>(deadlineMs, (reply) => {
    limitHits.hit("call_deadline", { cause: "work", path: reply.request.routeOptions.url });
    answerLate(reply);
  });
  const enter = (reply: FastifyReply) => {
    if (hasDeadline(reply) && !reply.raw.destroyed) deadlines.enter(reply);
  };
  server.addHook("onClose", () => deadlines.close());
  // These come before the hooks of the routes: finding the caller has the same deadline.
  server.addHook("onRequest", (_request, reply, done) => {
    reply.raw.once("close", () => deadlines.leave(reply));
    enter(reply);
    done();
  });
  server.addHook("preParsing", (_request, reply, _payload, done) => {
    deadlines.leave(reply);
    done();
  });
  server.addHook("preValidation", (request, reply, done) => {
    enter(reply);
    // Its connection may be silent until the answer. node:http limits the silence again after it.
    if (lastsLong(reply)) request.raw.socket.setTimeout(0);
    done();
  });
  server.addHook("onSend", (_request, reply, _payload, done) => {
    deadlines.leave(reply);
    done();
  });
}

function hasDeadline(reply: FastifyReply): boolean {
  return reply.request.routeOptions.url !== undefined && !lastsLong(reply);
}

const lastsLong = ({ request }: FastifyReply): boolean =>
  WITHOUT_DEADLINE.has(request.routeOptions.url ?? "");

/** Answers at once. What the handler answers later is dropped, and what it throws is its log's business. */
function answerLate(reply: FastifyReply): void {
  if (reply.raw.headersSent) return;
  reply.hijack();
  const { log } = reply;
  const rid = reply.request.id;
  const drop = () => undefined;
  const failedLate = (facts: { readonly err?: unknown }) => {
    if (facts.err !== undefined)
      log.error({ rid, err: facts.err }, "a request failed after its deadline");
  };
  reply.log = Object.assign(Object.create(log) as typeof log, { warn: drop, error: failedLate });
  const { answerLate: answerAsPage } = reply.request.routeOptions.config as LateAnswerConfig;
  if (answerAsPage === undefined) answerProblem(reply.request, reply.raw, TOO_LATE);
  else answerAsPage(reply, TOO_LATE.status);
}

const TOO_LATE = new Problem(
  503,
  text(
    "The server did not finish in time, so the database may be slow or down. The request may or may not have taken effect: check before you retry. /readyz says what is down.",
    "服务器未能及时完成，数据库可能缓慢或不可用。请求可能已生效，也可能未生效，重试前请先确认结果。/readyz 会指出故障所在。",
  ),
);

/** Bodies take their memory from the same limit as those of calls. Only the operator's may be large. */
export function limitBodies(server: FastifyInstance, bodies: Bodies): void {
  server.addHook("onRoute", (route) => {
    if (route.url.startsWith(ADMIN_PREFIX)) route.bodyLimit = BODY_BYTES_MAX;
  });
  server.addHook("onRequest", (request, reply, done) => {
    // The operator's requests reserve more once their caller is known, and notices their merchant.
    const { url } = request.routeOptions;
    const isNotice = url === NOTICE_PATH && request.method === "POST";
    if (isNotice || url?.startsWith(ADMIN_PREFIX) === true) done();
    else done(reserve(reply, (incoming) => bodies.reserveSmall(incoming), bodies));
  });
}

/** The bodies of the operator's interface, whose caller has been authorised. */
export function limitAdminBodies(admin: FastifyInstance, bodies: Bodies): void {
  admin.addHook("onRequest", (request, reply, done) => {
    const caller = sessionBehind(request)?.appid ?? "operator";
    done(reserve(reply, (incoming) => bodies.reserve(incoming, caller), bodies));
  });
}

/**
 * The bodies of WeChat Pay's notices. A large one is only read as that of a merchant, whose part of the
 * memory it takes: a client that sends large bodies slowly with plausible header fields leaves the memory
 * of the small ones, and nearly all notices are small.
 */
export const noticeBodies = (bodies: Bodies): NoticeBodies => ({
  bytesMax: BODY_BYTES_MAX,
  isSmall: isSmallBody,
  reserve: (reply, merchant) => {
    const caller = `wechatpay ${merchant}`;
    const isSmall = isSmallBody(reply.request);
    const asSmall = isSmall
      ? reserve(reply, (incoming) => bodies.reserveSmall(incoming), bodies)
      : NO_ROOM;
    if (asSmall === undefined || merchant === null) return asSmall;
    return reserve(reply, (incoming) => bodies.reserve(incoming, caller), bodies);
  },
});

const isSmallBody = ({ raw }: FastifyRequest): boolean =>
  (declaredBytes(raw) ?? Number.POSITIVE_INFINITY) <= SMALL_BODY_BYTES_MAX;

/** Reserves memory until the answer has ended; returns the problem when there is none. */
function reserve(
  reply: FastifyReply,
  from: (incoming: IncomingBody) => boolean,
  bodies: Bodies,
): Problem | undefined {
  const { raw } = reply.request;
  // The client has left while its key was looked up.
  if (raw.destroyed || reply.raw.destroyed || !hasBody(raw)) return undefined;
  const incoming = new IncomingBody(raw);
  if (!from(incoming)) return NO_ROOM;
  reply.raw.once("close", () => bodies.release(incoming));
  return undefined;
}

const hasBody = ({ headers }: FastifyReply["request"]["raw"]): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

const NO_ROOM = new Problem(
  503,
  text(
    "The server has no memory for another request body now: retry in a moment.",
    "服务器暂无内存接收更多请求体，请稍后重试。",
  ),
);
