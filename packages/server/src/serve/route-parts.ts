import type { AdvanceClock } from "../admin/clock.js";
import type { KeyCheck } from "../admin-keys/key-check.js";
import type { WireServices } from "../api/wire-calls.js";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { BackupState } from "../backup/backup-state.js";
import type { Clock } from "../clock.js";
import type { Quotas } from "../domain/app.js";
import type { EventRelay } from "../events/event-relay.js";
import type { PublicOrigin } from "../http/public-origin.js";
import type { TrustProxy } from "../http/trust-proxy.js";
import type { BackupPlan } from "../jobs/backups.js";
import type { LimitHits } from "../limits/limit-hits.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import type { PostToUrl } from "../outbound/server-call.js";
import type { DemoApp } from "../pages/demo-app.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { Sealer } from "../secrets/seal.js";
import type { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import type { FaultCounts } from "../statistics/fault-counts.js";
import type { ServerLoad } from "../statistics/metrics.js";
import type { NoticeCounts } from "../statistics/notice-counts.js";
import type { WebhookCounts } from "../statistics/webhook-counts.js";
import type { AttemptParts } from "../webhooks/attempt.js";
import type { WebhookForms } from "../webhooks/webhook-body.js";
import type { Bodies } from "./bodies.js";
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
  /** How many days an event is kept. */
  readonly eventDays: number;
  /** How many days an order is kept; null: it is never deleted. */
  readonly orderDays: number | null;
  /** How backups are made; null: none are. */
  readonly backups: BackupPlan | null;
}

export interface RouteParts {
  readonly services: Services;
  readonly settings: ServerSettings;
  readonly keys: KeyCheck;
  /** Records who did what. */
  readonly trail: AuditTrail;
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
  /** Moves events to the feed. */
  readonly relay: EventRelay;
  /** What webhook endpoints are sent, and how. */
  readonly webhooks: AttemptParts & {
    readonly forms: WebhookForms;
    readonly webhookCounts: WebhookCounts;
  };
  readonly deletedOrders: DeletedOrderCounts;
  /** How backups go; null when none are made, and before the first look. */
  readonly backupState: () => BackupState | null;
  /** Null in a sandbox that does not call WeChat Pay. */
  readonly reconciling: OpenReconciling | null;
  readonly publicOrigin: PublicOrigin;
  /** The app that the first page of a sandbox shows; null for none. */
  readonly demoApp: () => DemoApp | null;
}

/** The parts of the server that routes use. */
export interface LimitedParts extends RouteParts {
  readonly bodies: Bodies;
  readonly load: () => ServerLoad;
  readonly faults: FaultCounts;
  readonly notices: NoticeCounts;
}
