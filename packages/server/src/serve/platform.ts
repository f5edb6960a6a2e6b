import { readFileSync } from "node:fs";
import { openAdminKeys } from "../admin-keys/open-admin-keys.js";
import { DEFAULT_QUOTAS } from "../api/interface-quotas.js";
import { AuditTrail } from "../audit/audit-trail.js";
import { BuyerDataKeys } from "../buyer-data/buyer-data-keys.js";
import { refuseErased } from "../buyer-data/refuse-erased.js";
import type { Clock } from "../clock.js";
import { GuessLimit } from "../guesses/guess-limit.js";
import { publicOrigin, publicUrlOf } from "../http/public-origin.js";
import { type TrustProxy, trustProxyOf } from "../http/trust-proxy.js";
import { type PlatformJobs, startJobs } from "../jobs/platform-jobs.js";
import { signalMessages } from "../jobs/signal-messages.js";
import { workSince } from "../jobs/trade-timers.js";
import { LimitHits } from "../limits/limit-hits.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { callUrl, postToUrl } from "../outbound/server-call.js";
import { IntroducedApp } from "../pages/demo-app.js";
import type { RequestLog } from "../request-log/request-log.js";
import type { Sealer } from "../secrets/seal.js";
import { countingRefunds } from "../statistics/counting-refunds.js";
import { DeletedOrderCounts } from "../statistics/deleted-order-counts.js";
import { Statistics } from "../statistics/statistics.js";
import { WebhookCounts } from "../statistics/webhook-counts.js";
import { cacheLookups } from "../storage/cached-lookups.js";
import { checkFileModes } from "../storage/file-modes.js";
import { checkStore, openStore } from "../storage/open-store.js";
import type { Store } from "../storage/store.js";
import { refuseUnfinishedRestore } from "../storage/unfinished-restore.js";
import { createBackupFolder } from "./backup-plan.js";
import { buildServer } from "./build-server.js";
import { checkOptions, type KeptDays } from "./check-options.js";
import { closeInOrder, type OpenParts } from "./close-in-order.js";
import { installationId } from "./installation-id.js";
import { isLoopback, listen } from "./listen.js";
import { openLog, type PlatformLog } from "./log.js";
import { openReconciling } from "./open-reconciling.js";
import { openRequestLog } from "./open-request-log.js";
import { openSealer } from "./open-sealer.js";
import type { Dingdan, PlatformOptions } from "./options.js";
import { requireDurability } from "./require-durability.js";
import type { ServerSettings } from "./route-parts.js";
import { openClock } from "./sandbox-clock.js";
import { type ShutdownTimes, serverLimits, shutdownTimes } from "./server-limits.js";
import { type FormParts, webhookForms } from "./webhook-forms.js";

const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * A running sandbox for a test suite: in memory and on a free port unless set otherwise, silent,
 * with a clock that can be moved, or frozen by `clock: "frozen"`.
 */
export function createDingdan(options: PlatformOptions = {}): Promise<Dingdan> {
  return startPlatform({ sandbox: true, logStream: null, ...options });
}

/**
 * Starts the platform.
 * @throws SettingsError when it cannot start with these options; the message gives the next step
 */
export async function startPlatform(options: PlatformOptions): Promise<Dingdan> {
  const kept = checkOptions(options);
  const address = {
    configuredUrl: publicUrlOf(options.publicUrl),
    isTrustedProxy: trustProxyOf(options.trustProxy ?? false),
  };
  const { databaseUrl = "sqlite::memory:", batchSizeMax } = options;
  const addressGuard = new AddressGuard(options.sandbox ?? false, options.allowCallbackNetworks);
  const platformLog = openLog(options.logStream === undefined ? process.stderr : options.logStream);
  const limitHits = new LimitHits(platformLog.log);
  platformLog.onLoss((lost) => limitHits.hit("log_lines", { ...lost }));
  const { store } = await openStore(databaseUrl, {
    ...(batchSizeMax === undefined ? {} : { batchSizeMax }),
    callDeadlineMs: serverLimits(options.limits).callDeadlineMs,
    onOverload: ({ message }) => limitHits.hit("queued_work", { message }),
  });
  const open: OpenParts = { store, isClosing: false };
  warnOfLooseModes(databaseUrl, platformLog);
  try {
    await checkStore(databaseUrl, store);
    await refuseUnfinishedRestore(store.settings);
    createBackupFolder(options);
    requireDurability(
      await store.durability(),
      {
        isSandbox: options.sandbox ?? false,
        isUnsafeAllowed: options.allowUnsafeDurability ?? false,
      },
      platformLog.log,
    );
    return await startOn(open, platformLog, {
      ...options,
      limitHits,
      ...address,
      databaseUrl,
      ...kept,
      addressGuard,
    });
  } catch (error) {
    await closeAll(platformLog, open, shutdownTimes({ delayMs: 0 }));
    throw error;
  }
}

