import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { callOfName, DELAY_LIMITS_MS, readCounts } from "../domain/statistics.js";
import type { ConnectionMetrics, StoreMetrics } from "../storage/store.js";

/** What the metrics are read from, when somebody asks for them. */
export interface MetricSources {
  /** What this process has counted, by name: see domain/statistics.ts. */
  readonly totals: () => ReadonlyMap<string, number>;
  /** Calls that could not be put down in the request log. */
  readonly dropped: () => number;
  readonly storage: () => StoreMetrics;
}

/** This process's metrics, as Prometheus reads them: those of {@link METRICS} that its platform has. */
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
  /** Read when somebody asks; null where this platform has nothing of the kind. */
  readonly samples: (sources: MetricSources) => readonly Sample[] | null;
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const METRICS: readonly Metric[] = [
  {
    kind: Counter,
    name: "dingdan_calls_total",
    help: "Calls of the wire by operation and errcode; - is what is no interface.",
    labels: ["operation", "errcode"],
    samples: ({ totals }) => [...totals()].flatMap(([name, value]) => callSample(name, value)),
  },
  {
    kind: Counter,
    name: "dingdan_uploads_total",
    help: "Uploads by decision: stored, replaced, or repeated; refusals are calls with an errcode.",
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
    help: "Orders that met their payment, by how long after it they came.",
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
    help: "Orders that met a payment that is not theirs.",
    samples: ({ totals }) => one(spanOf(totals()).mismatched),
  },
  {
    kind: Counter,
    name: "dingdan_payments_total",
    help: "Payments that were recorded.",
    samples: ({ totals }) => one(spanOf(totals()).payments),
  },
  {
    kind: Counter,
    name: "dingdan_request_log_dropped_total",
    help: "Answered calls that the request log could not take.",
    samples: ({ dropped }) => one(dropped()),
  },
  {
    kind: Gauge,
    name: "dingdan_writes_waiting",
    help: "Writes to orders that wait for the end of their commit.",
    samples: ({ storage }) => one(storage().writesWaiting),
  },
  {
    kind: Counter,
    name: "dingdan_writer_starts_total",
    help: "Starts of the thread that writes to SQLite. More than one: a thread has failed and was restarted.",
    samples: ({ storage }) => one(storage().writerStarts),
  },
  {
    kind: Gauge,
    name: "dingdan_database_connections",
    help: "Open connections to the database, by what they do.",
    labels: ["state"],
    samples: ({ storage }) => connectionSamples(storage().connections),
  },
  {
    kind: Gauge,
    name: "dingdan_database_connection_waiting",
    help: "Pieces of work that wait for a connection to the database.",
    samples: ({ storage }) => one(storage().connections?.waiting),
  },
  {
    kind: Counter,
    name: "dingdan_database_retries_total",
    help: "What the database undid, or a lost connection cut off, and was done again.",
    samples: ({ storage }) => one(storage().connections?.retries),
  },
];

/** The sample of a metric without labels; null for what its source does not have. */
const one = (value: number | null | undefined): Sample[] | null =>
  value === null || value === undefined ? null : [{ labels: {}, value }];

const connectionSamples = (connections: ConnectionMetrics | null): Sample[] | null =>
  connections && [
    { labels: { state: "idle" }, value: connections.idle },
    { labels: { state: "busy" }, value: connections.total - connections.idle },
  ];

const spanOf = (totals: ReadonlyMap<string, number>) =>
  readCounts([...totals].map(([name, count]) => ({ name, count })));

function callSample(name: string, value: number): Sample[] {
  const call = callOfName(name);
  if (call === null) return [];
  return [{ labels: { operation: call.operation ?? "-", errcode: String(call.errcode) }, value }];
}
