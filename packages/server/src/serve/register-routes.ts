import cookie from "@fastify/cookie";
import type { FastifyInstance } from "fastify";
import helmet from "helmet";
import { registerAdminKeyRoutes } from "../admin/admin-keys.js";
import { registerAppAuthorizationRoutes } from "../admin/app-authorizations.js";
import { registerAppRoutes } from "../admin/apps.js";
import { authorizeAdminCall, requireOwn } from "../admin/authorize.js";
import { registerBuyerSessionRoutes } from "../admin/buyer-sessions.js";
import { type AdvanceClock, registerClockRoutes } from "../admin/clock.js";
import { registerComponentRoutes } from "../admin/components.js";
import { registerGoodsRoutes } from "../admin/goods.js";
import { registerHealthRoute } from "../admin/health.js";
import { registerOrderRoutes } from "../admin/orders.js";
import { registerPaymentRoutes } from "../admin/payments.js";
import { registerReconcileRoute } from "../admin/reconcile.js";
import { registerRefundRoutes } from "../admin/refunds.js";
import { registerReplayRoute } from "../admin/replay.js";
import { registerRequestRoutes } from "../admin/requests.js";
import { registerResourcePackageRoutes } from "../admin/resource-packages.js";
import { registerReviewRoutes } from "../admin/reviews.js";
import { registerServiceProviderOrderRoutes } from "../admin/service-provider-orders.js";
import { registerSessionRoutes } from "../admin/sessions.js";
import { registerSettingsRoute } from "../admin/settings.js";
import { registerStatisticsRoute } from "../admin/statistics.js";
import { registerTestNoticeRoutes } from "../admin/test-notices.js";
import { registerTradeOrderRoutes } from "../admin/trade-orders.js";
import { registerTrialRoutes } from "../admin/trial.js";
import { registerWeChatPayRoutes } from "../admin/wechatpay.js";
import type { KeyCheck } from "../admin-keys/key-check.js";
import type { WireServices } from "../api/wire-calls.js";
import { registerBuyerRoutes } from "../buyer/routes.js";
import { type Clock, systemClock } from "../clock.js";
import { registerConsoleRoutes } from "../console/routes.js";
import type { Quotas } from "../domain/app.js";
import { markHttps } from "../http/https-requests.js";
import { guardUnsafeRequests } from "../http/own-site.js";
import { isLoopbackHost, type PublicOrigin } from "../http/public-origin.js";
import type { TrustProxy } from "../http/trust-proxy.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { noticeForwarder } from "../notices/forward.js";
import { registerNoticeRoute } from "../notices/routes.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import type { PostToUrl } from "../outbound/server-call.js";
import { registerBuyerPages } from "../pages/buyer.js";
import { registerConsentPages } from "../pages/consent.js";
import { registerConsolePages } from "../pages/console.js";
import type { DemoApp } from "../pages/demo-app.js";
import { registerHealth } from "../pages/health.js";
import { registerMetrics } from "../pages/metrics.js";
import { Readiness } from "../pages/readiness.js";
import { registerReference } from "../pages/reference.js";
import { registerWelcomePage } from "../pages/welcome.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { Sealer } from "../secrets/seal.js";
import type { FaultCounts } from "../statistics/fault-counts.js";
import type { ServerLoad } from "../statistics/metrics.js";
import type { NoticeCounts } from "../statistics/notice-counts.js";
import { OrderCounts } from "../statistics/order-counts.js";
import { KeyRing } from "../wechatpay/key-ring.js";
import type { Bodies } from "./bodies.js";
import { limitAdminBodies, noticeBodies } from "./limit-routes.js";
import type { OpenReconciling } from "./open-reconciling.js";
import type { ServerLimits } from "./server-limits.js";

/** The services that calls and pages use. */
export interface Services extends WireServices {
  readonly clock: Clock;
  readonly requestLog: RequestLog;
}

export interface ServerSettings {
  readonly version: string;
  readonly database: "sqlite" | "postgres";
  /** True when only this machine can reach it. */
  readonly isLocal: boolean;
  /** Call limits for apps without their own; null: no limit. */
  readonly quotas: Quotas | null;
  /** Null trusts no proxy. */
  readonly trustProxy: TrustProxy | null;
  /** How many days the request log keeps a call; 0: there is no request log. */
  readonly requestLogDays: number;
}