function warnOfLooseModes(databaseUrl: string, { log }: PlatformLog): void {
  if (!databaseUrl.startsWith("sqlite:")) return;
  for (const loose of checkFileModes(databaseUrl.slice("sqlite:".length))) {
    log.warn(loose, "other users of this machine can read or change the data: correct the mode");
  }
}

type StartOptions = PlatformOptions &
  KeptDays & {
    /** The public address; null when it is not configured. */
    readonly configuredUrl: string | null;
    readonly isTrustedProxy: TrustProxy | null;
    readonly databaseUrl: string;
    readonly addressGuard: AddressGuard;
    readonly limitHits: LimitHits;
  };

/** @param open receives each part as it opens, so that a failed start can close the open parts */
async function startOn(
  open: OpenParts,
  platformLog: PlatformLog,
  options: StartOptions,
): Promise<Dingdan> {
  const { log } = platformLog;
  const { requestLogDays, orderDays, sandbox = false, addressGuard, limitHits } = options;
  const sealer = await openSealer(options, open.store.settings, log);
  const requestLog = openRequestLog(open.store, log, { keptDays: requestLogDays, sandbox, sealer });
  const { store, lookups, statistics } = storesOf(open, requestLog, sealer);
  const guesses = new GuessLimit({ store: store.guesses, limitHits });
  const { clock, followClock, move } = await openClock(store, options);
  const { keys, keyToShow } = openAdminKeys({ store, lookups, clock, log }, options.adminKey);
  let url = "";
  const sending = sendingOf(options, { store, lookups, sealer, clock }, () => url);
  const deletedOrders = new DeletedOrderCounts();
  const calling = { requestLog, statistics, requestLogDays, orderDays, deletedOrders, ...sending };
  const reconciling = openReconciling(options, { store, statistics, clock, sealer, log });
  const backups = backupsOf(options, open.store, log);
  const jobs = startJobs({ store, clock, followClock, ...calling, reconciling, backups, log });
  open.jobs = jobs;
  const advance = move && advanceClock(move, { clock, ...store }, jobs);
  const introduced = new IntroducedApp(store.apps);
  const server = await buildServer({
    services: { store, lookups, clock, requestLog, statistics, guesses },
    settings: settingsOf(options),
    keys,
    trail: new AuditTrail({ store: store.audit, clock, log }),
    limits: serverLimits(options.limits),
    limitHits,
    addressGuard,
    post: sending.post,
    isClosing: () => open.isClosing,
    sealer,
    timeOfDayMs: timeOfDay(options),
    installation: await installationId(open.store.settings),
    advanceClock: advance,
    wakePushes: jobs.wakePushes,
    noteUnknownSerial: jobs.noteUnknownSerial,
    relay: jobs.relay,
    webhooks: { ...sending, closing: new AbortController().signal },
    deletedOrders,
    backupState: jobs.backupState,
    reconciling,
    publicOrigin: originOf(options, () => url),
    demoApp: () => introduced.app,
    log,
  });
  open.server = server;
  url = await listen(server, options);
  return {
    url,
    // Made after the server listens: a start that fails would store a key that was never shown.
    adminKey: await keyToShow(),
    clock: { now: () => new Date(clock.nowMs()), advance: advance ?? immovable },
    introduce: (app) => introduced.introduce(app),
    ...closing(platformLog, open, shutdownTimes(options.shutdown, sandbox)),
  };
}

