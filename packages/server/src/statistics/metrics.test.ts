import { expect, test } from "vitest";
import { LimitHits } from "../limits/limit-hits.js";
import { OverloadedError } from "../storage/overloaded-error.js";
import { DeletedOrderCounts } from "./deleted-order-counts.js";
import { FaultCounts } from "./fault-counts.js";
import { metricsRegistry } from "./metrics.js";
import { NoticeCounts } from "./notice-counts.js";
import { QueryCounts } from "./query-counts.js";
import { WebhookCounts } from "./webhook-counts.js";

const limitHits = new LimitHits({ warn: () => {} });
const load = () => ({ connections: 3, bodyBytes: 2048, callsInProgress: 2, callsWaiting: 1 });
const faults = new FaultCounts();
const sources = {
  totals: () => new Map<string, number>(),
  dropped: () => 0,
  limitHits,
  load,
  consoleStreams: () => 4,
  faults,
  notices: new NoticeCounts(),
  webhooks: new WebhookCounts(),
  deletedOrders: new DeletedOrderCounts(),
  backups: null,
  backlog: { latest: null, refresh: () => Promise.resolve() },
  queries: new QueryCounts(() => 0),
};

test("the metrics count the connections to a database server by their state", async () => {
  const connections = { total: 5, idle: 2, waiting: 7, retries: 1 };
  const storage = () => ({
    writesWaiting: 12,
    writesRecentlyWaiting: 0,
    writerStarts: 1,
    connections,
  });

  const text = await metricsRegistry({ ...sources, storage }).metrics();

  expect(text).toContain("dingdan_writes_waiting 12\n");
  expect(text).toContain('dingdan_database_connections{state="idle"} 2\n');
  expect(text).toContain('dingdan_database_connections{state="busy"} 3\n');
  expect(text).toContain("dingdan_database_connection_waiting 7\n");
  expect(text).toContain("dingdan_database_retries_total 1\n");
});

test("without a database server the metrics contain no connections", async () => {
  const storage = () => ({
    writesWaiting: 0,
    writesRecentlyWaiting: 0,
    writerStarts: 1,
    connections: null,
  });

  const text = await metricsRegistry({ ...sources, storage }).metrics();

  expect(text).toContain("dingdan_writes_waiting 0\n");
  expect(text).not.toContain("dingdan_database");
});

test("the metrics count the hits of each limit", async () => {
  const storage = () => ({
    writesWaiting: 0,
    writesRecentlyWaiting: 0,
    writerStarts: 1,
    connections: null,
  });
  limitHits.hit("guesses");

  const text = await metricsRegistry({ ...sources, storage }).metrics();

  expect(text).toContain('dingdan_limit_hits_total{limit="guesses"} 1\n');
  expect(text).toContain('dingdan_limit_hits_total{limit="connections"} 0\n');
});

test("the metrics show what clients take of the server", async () => {
  const storage = () => ({
    writesWaiting: 0,
    writesRecentlyWaiting: 0,
    writerStarts: 1,
    connections: null,
  });

  const text = await metricsRegistry({ ...sources, storage }).metrics();

  expect(text).toContain("dingdan_connections 3\n");
  expect(text).toContain("dingdan_console_streams 4\n");
  expect(text).toContain("dingdan_request_body_bytes 2048\n");
  expect(text).toContain("dingdan_calls_in_progress 2\n");
  expect(text).toContain("dingdan_calls_waiting 1\n");
});

test("the metrics count faults by cause", async () => {
  const storage = () => ({
    writesWaiting: 0,
    writesRecentlyWaiting: 0,
    writerStarts: 1,
    connections: null,
  });
  for (const error of [new OverloadedError("writes", "a batch", 1), new TypeError("a defect")]) {
    faults.count(error);
  }
  faults.count(new Error("database is locked"));

  const text = await metricsRegistry({ ...sources, storage }).metrics();

  for (const cause of ["overloaded", "defect", "locked"]) {
    expect(text).toContain(`dingdan_faults_total{cause="${cause}"} 1\n`);
  }
});
