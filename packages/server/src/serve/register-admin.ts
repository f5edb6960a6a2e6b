import type { FastifyInstance } from "fastify";
import { registerAdminKeyRoutes } from "../admin/admin-keys.js";
import { registerAppAuthorizationRoutes } from "../admin/app-authorizations.js";
import { registerAppRoutes } from "../admin/apps.js";
import { registerAttentionRoute } from "../admin/attention.js";
import { registerAuditRoutes } from "../admin/audit.js";
import { auditCalls } from "../admin/audit-calls.js";
import { authorizeAdminCall, requireOwn } from "../admin/authorize.js";
import { registerBuyerDataRoutes } from "../admin/buyer-data.js";
import { registerBuyerSessionRoutes } from "../admin/buyer-sessions.js";
import { registerClockRoutes } from "../admin/clock.js";
import { registerComponentRoutes } from "../admin/components.js";
import { registerEventRoutes } from "../admin/events.js";
import { registerGoodsRoutes } from "../admin/goods.js";
import { registerHealthRoute } from "../admin/health.js";
import { registerOrderPaymentRoute } from "../admin/order-payment.js";
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
import { registerUcpRoutes } from "../admin/ucp.js";
import { registerWebhookRoutes } from "../admin/webhooks.js";
import { registerWeChatPayRoutes } from "../admin/wechatpay.js";
import { backupHealth } from "../backup/backup-health.js";
import { BuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import { systemClock } from "../clock.js";
import type { EventStreams } from "../console/event-streams.js";
import type { Readiness } from "../pages/readiness.js";
import { OrderCounts } from "../statistics/order-counts.js";
import { limitAdminBodies } from "./limit-routes.js";
import { ucpKeysOf } from "./register-ucp.js";
import type { LimitedParts } from "./route-parts.js";

/** Registers the operator's interface. */
export function registerAdmin(
  admin: FastifyInstance,
  parts: LimitedParts,
  { readiness, streams }: { readonly readiness: Readiness; readonly streams: EventStreams },
): void {
  const { services, settings, keys, relay } = parts;
  const { store, clock, requestLog, statistics, guesses } = services;
  const orderCounts = new OrderCounts(store.orderLists);
  auditCalls(admin, parts);
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
  registerBuyerData(admin, parts);
  registerOrderRoutes(admin, store, orderCounts);
  registerTradeOrderRoutes(admin, store, clock);
  registerEventRoutes(admin, { apps: store.apps, events: store.events, relay });
  registerWebhookRoutes(admin, store, { ...parts.webhooks, ...callbacks, relay, clock });
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
  registerAuditRoutes(admin, store.audit, parts.trail);
  registerAdminKeyRoutes(admin, store, keys, clock);
  registerSessionRoutes(admin, store, { keys, clock, streams });
  registerRequestRoutes(admin, requestLog, store, parts.sealer);
  registerSandboxRoutes(admin, parts);
  registerAttentionRoute(admin, store, statistics, clock);
  registerStatisticsRoute(admin, store, { statistics, orderCounts }, clock);
  registerHealthRoute(admin, {
    version: settings.version,
    readiness: () => readiness.report(),
    limitHits: parts.limitHits,
    storage: () => store.metrics(),
    durability: () => store.durability(),
    troubledWebhooks: () => store.webhooks.troubled(),
    dropped: () => requestLog.dropped,
    backups: () => backupHealth(settings.backups, parts.backupState()),
  });
  registerUcpRoutes(admin, ucpKeysOf(parts), { webhooks: store.webhooks, clock });
  registerSettings(admin, parts);
}

function registerBuyerData(admin: FastifyInstance, { services, sealer }: LimitedParts): void {
  const { store, clock } = services;
  const keys = new BuyerDataKeys(store.settings, sealer);
  registerBuyerDataRoutes(admin, { store, keys, sealer, clock });
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
      event_days: settings.eventDays,
      ...(settings.orderDays === null ? {} : { order_days: settings.orderDays }),
      ...(settings.backups === null
        ? {}
        : {
            backups: { every_hours: settings.backups.everyHours, keep: settings.backups.keep },
          }),
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
  const stores = { ...store, apps: services.lookups.apps };
  registerOrderPaymentRoute(admin, stores, { statistics, clock, isSandbox });
  registerTestNoticeRoutes(admin, store, { isSandbox, sealer, post, timeOfDay: systemClock });
}
