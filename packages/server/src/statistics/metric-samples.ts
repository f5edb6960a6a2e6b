import { callOfName, readCounts } from "../domain/statistics.js";
import type { ConnectionMetrics } from "../storage/store.js";
import type { Backlog, EventBacklog } from "./event-backlog.js";

/** A value of a metric, with its labels. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The sample of a metric without labels; null when its source has no value. */
export const one = (value: number | null | undefined): Sample[] | null =>
  value === null || value === undefined ? null : [{ labels: {}, value }];

/** What waits in the database; nothing while it does not answer. */
export const waiting = (
  { latest }: Pick<EventBacklog, "latest">,
  figure: Exclude<keyof Backlog, "endpoints">,
): Sample[] => (latest === null ? [] : [{ labels: {}, value: latest[figure] }]);

export const connectionSamples = (connections: ConnectionMetrics | null): Sample[] | null =>
  connections && [
    { labels: { state: "idle" }, value: connections.idle },
    { labels: { state: "busy" }, value: connections.total - connections.idle },
  ];

export const spanOf = (totals: ReadonlyMap<string, number>) =>
  readCounts([...totals].map(([name, count]) => ({ name, count })));

export function callSample(name: string, value: number): Sample[] {
  const call = callOfName(name);
  if (call === null) return [];
  return [{ labels: { operation: call.operation ?? "-", errcode: String(call.errcode) }, value }];
}
