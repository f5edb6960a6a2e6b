import { broken } from "@dingdan/contract";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { type WireAnswers, wireAnswers } from "../api/answers.js";
import { Exchange, pathOf } from "../api/exchange.js";
import { InterfaceQuotas } from "../api/interface-quotas.js";
import { LastingQuotas } from "../api/lasting-quotas.js";
import { newRid } from "../api/rid.js";
import { isWirePath, wireRoutes } from "../api/routes.js";
import type { Clock } from "../clock.js";
import { Problem, sendProblem } from "../http/problem.js";
import { TickGate } from "../http/tick-gate.js";
import { cleanForwardedFor } from "../http/trust-proxy.js";
import { isNotice, refuseStrayNotice } from "../notices/stray-notice.js";
import { loggedPath } from "../request-log/logged-path.js";
import { FaultCounts } from "../statistics/fault-counts.js";
import { NoticeCounts } from "../statistics/notice-counts.js";
import { SMALL_BODY_BYTES_MAX } from "./body-budget.js";
import { type FrameworkError, faultProblem, noSuchPath } from "./fault-problem.js";
import { guardsOf } from "./guards.js";
import { limitBodies, limitTime } from "./limit-routes.js";
import { hasLargeRest } from "./linger.js";
import { nodeServer } from "./node-server.js";
import { registerRoutes } from "./register-routes.js";
import type { RouteParts } from "./route-parts.js";
import { type WireListener, wireListener } from "./wire-listener.js";

export interface ServerParts extends RouteParts {
  readonly log: FastifyBaseLogger;
}

/** Builds the HTTP server from its parts; it does not listen yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { log, limits, limitHits, isClosing } = parts;
  const { store, clock, requestLog, statistics } = parts.services;
  const { trustProxy } = parts.settings;
  const gate = new TickGate();
  const counts = { faults: new FaultCounts(), notices: new NoticeCounts() };
  const { faults } = counts;
  const answers = wireAnswers({ gate, isClosing, requestLog, statistics, faults, log });
  const counted = new LastingQuotas(store.quotas, (err) =>
    parts.limitHits.hit("quota_not_stored", { err }),
  );
  const quotas = new InterfaceQuotas(parts.settings.quotas, counted);
  const guards = guardsOf(limits, answers, { limitHits, clock, trustProxy });
  const takeForWire = wireListener({
    findRoute: wireRoutes({ ...parts.services, ...guards, quotas }, answers),
    answers,
    gate,
    ...guards,
    clock,
    trustProxy,
  });
  const server = Fastify({
    serverFactory: (takeForPages) =>
      nodeServer(
        trustProxy === null ? takeForWire : withCleanHeader(takeForWire),
        takeForPages,
        guards.connections,
      ),
    // Requests that show no key send small bodies; the operator's interface takes larger ones.
    bodyLimit: SMALL_BODY_BYTES_MAX,
    trustProxy: trustProxy ?? false,
    // The rid, with which the caller can look up the call.
    genReqId: () => newRid(clock.nowMs()),
    // The framework's request log prints complete URLs, which contain access tokens.
    logController: new LogController({ disableRequestLogging: true }),
    // Few calls write a log line, and those include the rid: a logger for each call would be wasted.
    childLoggerFactory: (logger) => logger,
    loggerInstance: log,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 512 },
    // A request that arrives on an open connection while the server closes is answered as usual.
    return503OnClosing: false,
    frameworkErrors: (_error, request, reply) => void answerUnknownPath(request, reply),
  });
  const answerUnknownPath = unknownPath(answers, clock, counts.notices);
  server.addHook("onClose", () => guards.deadlines.close());
  limitTime(server, limits.callDeadlineMs, limitHits);
  limitBodies(server, guards.bodies);
  readBodiesAsTheyCome(server);
  answerErrors(server, answerUnknownPath, faults);
  server.setNotFoundHandler(answerUnknownPath);
  server.addHook("preHandler", () => gate.waitForTickEnd());
  server.addHook("onSend", (request, reply) => {
    if (isClosing() || hasLargeRest(request.raw)) reply.header("connection", "close");
    return gate.wait();
  });
  await server.register((routes) => registerRoutes(routes, { ...parts, ...guards, ...counts }));
  return server;
}

/** Both listeners find the client's address in the same header. */
const withCleanHeader =
  (takeForWire: WireListener): WireListener =>
  (request, response) => {
    cleanForwardedFor(request);
    return takeForWire(request, response);
  };

/** Answers the errors of handlers, and of requests that the framework rejects. */
function answerErrors(
  server: FastifyInstance,
  answerUnknownPath: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
  faults: FaultCounts,
): void {
  server.setErrorHandler((error: FrameworkError, request, reply) => {
    if (error instanceof Problem) return sendProblem(request, reply, error);
    if (request.routeOptions.url === undefined) return answerUnknownPath(request, reply);
    const problem = faultProblem(error);
    if (problem.status >= 500) {
      faults.count(error);
      const facts = { rid: request.id, method: request.method, path: loggedPath(pathOf(request)) };
      request.log.error({ err: error, ...facts }, "internal error");
    }
    return sendProblem(request, reply, problem);
  });
}

/** Answers an unknown path as WeChat answers a call to an interface that does not exist. */
const unknownPath =
  (answers: WireAnswers, clock: Clock, notices: NoticeCounts) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (isNotice(request)) return refuseStrayNotice(reply, pathOf(request), notices);
    if (!isWirePath(request.url)) return sendProblem(request, reply, noSuchPath(pathOf(request)));
    const exchange = new Exchange(request.raw, reply.raw, {
      rid: request.id,
      clientIp: request.ip,
      startedAtMs: performance.now() - reply.elapsedTime,
    });
    exchange.body = request.body as Buffer | undefined;
    exchange.hasUnreadBody = hasLargeRest(request.raw);
    const violation = broken("INVALID_URL", "");
    answers.sendRefusal(exchange, { violation, appid: null, nowMs: clock.nowMs() });
    return reply.hijack();
  };

/**
 * Reads every body as raw bytes, whatever its Content-Type says: see domain/request-body.ts. The
 * framework rejects a Content-Type that is not a media type, so the header is removed first.
 */
function readBodiesAsTheyCome(server: FastifyInstance): void {
  server.addHook("onRequest", (request, _reply, next) => {
    delete request.raw.headers["content-type"];
    next();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
}
