import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { DELAY_LIMITS_MS } from "../domain/statistics.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { LIMIT_NAMES } from "../limits/limits.js";
import type { StoreMetrics } from "../storage/store.js";
import { BACKUP_METRICS, type BackupFigures } from "./backup-metrics.js";
import { type DeletedOrderCounts, OLD_ORDER_KINDS } from "./deleted-order-counts.js";
import type { EventBacklog } from "./event-backlog.js";
import type { FaultCounts } from "./fault-counts.js";
import {
  callSample,
  connectionSamples,
  one,
  type Sample,
  spanOf,
  waiting,
} from "./metric-samples.js";
import { NOTICE_OUTCOMES, type NoticeCounts } from "./notice-counts.js";
import type { QueryCounts } from "./query-counts.js";
import { ENDED_STATES, WEBHOOK_OUTCOMES, type WebhookCounts } from "./webhook-counts.js";

/** What clients take of the server now. */
export interface ServerLoad {
  readonly connections: number;
  /** The bytes of request bodies in memory. */
  readonly bodyBytes: number;
  readonly callsInProgress: number;
  /** Of these, the calls that wait for their turn. */
  readonly callsWaiting: number;
}

/** The sources of the metrics, read when a client requests them. */
export interface MetricSources {
  /** The counts of this process, by name: see domain/statistics.ts. */
  readonly totals: () => ReadonlyMap<string, number>;
  /** How many calls the request log has dropped. */
  readonly dropped: () => number;
  readonly storage: () => StoreMetrics;
  readonly limitHits: LimitHits;
  readonly load: () => ServerLoad;
  /** How many pages of the console follow the events. */
  readonly consoleStreams: () => number;
  readonly faults: FaultCounts;
  readonly notices: NoticeCounts;
  readonly webhooks: WebhookCounts;
  readonly deletedOrders: DeletedOrderCounts;
  /** Null when the platform makes no backups. */
  readonly backups: (() => BackupFigures) | null;
  readonly backlog: Pick<EventBacklog, "latest" | "refresh">;
  /** Null when the platform does not ask WeChat Pay. */
  readonly queries: QueryCounts | null;
}

/** This process's metrics in Prometheus' format: those of {@link METRICS} that apply to its database. */
export function metricsRegistry(sources: MetricSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { kind: Kind, name, help, labels = [], samples } of METRICS) {
    if (samples(sources) === null) continue;
    const metric = new Kind({
      name,
      help,
      labelNames: [...labels],
      registers: [],
      collect() {
        this.reset();
        for (const sample of samples(sources) ?? []) this.inc(sample.labels, sample.value);
      },
    });
    registry.registerMetric(metric);
  }
  return registry;
}

interface Metric {
  readonly kind: typeof Counter | typeof Gauge;
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** Read when a client requests the metrics; null when the metric does not apply to this database. */
  readonly samples: (sources: MetricSources) => readonly Sample[] | null;
}