export interface RouteParts {
  readonly services: Services;
  readonly settings: ServerSettings;
  readonly keys: KeyCheck;
  readonly limits: ServerLimits;
  readonly limitHits: LimitHits;
  /** Decides which addresses the server calls. */
  readonly addressGuard: AddressGuard;
  /** Calls them. */
  readonly post: PostToUrl;
  /** The id of the installation. */
  readonly installation: string;
  /** True from the signal to stop on. */
  readonly isClosing: () => boolean;
  readonly sealer: Sealer;
  /** The time of day, by which WeChat Pay's signatures are judged; null accepts every time. */
  readonly timeOfDayMs: () => number | null;
  /** Null outside a sandbox. */
  readonly advanceClock: AdvanceClock | null;
  /** Notifies the jobs that an event waits for a third-party platform's callback. */
  readonly wakePushes: () => void;
  /** Notifies the jobs that a notice was signed with a key that is not known. */
  readonly noteUnknownSerial: (mchid: string) => void;
  /** Null in a sandbox that does not call WeChat Pay. */
  readonly reconciling: OpenReconciling | null;
  readonly publicOrigin: PublicOrigin;
  /** The app that the first page of a sandbox shows; null for none. */
  readonly demoApp: () => DemoApp | null;
}

const setSecurityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  frameguard: { action: "deny" },
  // Depend on the request, see below. Browsers ignore both over plain HTTP, and complain about the second.
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
});

/** Half a year, in seconds: browsers that opened the platform over HTTPS use no other way until then. */
const HSTS = `max-age=${180 * 86_400}`;

/** The parts of the server that routes use. */
export interface LimitedParts extends RouteParts {
  readonly bodies: Bodies;
  readonly load: () => ServerLoad;
  readonly faults: FaultCounts;
  readonly notices: NoticeCounts;
}

/** Registers the pages and every interface except the wire. */
export async function registerRoutes(server: FastifyInstance, parts: LimitedParts): Promise<void> {
  const { services, settings, keys, publicOrigin, wakePushes } = parts;
  const { store, clock, requestLog, statistics, guesses } = services;
  const { version } = settings;
  const isSandbox = parts.advanceClock !== null;
  const readiness = new Readiness(store, server.log);
  // @fastify/helmet would make this handler again for every request.
  server.addHook("onRequest", (request, reply, done) => {
    if (publicOrigin.isHttps(request.raw)) {
      markHttps(request);
      reply.raw.setHeader("strict-transport-security", HSTS);
      reply.raw.setHeader("cross-origin-opener-policy", "same-origin");
    } else if (isLoopbackHost(request.host)) {
      reply.raw.setHeader("cross-origin-opener-policy", "same-origin");
    }
    setSecurityHeaders(request.raw, reply.raw, (error) => done(error as Error | undefined));
  });
  await server.register(cookie);
  guardUnsafeRequests(server, publicOrigin);
  await server.register((admin, _options, done) => {
    registerAdmin(admin, parts, readiness);
    done();
  });
  const { apps, buyerTokens: sessions } = services.lookups;
  const ofBuyers = { ...store, apps, sessions };
  // Elsewhere the buyer confirms a receipt in WeChat.
  const buyerParts = { clock, guesses, isReceiptAllowed: isSandbox };
  registerBuyerRoutes(server, ofBuyers, buyerParts);
  await server.register((pages, _options, done) => {
    registerBuyerPages(pages, ofBuyers, buyerParts);
    done();
  });
  await server.register((pages, _options, done) => {
    registerConsentPages(pages, store, clock, { isSandbox, wakePushes, guesses });
    done();
  });
  await registerNotices(server, parts);
  await registerConsolePages(server);
  registerConsoleRoutes(server, store, clock, { keys, guesses });
  registerMetrics(
    server,
    {
      totals: () => statistics.totals(),
      dropped: () => requestLog.dropped,
      storage: () => store.metrics(),
      limitHits: parts.limitHits,
      load: parts.load,
      faults: parts.faults,
      notices: parts.notices,
      queries: parts.reconciling?.counts ?? null,
    },
    { isLocal: settings.isLocal, keys, guesses },
  );
  registerHealth(server, readiness, {
    isClosing: parts.isClosing,
    installation: parts.installation,
  });
  registerWelcomePage(server, { version, isSandbox }, publicOrigin, parts.demoApp);
  await registerReference(server, version);
}

