import cookie from "@fastify/cookie";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import helmet from "helmet";
import { backupFigures } from "../backup/backup-health.js";
import { registerBuyerRoutes } from "../buyer/routes.js";
import { EventStreams } from "../console/event-streams.js";
import { registerConsoleRoutes } from "../console/routes.js";
import { EventTail } from "../events/event-tail.js";
import { markHttps } from "../http/https-requests.js";
import { guardUnsafeRequests } from "../http/own-site.js";
import { isLoopbackHost, type PublicOrigin } from "../http/public-origin.js";
import { noticeForwarder } from "../notices/forward.js";
import { registerNoticeRoute } from "../notices/routes.js";
import { registerBuyerPages } from "../pages/buyer.js";
import { registerConsentPages } from "../pages/consent.js";
import { registerConsolePages } from "../pages/console.js";
import { FirstRun } from "../pages/first-run/first-run.js";
import { registerFirstRun } from "../pages/first-run/routes.js";
import { registerHealth } from "../pages/health.js";
import { registerMetrics } from "../pages/metrics.js";
import { Readiness } from "../pages/readiness.js";
import { registerReference } from "../pages/reference.js";
import { registerWelcomePage } from "../pages/welcome.js";
import { EventBacklog } from "../statistics/event-backlog.js";
import type { MetricSources } from "../statistics/metrics.js";
import { KeyRing } from "../wechatpay/key-ring.js";
import { noticeBodies } from "./limit-routes.js";
import { registerAdmin } from "./register-admin.js";
import { registerUcp } from "./register-ucp.js";
import type { LimitedParts } from "./route-parts.js";

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

/** Registers the pages and every interface except the wire. */
export async function registerRoutes(server: FastifyInstance, parts: LimitedParts): Promise<void> {
  const { services, settings, keys, publicOrigin, wakePushes } = parts;
  const { store, clock, guesses } = services;
  const { version } = settings;
  const isSandbox = parts.advanceClock !== null;
  const readiness = new Readiness(store, server.log);
  const streams = openEventStreams(parts, server.log);
  addSecurityHeaders(server, publicOrigin);
  server.addHook("onClose", () => parts.trail.settled());
  await server.register(cookie);
  guardUnsafeRequests(server, publicOrigin);
  await server.register((admin, _options, done) => {
    registerAdmin(admin, parts, { readiness, streams });
    done();
  });
  const { apps, buyerTokens: sessions } = services.lookups;
  const ofBuyers = { ...store, apps, sessions };
  // Elsewhere the buyer confirms a receipt in WeChat, unless the app's operator allows it here.
  const buyerParts = { clock, guesses, isReceiptAllowed: isSandbox, isSandbox };
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
  await registerUcp(server, parts);
  registerConsolePages(server);
  await server.register((routes, _options, done) => {
    const { trail, sealer } = parts;
    const consoleParts = { keys, guesses, streams, publicOrigin, trail, sealer };
    registerConsoleRoutes(routes, store, clock, consoleParts);
    done();
  });
  registerMetrics(server, metricSources(parts, streams), {
    isLocal: settings.isLocal,
    trail: parts.trail,
    keys,
    guesses,
  });
  registerHealth(server, readiness, {
    isClosing: parts.isClosing,
    installation: parts.installation,
  });
  const firstRun = firstRunOf(parts);
  registerFirstRun(server, firstRun, { publicOrigin, trail: parts.trail });
  registerWelcomePage(server, { version, isSandbox }, publicOrigin, firstRun);
  registerReference(server, version);
}

function firstRunOf({ services, advanceClock, post, demoApp }: LimitedParts): FirstRun {
  const { store, lookups, requestLog, statistics, clock } = services;
  const stores = { ...store, apps: lookups.apps };
  return new FirstRun({
    stores,
    requestLog,
    statistics,
    clock,
    advance: advanceClock,
    post,
    demoApp,
  });
}

function metricSources(parts: LimitedParts, streams: EventStreams): MetricSources {
  const { store, clock, requestLog, statistics } = parts.services;
  return {
    totals: () => statistics.totals(),
    dropped: () => requestLog.dropped,
    storage: () => store.metrics(),
    limitHits: parts.limitHits,
    load: parts.load,
    consoleStreams: () => streams.count,
    faults: parts.faults,
    notices: parts.notices,
    webhooks: parts.webhooks.webhookCounts,
    deletedOrders: parts.deletedOrders,
    backups: parts.settings.backups === null ? null : () => backupFigures(parts.backupState()),
    backlog: new EventBacklog({ ...store, clock }),
    queries: parts.reconciling?.counts ?? null,
  };
}

/** The streams of the console, which share one look at the feed. */
function openEventStreams(
  { services, relay, limitHits }: LimitedParts,
  log: FastifyBaseLogger,
): EventStreams {
  const tail = new EventTail({
    events: services.store.events,
    relay,
    onFault: (err) => log.warn({ err }, "the console's pages learn of no events now; tried again"),
  });
  return new EventStreams({ tail, relay, limitHits });
}

function addSecurityHeaders(server: FastifyInstance, publicOrigin: PublicOrigin): void {
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
