import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { setTimeout } from "node:timers/promises";
import { DEFAULT_QUOTAS } from "../api/interface-quotas.js";
import { SandboxClock, systemClock } from "../clock.js";
import { type Outlet, pushDue } from "../jobs/component-pushes.js";
import { indexNames } from "../jobs/index-names.js";
import { type DueWork, runDue } from "../jobs/run-due.js";
import { Scheduler } from "../jobs/scheduler.js";
import { pushSender } from "../jobs/send-push.js";
import { sweepRequests } from "../jobs/sweep-requests.js";
import type { DemoApp } from "../pages/demo-app.js";
import {
  NO_REQUEST_LOG,
  RequestLog,
  type RequestLogLimits,
  SAMPLED_REQUEST_LOG,
  WHOLE_REQUEST_LOG,
} from "../request-log/request-log.js";
import { SettingsError } from "../settings-error.js";
import { countedOrders } from "../statistics/counted-orders.js";
import { Statistics } from "../statistics/statistics.js";
import { cacheLookups } from "../storage/cached-lookups.js";
import { openStore } from "../storage/open-store.js";
import type { SettingStore, Store } from "../storage/store.js";
import { adminKey } from "./admin-key.js";
import { buildServer } from "./build-server.js";

/** How the platform starts. */
export interface PlatformOptions {
  /** `sqlite:FILE`, `sqlite::memory:` or `postgres://…`. @default "sqlite::memory:" */
  readonly databaseUrl?: string;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
  /** The operator's key. Left out, the stored one holds or a new one is made and told once. */
  readonly adminKey?: string;
  /** Lets the clock be moved ahead. @default false */
  readonly sandbox?: boolean;
  /**
   * The first time of a sandbox's clock, which runs on from there; the present when left out. A
   * database whose clock was moved already goes on where that stood.
   */
  readonly startsAt?: Date;
  /**
   * How often an app without limits of its own may call each interface; null: as often as it likes.
   * @default null in a sandbox, 60,000 a minute and 20,000,000 a day elsewhere
   */
  readonly quotas?: { readonly perMinute: number; readonly perDay: number } | null;
  /** Believes the X-Forwarded-For of a proxy in front: for IP whitelists. @default false */
  readonly trustProxy?: boolean;
  /** How many days the request log keeps a call; 0 means no request log. @default 30 */
  readonly requestLogDays?: number;
  /** Takes the log's JSON lines; null for none. @default process.stderr */
  readonly logStream?: NodeJS.WritableStream | null;
  /** How many uploads share a commit at the most: 1 gives each its own, to measure what sharing is worth. */
  readonly batchSizeMax?: number;
}

/** A running platform. */
export interface Dingdan {
  /** Where it listens: `http://127.0.0.1:8321`. */
  readonly url: string;
  /** The operator's key: the one given, or a new one; null when a stored one holds. */
  readonly adminKey: string | null;
  readonly clock: {
    now(): Date;
    /** Moves the clock ahead and does what falls due. Rejects outside a sandbox. */
    advance(seconds: number): Promise<{ readonly now: Date } & DueWork>;
  };
  /** Shows an app's credentials on a sandbox's first page, to browsers on this machine alone. */
  introduce(app: DemoApp): void;
  /** Answers what is under way, then stops. */
  close(): Promise<void>;
}

/** How often the platform looks for what is due. */
const DUE_INTERVAL_MS = 5_000;

/** How often a sandbox asks whether another process has moved its clock. */
const CLOCK_INTERVAL_MS = 100;

/** How often answered calls are written to the request log, and old ones are deleted from it. */
const LOG_INTERVAL_MS = 200;
const SWEEP_INTERVAL_MS = 60_000;

/** How often what was counted is stored, and how often the index of orders is extended. */
const COUNT_INTERVAL_MS = 1_000;
/** How long counts are kept: a year and a month, to compare with. */
const STATISTICS_MS = 396 * 24 * 3_600_000;
const REQUEST_LOG_DAYS = 30;

const { version: VERSION } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * A running sandbox for a test suite: in memory and on a free port unless told otherwise, silent,
 * with a clock that can be moved.
 */