/** Registers the receiver of WeChat Pay's notices. */
async function registerNotices(server: FastifyInstance, parts: LimitedParts): Promise<void> {
  const { store, lookups, statistics, clock } = parts.services;
  const { timeOfDayMs, faults, limitHits } = parts;
  await registerNoticeRoute(server, {
    keyRing: new KeyRing(lookups.wechatpay, parts.sealer),
    stores: { ...store, apps: lookups.apps },
    statistics,
    clock,
    timeOfDayMs,
    forward: noticeForwarder(parts.addressGuard, parts.installation, limitHits),
    bodies: noticeBodies(parts.bodies),
    onUnknownSerial: parts.noteUnknownSerial,
    deadlineMs: parts.limits.callDeadlineMs,
    counts: parts.notices,
    faults,
    limitHits,
  });
}

/** Registers the operator's interface. */
function registerAdmin(admin: FastifyInstance, parts: LimitedParts, readiness: Readiness): void {
  const { services, settings, keys } = parts;
  const { store, clock, requestLog, statistics, guesses } = services;
  const orderCounts = new OrderCounts(store.orderLists);
  admin.addHook("onRequest", (request) =>
    authorizeAdminCall(request, store, { keys, guesses, clock }),
  );
  limitAdminBodies(admin, parts.bodies);
  admin.addHook("preHandler", async (request) => requireOwn(request));
  const callbacks = { guard: parts.addressGuard, sealer: parts.sealer };
  registerAppRoutes(admin, store, clock, { wakePushes: parts.wakePushes, callbacks });
  registerAppAuthorizationRoutes(admin, store, clock, parts.wakePushes);
  registerReviewRoutes(admin, store, clock);
  registerPaymentRoutes(admin, { ...store, apps: services.lookups.apps }, statistics, clock);
  registerRefundRoutes(admin, store.refunds, clock);
  registerReconcileRoute(admin, parts.reconciling?.reconciler ?? null);
  registerServiceProviderOrderRoutes(admin, store, clock);
  registerGoodsRoutes(admin, store.goods);
  registerResourcePackageRoutes(admin, store, clock);
  registerBuyerSessionRoutes(admin, store, clock, parts.publicOrigin);
  registerOrderRoutes(admin, store, orderCounts);
  registerTradeOrderRoutes(admin, store, clock);
  registerComponentRoutes(admin, store, clock, {
    wakePushes: parts.wakePushes,
    callbacks,
  });
  registerWeChatPayRoutes(admin, store.wechatpay, {
    sealer: parts.sealer,
    guard: parts.addressGuard,
    clock,
    publicOrigin: parts.publicOrigin,
  });
  registerAdminKeyRoutes(admin, store, keys, clock);
  registerSessionRoutes(admin, store, keys, clock);
  registerRequestRoutes(admin, requestLog, store, parts.sealer);
  registerSandboxRoutes(admin, parts);
  registerStatisticsRoute(admin, store, { statistics, orderCounts }, clock);
  registerHealthRoute(admin, {
    version: settings.version,
    readiness: () => readiness.report(),
    limitHits: parts.limitHits,
    storage: () => store.metrics(),
    durability: () => store.durability(),
    dropped: () => requestLog.dropped,
  });
  registerSettings(admin, parts);
}

function registerSettings(admin: FastifyInstance, parts: LimitedParts): void {
  const { settings, services } = parts;
  registerSettingsRoute(
    admin,
    {
      version: settings.version,
      is_sandbox: parts.advanceClock !== null,
      database: settings.database,
      ...(settings.quotas === null
        ? {}
        : {
            quotas: { per_minute: settings.quotas.perMinute, per_day: settings.quotas.perDay },
          }),
      request_log_days: settings.requestLogDays,
      started_at: new Date(services.clock.nowMs()).toISOString(),
    },
    parts.publicOrigin,
  );
}

/** Registers the operations of which all or a part are only for a sandbox. */
function registerSandboxRoutes(admin: FastifyInstance, parts: LimitedParts): void {
  const { services, sealer, advanceClock, post } = parts;
  const { store, clock, requestLog, statistics } = services;
  const isSandbox = advanceClock !== null;
  const calling = { store, requestLog, statistics };
  registerClockRoutes(admin, clock, advanceClock, store.consoleSessions);
  registerReplayRoute(admin, calling, { clock, isSandbox, sealer });
  registerTrialRoutes(admin, calling, { clock, isSandbox });
  registerTestNoticeRoutes(admin, store, { isSandbox, sealer, post, timeOfDay: systemClock });
}
