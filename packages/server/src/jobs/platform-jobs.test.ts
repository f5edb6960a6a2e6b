import { afterEach, beforeEach, expect, test } from "vitest";
import { LimitHits } from "../limits/limit-hits.js";
import { NO_REQUEST_LOG, RequestLog } from "../request-log/request-log.js";
import { Sealer } from "../secrets/seal.js";
import { openLog } from "../serve/log.js";
import { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import { Statistics } from "../statistics/statistics.js";
import { WebhookCounts } from "../statistics/webhook-counts.js";
import { record } from "../storage/conformance/requests.js";
import { APPID, anApp, BUYER, PAID_AT_MS } from "../storage/conformance/samples.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { type PlatformJobs, startJobs } from "./platform-jobs.js";

const DAY_MS = 24 * 3_600_000;

let store: Store;
let clock: { timeMs: number; nowMs(): number };
let lines: string[];
let jobs: PlatformJobs;

const newJobs = (given: Store = store) =>
  startJobs({
    store: given,
    clock,
    followClock: { intervalMs: 100, run: () => Promise.resolve() },
    requestLog: new RequestLog(given.requests, () => {}, NO_REQUEST_LOG),
    requestLogDays: 30,
    eventDays: 30,
    orderDays: null,
    backups: null,
    deletedOrders: new DeletedOrderCounts(),
    statistics: new Statistics(given.statistics),
    post: () => Promise.resolve({ kind: "timeout" }),
    call: () => Promise.resolve({ kind: "timeout" }),
    forms: {},
    reconciling: null,
    sealer: new Sealer(null),
    webhookCounts: new WebhookCounts(),
    limitHits: new LimitHits({ warn: () => {} }),
    log: openLog({ write: (line: string) => lines.push(line) } as unknown as NodeJS.WritableStream)
      .log,
  });

beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  clock = {
    timeMs: PAID_AT_MS,
    nowMs() {
      return this.timeMs;
    },
  };
  lines = [];
  jobs = newJobs();
});

afterEach(async () => {
  await jobs.stop();
  await store.close();
});

test("the jobs delete rows that have expired, and keep the others", async () => {
  const expiresAtMs = PAID_AT_MS + DAY_MS;
  const buyers = [{ appid: APPID, openid: BUYER }];
  await store.buyerTokens.put({
    tokenHash: "link",
    purpose: "link",
    buyers,
    isPreview: false,
    expiresAtMs,
  });
  await store.consoleSessions.put({
    tokenHash: "session",
    id: "5",
    role: "owner",
    appid: null,
    credentialHash: "5e",
    createdAtMs: PAID_AT_MS,
    expiresAtMs,
  });
  await store.apps.create(anApp());
  await store.statistics.add([{ appid: APPID, hourMs: PAID_AT_MS, name: "uploads", count: 1 }]);
  await store.requests.append([record("1", { atMs: PAID_AT_MS })]);
  const kept = async () => [
    await store.buyerTokens.find("link"),
    await store.consoleSessions.find("session"),
    (await store.statistics.list(APPID, { fromMs: 0, toMs: PAID_AT_MS + DAY_MS }))[0],
    await store.requests.find("1"),
  ];
  const isKept = async () => (await kept()).map((row) => row !== null && row !== undefined);

  await jobs.runAll();
  expect(await isKept()).toEqual([true, true, true, true]);

  clock.timeMs += DAY_MS;
  await jobs.runAll();
  expect(await isKept()).toEqual([false, false, true, true]);

  clock.timeMs += 30 * DAY_MS;
  await jobs.runAll();
  expect(await isKept()).toEqual([false, false, true, false]);

  clock.timeMs += 366 * DAY_MS;
  await jobs.runAll();
  expect(await isKept()).toEqual([false, false, false, false]);
});

test("a job that fails is logged under its name, and the other jobs run", async () => {
  await jobs.stop();
  await store.consoleSessions.put({
    tokenHash: "session",
    id: "5",
    role: "owner",
    appid: null,
    credentialHash: "5e",
    createdAtMs: PAID_AT_MS,
    expiresAtMs: PAID_AT_MS,
  });
  const failing = {
    ...store,
    buyerTokens: Object.assign(Object.create(store.buyerTokens) as Store["buyerTokens"], {
      sweep: () => Promise.reject(new Error("the disk is full")),
    }),
  };
  jobs = newJobs(failing);

  await expect(jobs.runAll()).rejects.toThrow("the disk is full");
  await jobs.stop();

  expect(await store.consoleSessions.find("session")).toBeNull();
  const failures = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(failures).toMatchObject([
    { level: 50, job: "expired buyer tokens", msg: "job failed; will retry" },
  ]);
});

test("counts that cannot be stored when the jobs stop are logged, and the jobs still stop", async () => {
  await jobs.stop();
  const statistics = new Statistics({
    ...store.statistics,
    add: () => Promise.reject(new Error("no database")),
  } as unknown as Store["statistics"]);
  statistics.count(APPID, "uploads", PAID_AT_MS);
  jobs = startJobs({
    store,
    clock,
    followClock: { intervalMs: 100, run: () => Promise.resolve() },
    requestLog: new RequestLog(store.requests, () => {}, NO_REQUEST_LOG),
    requestLogDays: 30,
    eventDays: 30,
    orderDays: null,
    backups: null,
    deletedOrders: new DeletedOrderCounts(),
    statistics,
    post: () => Promise.resolve({ kind: "timeout" }),
    call: () => Promise.resolve({ kind: "timeout" }),
    forms: {},
    reconciling: null,
    sealer: new Sealer(null),
    webhookCounts: new WebhookCounts(),
    limitHits: new LimitHits({ warn: () => {} }),
    log: openLog({ write: (line: string) => lines.push(line) } as unknown as NodeJS.WritableStream)
      .log,
  });

  await jobs.stop();
  expect(lines.join("")).toContain("storing statistics failed");
});