export function createDingdan(options: PlatformOptions = {}): Promise<Dingdan> {
  return startPlatform({ sandbox: true, logStream: null, ...options });
}

/**
 * Starts the platform.
 * @throws SettingsError when it cannot start as told; the message says what to do
 */
export async function startPlatform(options: PlatformOptions): Promise<Dingdan> {
  const { databaseUrl = "sqlite::memory:", batchSizeMax } = options;
  const { store } = await openStore(
    databaseUrl,
    batchSizeMax === undefined ? {} : { batchSizeMax },
  );
  try {
    return await startOn(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function startOn(opened: Store, options: PlatformOptions): Promise<Dingdan> {
  const keptDays = options.requestLogDays ?? REQUEST_LOG_DAYS;
  if (!(keptDays >= 0)) {
    throw new SettingsError(`requestLogDays must be 0 or more days, not ${keptDays}.`);
  }
  const requestLog = new RequestLog(
    opened.requests,
    (error, lost) =>
      server.log.error({ err: error, lost }, "calls could not be written to the request log"),
    requestLogLimits(keptDays, options.sandbox),
  );
  // Whoever reads the log sees the calls that wait to be written, too.
  const statistics = new Statistics(opened.statistics);
  const { store, lookups } = cacheLookups({
    ...opened,
    orders: countedOrders(opened.orders, statistics),
    requests: requestLog,
  });
  const sandboxClock = options.sandbox
    ? await openSandboxClock(store.settings, options.startsAt)
    : null;
  const clock = sandboxClock ?? systemClock;
  const key = await adminKey(options.adminKey, store.settings);
  let lastDue: DueWork = { reviewsFinished: 0, ordersTimedOut: 0 };
  let url = "";
  let demoApp: DemoApp | null = null;

  const server = await buildServer({
    store,
    lookups,
    clock,
    requestLog,
    statistics,
    requestLogDays: keptDays,
    database: databaseOf(options.databaseUrl),
    isLocal: isLoopback(options.host) && options.trustProxy !== true,
    adminKeyHash: key.hash,
    advanceClock: sandboxClock && advance,
    wakePushes,
    version: VERSION,
    quotas:
      options.quotas === undefined && !options.sandbox ? DEFAULT_QUOTAS : (options.quotas ?? null),
    trustProxy: options.trustProxy ?? false,
    publicUrl: () => url,
    demoApp: () => demoApp,
    logStream: options.logStream === undefined ? process.stderr : options.logStream,
  });
  const due = new Scheduler(
    async () => {
      lastDue = await runDue(store, clock.nowMs());
    },
    DUE_INTERVAL_MS,
    (error) => server.log.error({ err: error }, "what is due could not be done; it is tried again"),
  );

  const closing = new AbortController();
  const send = pushSender(closing.signal);
  const onGivenUp: Outlet["onGivenUp"] = ({ componentAppid, appid, infoType }, fault) =>
    server.log.warn(
      { component: componentAppid, appid, infoType, fault },
      "a third-party platform could not be told of an event for a day: it is given up",
    );
  let isPushQueued = false;
  const pushes = new Scheduler(
    () => {
      isPushQueued = false;
      return pushDue(store, clock, { send, onGivenUp });
    },
    DUE_INTERVAL_MS,
    (error) => server.log.error({ err: error }, "a push failed on our side; it is tried again"),
  );

  // Nobody's answer waits for a callback; what fails is logged by the scheduler and tried again.
  function wakePushes(): void {
    if (isPushQueued) return;
    isPushQueued = true;
    void pushes.run().catch(() => {});
  }

  let droppedTold = 0;
  const sweep = new Scheduler(
    async () => {
      await sweepRequests(opened.requests, { nowMs: clock.nowMs(), keptDays });
      await opened.buyerTokens.sweep(clock.nowMs());
      await opened.consoleSessions.sweep(clock.nowMs());
      await opened.statistics.deleteBefore(clock.nowMs() - STATISTICS_MS);
      const dropped = requestLog.dropped - droppedTold;
      droppedTold += dropped;
      if (dropped > 0) {
        server.log.info({ dropped }, "more calls came in a minute than the request log puts down");
      }
    },
    SWEEP_INTERVAL_MS,
    (error) =>
      server.log.error({ err: error }, "what is over could not be deleted; it is tried again"),
  );
  const write = new Scheduler(
    () => requestLog.flush(),
    LOG_INTERVAL_MS,
    (error) => server.log.error({ err: error }, "the request log could not be written"),
  );

  const count = new Scheduler(
    async () => {
      await statistics.flush();
      await indexNames(opened.orderLists);
    },
    COUNT_INTERVAL_MS,
    (error) =>
      server.log.error({ err: error }, "the statistics could not be stored; it is tried again"),
  );
  const follow = new Scheduler(
    async () => {
      const offsetMs = store.isShared ? await store.settings.get(CLOCK_SETTING) : null;
      if (offsetMs !== null) sandboxClock?.moveTo(Number(offsetMs));
    },
    CLOCK_INTERVAL_MS,
    (error) => server.log.error({ err: error }, "the sandbox's clock could not be read"),
  );

  async function stopJobs(): Promise<void> {
    closing.abort();
    await Promise.all([due, pushes, sweep, write, count, follow].map((job) => job.stop()));
    await requestLog.flush();
    await statistics.flush();
  }

  async function advance(seconds: number): Promise<{ readonly now: Date } & DueWork> {
    if (sandboxClock === null) throw new Error("only a sandbox's clock can be moved");
    const { offsetMs } = sandboxClock;
    const moved = await store.settings.change(CLOCK_SETTING, (stored) =>
      String((stored === null ? offsetMs : Number(stored)) + seconds * 1000),
    );
    sandboxClock.moveTo(Number(moved));
    // Every other process of this database has the new time once this one answers.
    if (store.isShared) await setTimeout(2 * CLOCK_INTERVAL_MS);
    await due.run();
    await pushes.run();
    await sweep.run();
    return { now: new Date(clock.nowMs()), ...lastDue };
  }

  try {
    url = await listen(server, options);
  } catch (error) {
    await stopJobs();
    await server.close();
    await stopJobs();
    throw error;
  }
  return {
    url,
    adminKey: options.adminKey ?? key.newKey,
    clock: { now: () => new Date(clock.nowMs()), advance },
    introduce: (app) => {
      demoApp = app;
    },
    close: async () => {
      await server.close();
      await stopJobs();
      await store.close();
    },
  };
}

const databaseOf = (url = "sqlite::memory:") => (url.startsWith("sqlite:") ? "sqlite" : "postgres");

const isLoopback = (host = "127.0.0.1") => /^(127\.|::1$|localhost$)/.test(host);
function requestLogLimits(keptDays: number, isSandbox = false): RequestLogLimits {
  if (keptDays === 0) return NO_REQUEST_LOG;
  return isSandbox ? WHOLE_REQUEST_LOG : SAMPLED_REQUEST_LOG;
}

const CLOCK_SETTING = "sandbox_clock_offset_ms";

/** A sandbox's clock goes on where it stood: a restart must not turn its time back. */
async function openSandboxClock(
  settings: SettingStore,
  startsAt: Date | undefined,
): Promise<SandboxClock> {
  const startOffsetMs = startsAt === undefined ? 0 : startsAt.getTime() - Date.now();
  const offset = await settings.change(CLOCK_SETTING, (stored) => stored ?? String(startOffsetMs));
  return new SandboxClock(Number(offset));
}

async function listen(
  server: Awaited<ReturnType<typeof buildServer>>,
  { host = "127.0.0.1", port = 0 }: PlatformOptions,
): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice: Readonly<Record<string, string>> = {
      EADDRINUSE: `The port ${port} is taken: stop what listens there, or choose another with --port.`,
      EACCES: `The port ${port} may not be used by this user: choose one from 1024 on with --port.`,
      EADDRNOTAVAIL: `This machine has no address ${host}: choose another with --host.`,
      ENOTFOUND: `The host ${host} is not known: choose another with --host.`,
    };
    throw new SettingsError(
      advice[code ?? ""] ?? `Cannot listen on ${host}:${port}: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
  const address = server.server.address();
  const boundPort = typeof address === "object" && address !== null ? address.port : port;
  return `http://${reachableHost(host)}:${boundPort}`;
}

/** A name of this machine for one who listens on all of its addresses: "all" can be no link's host. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}
