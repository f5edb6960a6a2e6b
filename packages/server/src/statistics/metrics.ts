import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { DELAY_LIMITS_MS, readCounts } from "../domain/statistics.js";
import type { ConnectionMetrics, StoreMetrics } from "../storage/store.js";

/** What the metrics are read from, when somebody asks for them. */
export interface MetricSources {
  /** What this process has counted, by name: see domain/statistics.ts. */
  readonly totals: () => ReadonlyMap<string, number>;
  /** Calls that could not be put down in the request log. */
  readonly dropped: () => number;
  readonly storage: () => StoreMetrics;
}

/** This process's metrics, as Prometheus reads them. */
export function metricsRegistry({ totals, dropped, storage }: MetricSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const define =
    (Kind: typeof Counter | typeof Gauge) =>
    (
      name: string,
      help: string,
      labelNames: readonly string[],
      samples: () => Iterable<Sample>,
    ) => {
      const metric = new Kind({
        name,
        help,
        labelNames: [...labelNames],
        registers: [],
        collect() {
          this.reset();
          for (const { labels, value } of samples()) this.inc(labels, value);
        },
      });
      registry.registerMetric(metric);
    };
  const counter = define(Counter);
  const gauge = define(Gauge);
  const one = (value: number): Sample[] => [{ labels: {}, value }];

  counter(
    "dingdan_calls_total",
    "Calls of the wire by operation and errcode; - is what is no interface.",
    ["operation", "errcode"],
    () => [...totals()].flatMap(([name, value]) => callSample(name, value)),
  );
  counter(
    "dingdan_uploads_total",
    "Uploads by decision: stored, replaced, or repeated; refusals are calls with an errcode.",
    ["decision"],
    () => [
      { labels: { decision: "stored" }, value: totals().get("uploads") ?? 0 },
      { labels: { decision: "replaced" }, value: totals().get("replaced") ?? 0 },
      { labels: { decision: "repeated" }, value: totals().get("repeated") ?? 0 },
    ],
  );
  counter(
    "dingdan_matches_total",
    "Orders that met their payment, by how long after it they came.",
    ["up_to_ms"],
    () =>
      spanOf(totals()).delays.map((value, index) => ({
        labels: { up_to_ms: String(DELAY_LIMITS_MS[index] ?? "+Inf") },
        value,
      })),
  );
  counter("dingdan_mismatches_total", "Orders that met a payment that is not theirs.", [], () =>
    one(spanOf(totals()).mismatched),
  );
  counter("dingdan_payments_total", "Payments that were recorded.", [], () =>
    one(spanOf(totals()).payments),
  );
  counter(
    "dingdan_request_log_dropped_total",
    "Answered calls that the request log could not take.",
    [],
    () => one(dropped()),
  );
  gauge(
    "dingdan_writes_waiting",
    "Writes to orders that wait for the end of their commit.",
    [],
    () => one(storage().writesWaiting),
  );
  if (storage().connections === null) return registry;

  const connections = () => storage().connections as ConnectionMetrics;
  gauge(
    "dingdan_database_connections",
    "Open connections to the database, by what they do.",
    ["state"],
    () => [
      { labels: { state: "idle" }, value: connections().idle },
      { labels: { state: "busy" }, value: connections().total - connections().idle },
    ],
  );
  gauge(
    "dingdan_database_connection_waiting",
    "Pieces of work that wait for a connection to the database.",
    [],
    () => one(connections().waiting),
  );
  counter(
    "dingdan_database_retries_total",
    "What the database undid, or a lost connection cut off, and was done again.",
    [],
    () => one(connections().retries),
  );
  return registry;
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const spanOf = (totals: ReadonlyMap<string, number>) =>
  readCounts([...totals].map(([name, count]) => ({ name, count })));

function callSample(name: string, value: number): Sample[] {
  const [, operation, errcode] = /^call (\S+) (-?\d+)$/.exec(name) ?? [];
  if (operation === undefined || errcode === undefined) return [];
  return [{ labels: { operation, errcode }, value }];
}
