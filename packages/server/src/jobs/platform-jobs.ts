import type { FastifyBaseLogger } from "fastify";
import type { BackupState } from "../backup/backup-state.js";
import { BuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import type { Clock } from "../clock.js";
import { ENDED_KEYS_KEPT_MS } from "../domain/admin-key.js";
import { STATISTICS_KEPT_MS } from "../domain/statistics.js";
import type { EventRelay } from "../events/event-relay.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { RepeatedFault } from "../limits/repeated-fault.js";
import type { CallUrl, PostToUrl } from "../outbound/server-call.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { Sealer } from "../secrets/seal.js";
import type { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import type { Statistics } from "../statistics/statistics.js";
import type { WebhookCounts } from "../statistics/webhook-counts.js";
import type { Store } from "../storage/store.js";
import type { WebhookForms } from "../webhooks/webhook-body.js";
import { within } from "../within.js";
import { type BackupJobParts, backupJobs } from "./backups.js";
import { NO_OLD_ORDERS, oldOrderJob } from "./delete-old-orders.js";
import { applyWaitingRefunds, sweepEarlyRefunds } from "./early-refunds.js";
import { eventJobs } from "./event-jobs.js";
import { indexNames } from "./index-names.js";
import { logAuditHead } from "./log-audit-head.js";
import { pushJobs } from "./push-jobs.js";
import { type Reconciling, reconcileJobs } from "./reconcile-jobs.js";
import { type DueWork, runDue } from "./run-due.js";
import { Scheduler } from "./scheduler.js";
import { sealCallbacks } from "./seal-callbacks.js";
import { sealMessagePushes } from "./seal-message-pushes.js";
import { sealSettings } from "./seal-settings.js";
import { sealWebhookKeys } from "./seal-webhook-keys.js";
import { sealWeChatPayKeys } from "./seal-wechatpay.js";
import { sweepRequests } from "./sweep-requests.js";
import { NO_TRADE_TIMERS, runTradeTimers, sumOf, type TradeTimerWork } from "./trade-timers.js";
import { upgradeOrders } from "./upgrade-orders.js";

/** How long stopping waits for runs in progress. After that it logs a timeout and continues. */
const STOP_TIMEOUT_MS = 5_000;

export interface JobParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Follows other processes that moved a sandbox's clock, and how often. */
  readonly followClock: { readonly intervalMs: number; readonly run: () => Promise<void> };
  readonly requestLog: RequestLog;
  /** How many days the request log keeps a call before it is deleted. */
  readonly requestLogDays: number;
  readonly statistics: Statistics;
  /** How many days an event is kept. */
  readonly eventDays: number;
  /** How many days an order is kept; null: it is never deleted. */
  readonly orderDays: number | null;
  readonly deletedOrders: DeletedOrderCounts;
  /** How pushes are posted. */
  readonly post: PostToUrl;
  /** How webhooks are posted, and what they are. */
  readonly call: CallUrl;
  readonly forms: WebhookForms;
  readonly limitHits: LimitHits;
  readonly sealer: Sealer;
  readonly webhookCounts: WebhookCounts;
  /** Null when the platform makes no backups. */
  readonly backups: BackupJobParts | null;
  /** Null when the platform does not ask WeChat Pay. */
  readonly reconciling: Reconciling | null;
  readonly log: FastifyBaseLogger;
}

/** The jobs of a running platform. */
export interface PlatformJobs {
  /** Does the work that is due now, after the clock was moved, and returns its figures. */
  readonly runAll: () => Promise<DueWork>;
  /** The timers of trade orders that were carried out since the start. */
  readonly tradeTimersDone: () => TradeTimerWork;
  /** Sends new pushes without waiting for the next run. Does not block the caller. */
  readonly wakePushes: () => void;
  /** The same for messages to apps alone. */
  readonly wakeMessages: () => void;
  /** A notice was signed with a key that is not known. Does not block the caller. */
  readonly noteUnknownSerial: (mchid: string) => void;
  /** How backups go; null when none are made, and before the first look. */
  readonly backupState: () => BackupState | null;
  /** Moves events to the feed. */
  readonly relay: EventRelay;
  /** Ends what calls may wait for: the queries of WeChat Pay, and new events. */
  readonly endQueries: () => void;
  /** Stops all jobs and stores what is still in memory, even if a job fails or hangs. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the background jobs. A job that fails is retried, and delays no other job. Each is logged at most
 * once a minute, with the number of failures.
 */
export function startJobs(parts: JobParts): PlatformJobs {
  const { store, clock, log } = parts;
  const every = everyOn(log);

  const timers = tradeTimersOf(parts, every);
  let lastDue: DueWork = { reviewsFinished: 0, ordersTimedOut: 0 };
  const due = every(5_000, "due reviews and orders", async () => {
    lastDue = await runDue(store, clock.nowMs());
  });
  const pushing = pushJobs(parts, every);
  const eventing = eventJobs(parts, every);
  const asking = reconcileJobs(parts.reconciling, every);
  const deleting = deletionsOf(parts, every);
  const others = othersOf(parts, every);
  const backups = backupJobs(parts.backups, every);

  return {
    runAll: async () => {
      await due.run();
      const done = lastDue;
      await timers.runAll();
      await pushing.run();
      await asking.run();
      await eventing.run();
      await deleting.runAll();
      return done;
    },
    tradeTimersDone: timers.done,
    backupState: backups.state,
    relay: eventing.relay,
    wakePushes: pushing.wake,
    wakeMessages: pushing.wakeMessages,
    noteUnknownSerial: asking.noteUnknownSerial,
    endQueries: () => {
      asking.stop();
      eventing.relay.stop();
    },
    stop: async () => {
      pushing.stop();
      asking.stop();
      backups.stop();
      const stopped = Promise.all([
        eventing.stop(),
        ...[
          due,
          timers.job,
          ...eventing.jobs,
          ...pushing.jobs,
          ...asking.jobs,
          ...deleting.jobs,
          ...backups.jobs,
          ...others,
        ].map((job) => job.stop()),
      ]);
      await storeRest(stopped, parts);
    },
  };
}

/** Stores what is still in memory, once the jobs have stopped or take too long. */
async function storeRest(
  stopped: Promise<unknown>,
  { requestLog, statistics, log }: JobParts,
): Promise<void> {
  await within(stopped, STOP_TIMEOUT_MS, "the last run of a job").catch((err: unknown) =>
    log.error({ err }, "stopping the jobs timed out; shutdown continues"),
  );
  await requestLog.flush();
  await statistics
    .flush()
    .catch((err: unknown) => log.error({ err }, "storing statistics failed; counts dropped"));
}

/** A job that runs at an interval, and whose repeated failure is logged once a minute. */
const everyOn =
  (log: FastifyBaseLogger): Every =>
  (intervalMs, job, run) => {
    const fault = new RepeatedFault();
    return new Scheduler(run, intervalMs, (err) => {
      const failures = fault.add();
      if (failures !== null) log.error({ job, failures, err }, "job failed; will retry");
    });
  };

type Every = (intervalMs: number, job: string, run: () => Promise<unknown>) => Scheduler;

const othersOf = (parts: JobParts, every: Every): Scheduler[] => {
  const { store, requestLog, statistics, followClock, log } = parts;
  return [
    every(200, "request log", () => requestLog.flush()),
    every(1_000, "statistics", () => statistics.flush()),
    every(1_000, "index of names", () => indexNames(store.orderLists)),
    every(1_000, "orders of earlier versions", upgradeOrders(store.upgrades, log)),
    ...sealingOf(parts, every),
    every(1_000, "early refunds", applyWaitingRefunds(store, log)),
    every(60_000, "dropped calls", droppedCalls(requestLog, log)),
    logsAuditHead(parts, every),
    every(followClock.intervalMs, "sandbox clock", followClock.run),
  ];
};

/** The log has the head of the audit trail since the start. */
function logsAuditHead({ store, clock, log }: JobParts, every: Every): Scheduler {
  const job = every(60_000, "head of the audit trail", logAuditHead(store.audit, clock, log));
  job.wake();
  return job;
}

/** The jobs that seal what the previous seal key sealed. */
const sealingOf = ({ store, sealer, log }: JobParts, every: Every): Scheduler[] => [
  every(1_000, "sealing of callback keys", sealCallbacks(store.components, sealer, log)),
  every(1_000, "sealing of keys of message URLs", sealMessagePushes(store.apps, sealer, log)),
  every(1_000, "sealing of WeChat Pay keys", sealWeChatPayKeys(store.wechatpay, sealer, log)),
  every(1_000, "sealing of webhook keys", sealWebhookKeys(store.webhooks, sealer, log)),
  ...sealSettings(store.settings, sealer, log).map(({ what, run }) =>
    every(1_000, `sealing of ${what}`, run),
  ),
];

/** The timers of trade orders that one run carries out at most: other jobs come in between. */
const TRADE_TIMERS_MAX = 1_000;
/** The same for a call that moves a sandbox's clock. What is left follows in the background. */
const TRADE_TIMERS_OF_CALL_MAX = 20_000;

/** The timers of trade orders, which end by the clock. */
function tradeTimersOf({ store, clock }: JobParts, every: Every) {
  let countMax = TRADE_TIMERS_MAX;
  let done = NO_TRADE_TIMERS;
  const job = every(1_000, "timers of trade orders", async () => {
    done = sumOf(done, await runTradeTimers(store, clock.nowMs(), countMax));
  });
  return {
    job,
    done: () => done,
    runAll: async () => {
      countMax = TRADE_TIMERS_OF_CALL_MAX;
      try {
        await job.run();
      } finally {
        countMax = TRADE_TIMERS_MAX;
      }
    },
  };
}

/** The jobs that delete what has expired. */
const sweepsOf = ({ store, clock, requestLogDays, log }: JobParts, every: Every): Scheduler[] => [
  every(60_000, "expired requests", () =>
    sweepRequests(store.requests, { nowMs: clock.nowMs(), keptDays: requestLogDays }),
  ),
  every(60_000, "expired buyer tokens", () => store.buyerTokens.sweep(clock.nowMs())),
  every(60_000, "expired console sessions", () => store.consoleSessions.sweep(clock.nowMs())),
  every(60_000, "ended admin keys", () =>
    store.adminKeys.sweep(clock.nowMs() - ENDED_KEYS_KEPT_MS),
  ),
  // Guesses are counted by the time of day, which a sandbox's clock does not follow.
  every(60_000, "ended counts of wrong guesses", () => store.guesses.sweep(Date.now())),
  every(60_000, "early refunds without a payment", () =>
    sweepEarlyRefunds(store, clock.nowMs(), log),
  ),
  every(60_000, "expired statistics", () =>
    store.statistics.deleteBefore(clock.nowMs() - STATISTICS_KEPT_MS),
  ),
];

/** All that deletes what is old. */
function deletionsOf(parts: JobParts, every: Every) {
  const sweeps = sweepsOf(parts, every);
  const oldOrders = oldOrdersOf(parts, every);
  return {
    jobs: [...sweeps, ...oldOrders.jobs],
    runAll: async () => {
      await Promise.all(sweeps.map((sweep) => sweep.run()));
      await oldOrders.runAll();
    },
  };
}

function oldOrdersOf(
  { store, clock, sealer, orderDays: keptDays, deletedOrders: counts, log }: JobParts,
  every: Every,
) {
  if (keptDays === null) return NO_OLD_ORDERS;
  const keys = new BuyerDataKeys(store.settings, sealer);
  const { oldOrders: orders } = store;
  const overwriteDeleted = () => store.overwriteDeleted();
  return oldOrderJob({ orders, overwriteDeleted, keys, clock, keptDays, counts, log }, every);
}

/** Logs how many calls the request log has dropped since the last run. */
function droppedCalls(requestLog: RequestLog, log: FastifyBaseLogger) {
  let logged = 0;
  return (): Promise<void> => {
    const dropped = requestLog.dropped - logged;
    logged += dropped;
    if (dropped > 0)
      log.info({ dropped }, "request log: calls dropped (over a limit, or writing failed)");
    return Promise.resolve();
  };
}
