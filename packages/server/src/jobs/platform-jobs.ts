import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { Statistics } from "../statistics/statistics.js";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";
import { pushDue } from "./component-pushes.js";
import { indexNames } from "./index-names.js";
import { type DueWork, runDue } from "./run-due.js";
import { Scheduler } from "./scheduler.js";
import { pushSender } from "./send-push.js";
import { sweepRequests } from "./sweep-requests.js";

/** How long counts are kept: a year and a month, to compare with. */
const STATISTICS_KEPT_MS = 396 * 24 * 3_600_000;

/** How long a run that is in progress is waited for when the jobs stop. */
const STOP_TIMEOUT_MS = 5_000;

export interface JobParts {
  readonly store: Store;
  readonly clock: Clock;
  /** How often, and how, to follow other processes that moved a sandbox's clock. */
  readonly followClock: { readonly intervalMs: number; readonly run: () => Promise<void> };
  readonly requestLog: RequestLog;
  /** How many days the request log keeps a call. */
  readonly requestLogDays: number;
  readonly statistics: Statistics;
  readonly log: FastifyBaseLogger;
}

/** The jobs of a running platform. */
export interface PlatformJobs {
  /** Does what is due now, and answers it: after the clock was moved. */
  readonly runAll: () => Promise<DueWork>;
  /** Sends pushes that were just made at once. Nothing waits for it. */
  readonly wakePushes: () => void;
  /** Stops all jobs and stores what is still in memory, whatever a job does. */
  readonly stop: () => Promise<void>;
}

/** Starts what the platform does by itself. A job that fails is logged, runs again, and delays no other. */
export function startJobs(parts: JobParts): PlatformJobs {
  const { store, clock, requestLog, statistics, log } = parts;
  const every = (intervalMs: number, job: string, run: () => Promise<unknown>) =>
    new Scheduler(run, intervalMs, (err) => log.error({ job, err }, "job failed; will retry"));

  let lastDue: DueWork = { reviewsFinished: 0, ordersTimedOut: 0 };
  const due = every(5_000, "due reviews and orders", async () => {
    lastDue = await runDue(store, clock.nowMs());
  });
  const pushing = pushesOf(parts);
  const pushes = every(5_000, "pushes to third-party platforms", pushing.run);
  const sweeps = [
    every(60_000, "expired requests", () =>
      sweepRequests(store.requests, { nowMs: clock.nowMs(), keptDays: parts.requestLogDays }),
    ),
    every(60_000, "expired buyer tokens", () => store.buyerTokens.sweep(clock.nowMs())),
    every(60_000, "expired console sessions", () => store.consoleSessions.sweep(clock.nowMs())),
    every(60_000, "expired statistics", () =>
      store.statistics.deleteBefore(clock.nowMs() - STATISTICS_KEPT_MS),
    ),
  ];
  const others = [
    every(200, "request log", () => requestLog.flush()),
    every(1_000, "statistics", () => statistics.flush()),
    every(1_000, "index of names", () => indexNames(store.orderLists)),
    every(60_000, "dropped calls", droppedCalls(requestLog, log)),
    every(parts.followClock.intervalMs, "sandbox clock", parts.followClock.run),
  ];

  return {
    runAll: async () => {
      await due.run();
      const done = lastDue;
      await pushes.run();
      await Promise.all(sweeps.map((sweep) => sweep.run()));
      return done;
    },
    wakePushes: () => pushing.wake(pushes),
    stop: async () => {
      pushing.stop();
      const stopped = Promise.all([due, pushes, ...sweeps, ...others].map((job) => job.stop()));
      await within(stopped, STOP_TIMEOUT_MS, "the last run of a job").catch((err: unknown) =>
        log.error({ err }, "a job was not waited for any longer"),
      );
      await requestLog.flush();
      await statistics
        .flush()
        .catch((err: unknown) => log.error({ err }, "counts of the last seconds were not stored"));
    },
  };
}

/** Pushes to the callbacks of third-party platforms. */
function pushesOf({ store, clock, log }: JobParts) {
  const closing = new AbortController();
  const send = pushSender(closing.signal);
  let isQueued = false;
  return {
    run: () => {
      isQueued = false;
      return pushDue(store, clock, {
        send,
        onGivenUp: ({ componentAppid, appid, infoType }, fault) =>
          log.warn(
            { component: componentAppid, appid, infoType, fault },
            "push dropped: the third-party platform took it at no attempt of a day",
          ),
      });
    },
    wake: (pushes: Scheduler) => {
      if (isQueued) return;
      isQueued = true;
      // What fails is logged by the scheduler, and retried.
      void pushes.run().catch(() => {});
    },
    stop: () => closing.abort(),
  };
}

/** Logs how many calls the request log has dropped since the last time. */
function droppedCalls(requestLog: RequestLog, log: FastifyBaseLogger) {
  let logged = 0;
  return (): Promise<void> => {
    const dropped = requestLog.dropped - logged;
    logged += dropped;
    if (dropped > 0) log.info({ dropped }, "request log: dropped calls (rate limit)");
    return Promise.resolve();
  };
}
