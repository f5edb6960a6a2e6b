import { createServer } from "node:http";
import { ADMIN_PREFIX, broken, text } from "@dingdan/contract";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { registerAppAuthorizationRoutes } from "../admin/app-authorizations.js";
import { registerAppRoutes } from "../admin/apps.js";
import { authorizeAdminCall, requireOwn } from "../admin/authorize.js";
import { registerBuyerSessionRoutes } from "../admin/buyer-sessions.js";
import { type AdvanceClock, registerClockRoutes } from "../admin/clock.js";
import { registerComponentRoutes } from "../admin/components.js";
import { registerGoodsRoutes } from "../admin/goods.js";
import { registerOrderRoutes } from "../admin/orders.js";
import { registerPaymentRoutes } from "../admin/payments.js";
import { registerRefundRoutes } from "../admin/refunds.js";
import { registerReplayRoute } from "../admin/replay.js";
import { registerRequestRoutes } from "../admin/requests.js";
import { registerResourcePackageRoutes } from "../admin/resource-packages.js";
import { registerReviewRoutes } from "../admin/reviews.js";
import { registerServiceProviderOrderRoutes } from "../admin/service-provider-orders.js";
import { registerSettingsRoute } from "../admin/settings.js";
import { registerStatisticsRoute } from "../admin/statistics.js";
import { registerTrialRoutes } from "../admin/trial.js";
import { wireAnswers } from "../api/answers.js";
import { BODY_BYTES_MAX, pathOf } from "../api/exchange.js";
import { InterfaceQuotas } from "../api/interface-quotas.js";
import { newRid } from "../api/rid.js";
import { isWirePath, wireRoutes } from "../api/routes.js";
import { registerBuyerRoutes } from "../buyer/routes.js";
import type { Clock } from "../clock.js";
import { registerConsoleRoutes } from "../console/routes.js";
import type { Quotas } from "../domain/app.js";
import { endOfTurn, wholeTurn } from "../http/end-of-turn.js";
import { Problem, sendProblem } from "../http/problem.js";
import { registerBuyerPages } from "../pages/buyer.js";
import { registerConsentPages } from "../pages/consent.js";
import { registerConsolePages } from "../pages/console.js";
import type { DemoApp } from "../pages/demo-app.js";
import { registerHealth } from "../pages/health.js";
import { registerMetrics } from "../pages/metrics.js";
import { registerReference } from "../pages/reference.js";
import { registerWelcomePage } from "../pages/welcome.js";
import type { RequestLog } from "../request-log/request-log.js";
import { type CountCall, countCall } from "../statistics/counted-orders.js";
import { OrderCounts } from "../statistics/order-counts.js";
import type { Statistics } from "../statistics/statistics.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import { OverloadedError } from "../storage/group-commit.js";
import type { Store } from "../storage/store.js";
import { wireListener } from "./wire-listener.js";

/** A client that stalls must not hold a connection; the defaults of node:http and the framework are none. */
const TIMEOUTS = {
  connectionMs: 30_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 72_000,
  headersTimeout: 15_000,
} as const;

export interface ServerParts {
  readonly store: Store;
  /** What the tokens of calls and buyers lead to, from memory. */
  readonly lookups: CallerLookups;
  readonly clock: Clock;
  readonly requestLog: RequestLog;
  readonly statistics: Statistics;
  /** How many days the request log keeps a call; 0: there is none. */
  readonly requestLogDays: number;
  readonly database: "sqlite" | "postgres";
  /** Whether only this machine can reach it. */
  readonly isLocal: boolean;
  readonly adminKeyHash: string;
  /** Null outside a sandbox. */
  readonly advanceClock: AdvanceClock | null;
  /** Tells that an event waits for a third-party platform's callback. */
  readonly wakePushes: () => void;
  readonly version: string;
  /** Limits of calls for apps without their own; null for none. */
  readonly quotas: Quotas | null;
  /** Believes the X-Forwarded-For of a proxy in front. */
  readonly trustProxy: boolean;
  /** Where the platform is reached, known once it listens: `http://127.0.0.1:8321`. */
  readonly publicUrl: () => string;
  /** What the first page of a sandbox offers to begin with; null for none. */
  readonly demoApp: () => DemoApp | null;
  /** Takes the log's JSON lines; null for none. */
  readonly logStream: NodeJS.WritableStream | null;
}