/** The stores of a platform: they read from memory what every call needs, wake the pushes, and count. */
function storesOf(open: OpenParts, requestLog: RequestLog, sealer: Sealer) {
  // Readers of the request log also see the calls that wait to be written.
  const { store, lookups } = cacheLookups({ ...open.store, requests: requestLog });
  const signalling = signalMessages(store, () => open.jobs?.wakeMessages());
  const keys = new BuyerDataKeys(store.settings, sealer);
  const statistics = new Statistics(store.statistics);
  const kept = refuseErased(signalling, keys);
  return { store: countingRefunds(kept, statistics), lookups, statistics };
}

/** What calls the URLs that others chose, and what is reported to it. */
const sendingOf = (
  { configuredUrl, addressGuard, limitHits, eventDays }: StartOptions,
  formed: FormParts,
  listenUrl: () => string,
) => ({
  post: postToUrl(addressGuard),
  call: callUrl(addressGuard),
  forms: webhookForms(formed, () => configuredUrl ?? listenUrl()),
  sealer: formed.sealer,
  webhookCounts: new WebhookCounts(),
  limitHits,
  eventDays,
});

function backupsOf(
  { backups: plan = null, databaseUrl }: StartOptions,
  { settings }: Pick<Store, "settings">,
  log: PlatformLog["log"],
) {
  return plan && { plan, databaseUrl, version, settings, log };
}

/** A frozen clock is no time of day, and neither is the time of the notices that are sent in its sandbox. */
const timeOfDay =
  ({ clock }: StartOptions) =>
  (): number | null =>
    clock === "frozen" ? null : Date.now();

const originOf = (
  { configuredUrl: configured, isTrustedProxy: trustProxy }: StartOptions,
  listenUrl: () => string,
) => publicOrigin({ configured, trustProxy, listenUrl });

const immovable = () => Promise.reject(new Error("only a sandbox's clock can be moved"));

/** Moves a sandbox's clock ahead and does the work that falls due. */
const advanceClock =
  (
    move: (seconds: number) => Promise<void>,
    { clock, tradeOrders }: { readonly clock: Clock } & Pick<Store, "tradeOrders">,
    jobs: PlatformJobs,
  ) =>
  async (seconds: number) => {
    const afterMs = clock.nowMs();
    // A run in the background may carry out timers as soon as the clock has moved: they count as well.
    const before = jobs.tradeTimersDone();
    await move(seconds);
    const untilMs = clock.nowMs();
    const done = await jobs.runAll();
    const tradeOrdersIngested = await tradeOrders.countVisible({ afterMs, untilMs });
    const timers = workSince(before, jobs.tradeTimersDone());
    return { now: new Date(untilMs), ...done, ...timers, tradeOrdersIngested };
  };

/** Closes once, however often it is asked to. */
function closing(log: PlatformLog, open: OpenParts, times: ShutdownTimes) {
  let closed: Promise<void> | null = null;
  const close = () => (closed ??= closeAll(log, open, times));
  return { close, [Symbol.asyncDispose]: close };
}

async function closeAll(
  { log, close }: PlatformLog,
  open: OpenParts,
  times: ShutdownTimes,
): Promise<void> {
  await closeInOrder(log, open, times);
  await close();
}

const settingsOf = (options: StartOptions): ServerSettings => ({
  version,
  database: options.databaseUrl.startsWith("sqlite:") ? "sqlite" : "postgres",
  isLocal: isLoopback(options.host) && options.isTrustedProxy === null,
  quotas: quotasOf(options),
  trustProxy: options.isTrustedProxy,
  requestLogDays: options.requestLogDays,
  eventDays: options.eventDays,
  orderDays: options.orderDays,
  backups: options.backups ?? null,
});

const quotasOf = ({ quotas, sandbox = false }: PlatformOptions) =>
  quotas === undefined && !sandbox ? DEFAULT_QUOTAS : (quotas ?? null);
