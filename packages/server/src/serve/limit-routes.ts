import { ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance, FastifyReply, onRequestHookHandler } from "fastify";
import { Problem, sendProblem } from "../http/problem.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { type Bodies, IncomingBody } from "./bodies.js";
import { BODY_BYTES_MAX } from "./body-budget.js";
import { CallDeadlines } from "./call-deadlines.js";

/** Answers that last as long as their client reads, and work that takes as long as it takes. */
const WITHOUT_DEADLINE: ReadonlySet<string> = new Set([
  `${ADMIN_PREFIX}/orders/export`,
  `${ADMIN_PREFIX}/clock`,
]);

/**
 * Gives the routes of the framework their limits: one deadline for the answer, and large bodies only for
 * the operator. A route that streams has no deadline: connections.ts disconnects a client that stops to
 * read. (The framework's own handlerTimeout ends when the body of its request has been read.)
 */
export function limitRoutes(
  server: FastifyInstance,
  deadlineMs: number,
  limitHits: LimitHits,
): void {
  const deadlines = new CallDeadlines<FastifyReply>(deadlineMs, (reply) => {
    if (reply.sent || reply.raw.headersSent) return;
    limitHits.hit("call_deadline", { cause: "work", path: reply.request.routeOptions.url });
    sendProblem(reply.request, reply, TOO_LATE);
  });
  server.addHook("onClose", () => deadlines.close());
  const start: onRequestHookHandler = (_request, reply, done) => {
    deadlines.enter(reply);
    reply.raw.once("close", () => deadlines.leave(reply));
    done();
  };
  server.addHook("onRoute", (route) => {
    const isFile = route.url.endsWith("*");
    if (!isFile && !WITHOUT_DEADLINE.has(route.url)) {
      route.onRequest = [start, ...[route.onRequest ?? []].flat()];
    }
    if (route.url.startsWith(ADMIN_PREFIX)) route.bodyLimit = BODY_BYTES_MAX;
  });
}

const TOO_LATE = new Problem(
  503,
  text(
    "The server did not finish in time, so the database may be slow or down. The request may or may not have taken effect: check before you retry. /readyz says what is down.",
    "服务器未能及时完成，数据库可能缓慢或不可用。请求可能已生效，也可能未生效，重试前请先确认结果。/readyz 会指出故障所在。",
  ),
);

/** Bodies of the operator's calls take their memory from the same limit as all others. */
export function limitAdminBodies(admin: FastifyInstance, bodies: Bodies): void {
  admin.addHook("onRequest", (request, _reply, done) => {
    const incoming = new IncomingBody(request.raw);
    if (!bodies.reserve(incoming, "operator")) {
      done(NO_ROOM);
      return;
    }
    request.raw.once("close", () => bodies.release(incoming));
    done();
  });
}

const NO_ROOM = new Problem(
  503,
  text(
    "The server has no memory for another request body now: retry in a moment.",
    "服务器暂无内存接收更多请求体，请稍后重试。",
  ),
);