/** Composes the HTTP server of its parts; it does not listen yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { store, clock, logStream } = parts;
  const count: CountCall = (call) => countCall(call, parts.statistics);
  const answers = wireAnswers({ requestLog: parts.requestLog, count, log: () => server.log });
  const quotas = new InterfaceQuotas(parts.quotas, store.quotas);
  const takeForWire = wireListener({
    findRoute: wireRoutes({ store, lookups: parts.lookups, clock, quotas }, answers),
    answers,
    clock,
    trustProxy: parts.trustProxy,
    isClosing: () => !server.server.listening,
  });
  const server = Fastify({
    serverFactory: (takeForPages) => {
      const { connectionMs, ...timeouts } = TIMEOUTS;
      const httpServer = createServer(timeouts, (request, response) => {
        if (!takeForWire(request, response)) takeForPages(request, response);
      });
      return httpServer.setTimeout(connectionMs);
    },
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: parts.trustProxy,
    // The rid, under which the caller may ask for what became of the call.
    genReqId: () => newRid(clock.nowMs()),
    // Its request log prints whole URLs, and theirs hold access tokens.
    logController: new LogController({ disableRequestLogging: true }),
    // Few calls say anything in the log: those name their rid, and none gets a logger of its own.
    childLoggerFactory: (logger) => logger,
    logger: logStream === null ? false : { level: "info", stream: logStream },
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 512 },
    // What arrives on an open connection while the server closes is answered as ever.
    return503OnClosing: false,
    frameworkErrors: (_error, request, reply) => {
      sendNothingThere(request, reply);
    },
  });

  /** What is no path of ours is answered as WeChat answers a call of an interface that there is not. */
  const sendNothingThere = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!isWirePath(request.url)) return sendProblem(request, reply, noSuchPath(pathOf(request)));
    const exchange = {
      request: request.raw,
      response: reply.raw,
      rid: request.id,
      clientIp: request.ip,
      startedAtMs: performance.now() - reply.elapsedTime,
      body: request.body as Buffer | undefined,
    };
    const violation = broken("INVALID_URL", "");
    answers.sendRefusal(exchange, { violation, appid: null, nowMs: clock.nowMs() });
    return reply.hijack();
  };

  // Every body is read as it came, whatever its Content-Type says; see domain/request-body.ts. The
  // framework would refuse one that is no media type at all, so it is not shown any.
  server.addHook("onRequest", (request, _reply, next) => {
    delete request.raw.headers["content-type"];
    next();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });

  server.setErrorHandler((error: FrameworkError, request, reply) => {
    if (error instanceof Problem) return sendProblem(request, reply, error);
    if (request.routeOptions.url === undefined) return sendNothingThere(request, reply);
    const problem = faultProblem(error);
    if (problem.status >= 500) {
      const facts = { rid: request.id, method: request.method, path: pathOf(request) };
      request.log.error({ err: error, ...facts }, "fault");
    }
    return sendProblem(request, reply, problem);
  });

  server.setNotFoundHandler(sendNothingThere);

  await server.register((pages) => registerPages(pages, parts, count));
  return server;
}

/** Everything that people look at, and the interfaces of our own. */
async function registerPages(
  server: FastifyInstance,
  parts: ServerParts,
  count: CountCall,
): Promise<void> {
  const { store, clock, requestLog, statistics, publicUrl, version } = parts;
  const isSandbox = parts.advanceClock !== null;
  const orderCounts = new OrderCounts(store.orderLists);
  server.addHook("preHandler", () => wholeTurn());
  server.addHook("onSend", () => endOfTurn());
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: "deny" },
    // Whoever serves it over HTTPS decides for how long, in front of it.
    strictTransportSecurity: false,
  });
  await server.register(cookie);

  await server.register((admin, _options, done) => {
    admin.addHook("onRequest", (request) => authorizeAdminCall(request, store, parts));
    admin.addHook("preHandler", async (request) => requireOwn(request));
    registerAppRoutes(admin, store, clock);
    registerAppAuthorizationRoutes(admin, store, clock, parts.wakePushes);
    registerReviewRoutes(admin, store, clock);
    registerPaymentRoutes(admin, store.orders, clock);
    registerRefundRoutes(admin, store.refunds, clock);
    registerServiceProviderOrderRoutes(admin, store, clock);
    registerGoodsRoutes(admin, store.goods);
    registerResourcePackageRoutes(admin, store, clock);
    registerBuyerSessionRoutes(admin, store, clock, publicUrl);
    registerOrderRoutes(admin, store, orderCounts);
    registerComponentRoutes(admin, store, clock, parts.wakePushes);
    registerClockRoutes(admin, clock, parts.advanceClock);
    registerRequestRoutes(admin, requestLog, store);
    const calling = { store, requestLog, count };
    registerReplayRoute(admin, calling, { clock, isSandbox });
    registerTrialRoutes(admin, calling, { clock, isSandbox });
    registerStatisticsRoute(admin, store, { statistics, orderCounts }, clock);
    registerSettingsRoute(admin, {
      version,
      is_sandbox: isSandbox,
      database: parts.database,
      ...(parts.quotas === null
        ? {}
        : { quotas: { per_minute: parts.quotas.perMinute, per_day: parts.quotas.perDay } }),
      request_log_days: parts.requestLogDays,
      started_at: new Date(clock.nowMs()).toISOString(),
    });
    done();
  });
  const { apps, buyerTokens: sessions } = parts.lookups;
  const ofBuyers = { ...store, apps, sessions };
  registerBuyerRoutes(server, ofBuyers, clock, publicUrl);
  await server.register((pages, _options, done) => {
    registerBuyerPages(pages, ofBuyers, clock, publicUrl);
    done();
  });
  registerConsentPages(server, store, clock, {
    isSandbox,
    wakePushes: parts.wakePushes,
  });
  await registerConsolePages(server);
  registerConsoleRoutes(server, store, clock, parts.adminKeyHash);
  registerMetrics(
    server,
    {
      totals: () => statistics.totals(),
      dropped: () => requestLog.dropped,
      storage: () => store.metrics(),
    },
    parts,
  );
  registerHealth(server, store);
  registerWelcomePage(server, { version, isSandbox }, publicUrl, parts.demoApp);
  await registerReference(server, version);
}

type FrameworkError = Error & { readonly code?: string; readonly statusCode?: number };

function faultProblem(error: FrameworkError): Problem {
  const { statusCode = 500 } = error;
  if (statusCode < 500) return new Problem(statusCode, text(error.message, error.message));
  return new Problem(
    error instanceof OverloadedError ? 503 : 500,
    text(
      "The platform failed; nothing was stored. Try again later; the log has the cause.",
      "平台故障，未保存任何内容。请稍后重试，原因见日志。",
    ),
  );
}

const noSuchPath = (path: string) =>
  new Problem(
    404,
    text(
      `There is nothing at ${path} for this method; /docs lists what is, the operator's interface under ${ADMIN_PREFIX}.`,
      `${path} 不支持该方法或不存在；全部接口见 /docs，运营接口位于 ${ADMIN_PREFIX}。`,
    ),
  );
