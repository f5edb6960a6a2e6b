import { ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { Problem } from "../http/problem.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { type Bodies, IncomingBody } from "./bodies.js";
import { BODY_BYTES_MAX } from "./body-budget.js";

/** Answers that last as long as their client reads, and work that takes as long as it takes. */
const WITHOUT_DEADLINE: ReadonlySet<string> = new Set([
  `${ADMIN_PREFIX}/orders/export`,
  `${ADMIN_PREFIX}/clock`,
]);

/** The error of a handler that exceeded its deadline. */
export const HANDLER_TIMEOUT = "FST_ERR_HANDLER_TIMEOUT";

/**
 * Gives the routes of the framework their limits: one deadline for the answer, and large bodies only for
 * the operator. A route that streams has no deadline: connections.ts disconnects a client that stops to
 * read.
 */
export function limitRoutes(
  server: FastifyInstance,
  deadlineMs: number,
  limitHits: LimitHits,
): void {
  server.addHook("onRoute", (route) => {
    const isFile = route.url.endsWith("*");
    if (!isFile && !WITHOUT_DEADLINE.has(route.url)) route.handlerTimeout = deadlineMs;
    if (route.url.startsWith(ADMIN_PREFIX)) route.bodyLimit = BODY_BYTES_MAX;
  });
  server.addHook("onError", (request, _reply, error, done) => {
    if (error.code === HANDLER_TIMEOUT) {
      limitHits.hit("call_deadline", { cause: "work", path: request.routeOptions.url });
    }
    done();
  });
}

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