const METRICS: readonly Metric[] = [
  {
    kind: Counter,
    name: "dingdan_calls_total",
    help: 'API calls by operation and errcode. operation="-" means an unknown path.',
    labels: ["operation", "errcode"],
    samples: ({ totals }) => [...totals()].flatMap(([name, value]) => callSample(name, value)),
  },
  {
    kind: Counter,
    name: "dingdan_uploads_total",
    help: "Accepted uploads by decision: stored, replaced or repeated. Rejected uploads count in dingdan_calls_total by errcode.",
    labels: ["decision"],
    samples: ({ totals }) => [
      { labels: { decision: "stored" }, value: totals().get("uploads") ?? 0 },
      { labels: { decision: "replaced" }, value: totals().get("replaced") ?? 0 },
      { labels: { decision: "repeated" }, value: totals().get("repeated") ?? 0 },
    ],
  },
  {
    kind: Counter,
    name: "dingdan_matches_total",
    help: "Uploads matched to their payment, by delay from payment to upload. up_to_ms is the upper limit of the delay.",
    labels: ["up_to_ms"],
    samples: ({ totals }) =>
      spanOf(totals()).delays.map((value, index) => ({
        labels: { up_to_ms: String(DELAY_LIMITS_MS[index] ?? "+Inf") },
        value,
      })),
  },
  {
    kind: Counter,
    name: "dingdan_mismatches_total",
    help: "Uploads that mismatched the payment with their order key.",
    samples: ({ totals }) => one(spanOf(totals()).mismatched),
  },
  {
    kind: Counter,
    name: "dingdan_payments_total",
    help: "Recorded payments.",
    samples: ({ totals }) => one(spanOf(totals()).payments),
  },
  {
    kind: Counter,
    name: "dingdan_old_orders_deleted_total",
    help: "Old orders deleted by this process (--order-days), by kind: payment, with its orders, or upload, which no payment came for.",
    labels: ["kind"],
    samples: ({ deletedOrders }) =>
      OLD_ORDER_KINDS.map((kind) => ({ labels: { kind }, value: deletedOrders.of(kind) })),
  },
  {
    kind: Counter,
    name: "dingdan_request_log_dropped_total",
    help: "Answered calls that the request log dropped.",
    samples: ({ dropped }) => one(dropped()),
  },
  {
    kind: Counter,
    name: "dingdan_limit_hits_total",
    help: "How often a limit was reached, by limit. docs/operating.md describes each.",
    labels: ["limit"],
    samples: ({ limitHits }) =>
      LIMIT_NAMES.map((limit) => ({ labels: { limit }, value: limitHits.count(limit).hits })),
  },
  {
    kind: Counter,
    name: "dingdan_faults_total",
    help: 'Calls answered errcode -1 and requests answered 500 or 503, by cause: what is wrong with the database, or "defect".',
    labels: ["cause"],
    samples: ({ faults }) =>
      [...faults.all()].map(([cause, value]) => ({ labels: { cause }, value })),
  },
  {
    kind: Counter,
    name: "dingdan_wechatpay_notices_total",
    help: "Requests to the receiver of WeChat Pay notices, by outcome. docs/receive-wechat-pay.md describes each.",
    labels: ["outcome"],
    samples: ({ notices }) =>
      NOTICE_OUTCOMES.map((outcome) => ({ labels: { outcome }, value: notices.of(outcome) })),
  },
  {
    kind: Counter,
    name: "dingdan_wechatpay_queries_total",
    help: "Replies to queries of WeChat Pay, by outcome: object, absent, refused, limited, unverified, probe, unreadable or unavailable.",
    labels: ["outcome"],
    samples: ({ queries }) =>
      queries && [...queries.all()].map(([outcome, value]) => ({ labels: { outcome }, value })),
  },
  {
    kind: Gauge,
    name: "dingdan_wechatpay_expiring_merchants",
    help: "Merchant numbers whose last platform certificate of WeChat Pay expires within 30 days.",
    samples: ({ queries }) => one(queries?.expiring()),
  },
  {
    kind: Counter,
    name: "dingdan_webhook_attempts_total",
    help: "Attempts to deliver an event to a webhook endpoint, by outcome. docs/operating.md describes each.",
    labels: ["outcome"],
    samples: ({ webhooks }) =>
      WEBHOOK_OUTCOMES.map((outcome) => ({
        labels: { outcome },
        value: webhooks.attempts(outcome),
      })),
  },
  {
    kind: Counter,
    name: "dingdan_webhook_deliveries_total",
    help: "Deliveries that ended, by state: delivered, or failed after the last attempt.",
    labels: ["state"],
    samples: ({ webhooks }) =>
      ENDED_STATES.map((state) => ({ labels: { state }, value: webhooks.deliveries(state) })),
  },
  {
    kind: Gauge,
    name: "dingdan_webhook_deliveries_waiting",
    help: "Deliveries that wait for enabled endpoints, in the database. At most 1,000 of each endpoint are counted.",
    samples: ({ backlog }) => waiting(backlog, "deliveriesWaiting"),
  },
  {
    kind: Gauge,
    name: "dingdan_webhook_oldest_waiting_seconds",
    help: "How long the oldest event that waits for an enabled endpoint has been in the feed; 0 when none waits.",
    samples: ({ backlog }) => waiting(backlog, "oldestDeliverySeconds"),
  },
  {
    kind: Gauge,
    name: "dingdan_webhook_endpoints",
    help: "Webhook endpoints by state: enabled, disabled or paused, in the database.",
    labels: ["state"],
    samples: ({ backlog }) =>
      Object.entries(backlog.latest?.endpoints ?? {}).map(([state, value]) => ({
        labels: { state },
        value,
      })),
  },
  {
    kind: Counter,
    name: "dingdan_events_placed_total",
    help: "Events placed in the feed since the installation began, by all processes.",
    samples: ({ backlog }) => waiting(backlog, "feedPosition"),
  },
  {
    kind: Gauge,
    name: "dingdan_event_commits_waiting",
    help: "Commits in the database whose events are not in the feed, up to 10,000. They wait while no client reads the feed and no endpoint exists.",
    samples: ({ backlog }) => waiting(backlog, "commitsWaiting"),
  },
  {
    kind: Gauge,
    name: "dingdan_event_oldest_commit_seconds",
    help: "How long the oldest of these commits has waited; 0 when none waits.",
    samples: ({ backlog }) => waiting(backlog, "oldestCommitSeconds"),
  },
  ...BACKUP_METRICS,
  {
    kind: Gauge,
    name: "dingdan_connections",
    help: "Open connections of clients.",
    samples: ({ load }) => one(load().connections),
  },
  {
    kind: Gauge,
    name: "dingdan_console_streams",
    help: "Open streams of events to the console's pages.",
    samples: ({ consoleStreams }) => one(consoleStreams()),
  },
  {
    kind: Gauge,
    name: "dingdan_request_body_bytes",
    help: "Bytes of request bodies in memory.",
    samples: ({ load }) => one(load().bodyBytes),
  },
  {
    kind: Gauge,
    name: "dingdan_calls_in_progress",
    help: "WeChat-compatible calls that have arrived and are not answered.",
    samples: ({ load }) => one(load().callsInProgress),
  },
  {
    kind: Gauge,
    name: "dingdan_calls_waiting",
    help: "Calls in progress that wait for the turn of their app.",
    samples: ({ load }) => one(load().callsWaiting),
  },
  {
    kind: Gauge,
    name: "dingdan_writes_waiting",
    help: "Order writes waiting for their commit to finish.",
    samples: ({ storage }) => one(storage().writesWaiting),
  },
  {
    kind: Counter,
    name: "dingdan_writer_starts_total",
    help: "Starts of the SQLite writer thread. A value above 1 means that the thread failed and was restarted.",
    samples: ({ storage }) => one(storage().writerStarts),
  },
  {
    kind: Gauge,
    name: "dingdan_database_connections",
    help: "Open database connections by state: idle or busy.",
    labels: ["state"],
    samples: ({ storage }) => connectionSamples(storage().connections),
  },
  {
    kind: Gauge,
    name: "dingdan_database_connection_waiting",
    help: "Tasks waiting for a database connection.",
    samples: ({ storage }) => one(storage().connections?.waiting),
  },
  {
    kind: Counter,
    name: "dingdan_database_retries_total",
    help: "Database statements and transactions retried after a rollback or a lost connection.",
    samples: ({ storage }) => one(storage().connections?.retries),
  },
];
