import { Counter, collectDefaultMetrics, Registry } from "prom-client";
import { DELAY_LIMITS_MS, readCounts } from "../domain/statistics.js";

/** What the metrics are read from, when somebody asks for them. */
export interface MetricSources {
  /** What this process has counted, by name: see domain/statistics.ts. */
  readonly totals: () => ReadonlyMap<string, number>;
  /** Calls that could not be put down in the request log. */
  readonly dropped: () => number;
}

/** This process's metrics, as Prometheus reads them. */
export function metricsRegistry({ totals, dropped }: MetricSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (
    name: string,
    help: string,
    labelNames: readonly string[],
    samples: () => Iterable<Sample>,
  ) =>
    new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, value } of samples()) this.inc(labels, value);
      },
    });

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
  counter("dingdan_mismatches_total", "Orders that met a payment that is not theirs.", [], () => [
    { labels: {}, value: spanOf(totals()).mismatched },
  ]);
  counter("dingdan_payments_total", "Payments that were recorded.", [], () => [
    { labels: {}, value: spanOf(totals()).payments },
  ]);
  counter(
    "dingdan_request_log_dropped_total",
    "Answered calls that the request log could not take.",
    [],
    () => [{ labels: {}, value: dropped() }],
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
