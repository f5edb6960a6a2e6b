import { ADMIN_KEY_CHARACTERS_MIN, ORDER_DAYS_MIN } from "@dingdan/contract";
import { TEXTS } from "../texts.js";
import { type Address, type AddressFlags, SERVE_ADDRESS } from "./address.js";
import { type Environment, Reading, sourceOf, withoutPassword } from "./reading.js";

export const DEFAULT_REQUEST_LOG_DAYS = 30;
export const DEFAULT_EVENT_DAYS = 30;
/** Deliveries of events are tried for three days, and an endpoint is paused after five. */
const EVENT_DAYS_MIN = 5;
export const DEFAULT_BACKUP_HOURS = 24;
export const DEFAULT_BACKUPS_KEPT = 7;
const BACKUP_HOURS_MAX = 8_784;
const BACKUPS_KEPT_MAX = 10_000;
export const DEFAULT_RECONCILE_MINUTES = 10;
const RECONCILE_MINUTES_MAX = 1_440;
/** The most days a sandbox's clock may start in the past, and `seed` may move it ahead. */
export const SANDBOX_DAYS_MAX = 90;

export interface ServeFlags extends AddressFlags {
  readonly database?: string;
  readonly adminKey?: string;
  readonly sandbox?: true;
  readonly requestLogDays?: string;
  readonly eventDays?: string;
  readonly orderDays?: string;
  readonly backupFolder?: string;
  readonly backupEveryHours?: string;
  readonly backupKeep?: string;
  /** True for the flag without a value. */
  readonly trustProxy?: string | true;
  readonly allowCallbackNetwork?: readonly string[];
  readonly publicUrl?: string;
  readonly wechatpayApiUrl?: readonly string[];
  readonly reconcileMinutes?: string;
  readonly sealKeyFile?: string;
  readonly previousSealKeyFile?: string;
  readonly allowUnsafeDurability?: true;
  readonly workers?: string;
  readonly connectionsMax?: string;
  readonly connectionsPerAddressMax?: string;
  readonly bodyMemoryMaxMib?: string;
  readonly answerTimeoutMs?: string;
  readonly callDeadlineMs?: string;
  readonly shutdownDelayMs?: string;
  readonly shutdownDeadlineMs?: string;
  readonly daysAgo?: string;
}

export interface ServeSettings extends Address {
  readonly databaseUrl: string;
  /** Null: the server keeps the stored key or generates one. */
  readonly adminKey: string | null;
  readonly sandbox: boolean;
  /** How many days ago the clock of a new sandbox starts; null: now. */
  readonly daysAgo: number | null;
  /** How long the request log keeps a call; 0 disables the request log. */
  readonly requestLogDays: number;
  /** How long events are kept, with their deliveries. */
  readonly eventDays: number;
  /** How long orders are kept after something last happened to them; null: always. */
  readonly orderDays: number | null;
  /** Where and how often the database is backed up; null: no backups are made. */
  readonly backups: {
    readonly folder: string;
    readonly everyHours: number;
    readonly keep: number;
  } | null;
  /** The trusted proxies in front: their number, or their networks. False: none. */
  readonly trustProxy: string | boolean;
  /** Networks, not public, in which the server may call callbacks of third-party platforms. */
  readonly allowCallbackNetworks: readonly string[];
  /** The hosts of WeChat Pay's interfaces; empty: WeChat Pay's own, and none in a sandbox. */
  readonly wechatpayApiUrls: readonly string[];
  /** How often the server asks WeChat Pay for payments and refunds; 0: only on demand. */
  readonly reconcileMinutes: number;
  /** The address that people open; absent: as the server finds it. */
  readonly publicUrl?: string;
  /** The key that seals secrets in the database; the server checks it. */
  readonly sealKey?: string;
  /** The seal key before that one. */
  readonly previousSealKey?: string;
  /** The flags of this command line that show a secret in lists of processes. */
  readonly shownSecrets: readonly string[];
  /** True: the server also starts on a database that may lose acknowledged uploads. */
  readonly allowUnsafeDurability?: boolean;
  /** The number of server processes; more than one requires PostgreSQL. */
  readonly workers: number;
  /** What clients may take of the server, where it differs from the defaults. */
  readonly limits: {
    readonly connectionsMax?: number;
    readonly connectionsPerAddressMax?: number;
    readonly bodyBytesMax?: number;
    readonly answerTimeoutMs?: number;
    readonly callDeadlineMs?: number;
  };
  /** How the server stops, where it differs from the defaults. */
  readonly shutdown: { readonly delayMs?: number; readonly deadlineMs?: number };
  /** The most uploads in one commit. Only for measurements, so it has no flag. */
  readonly batchSizeMax?: number;
}

export function serveSettings(flags: ServeFlags, environment: Environment): ServeSettings {
  const reading = new Reading(environment);
  const batchVariable = "DINGDAN_BATCH_SIZE_MAX";
  const batchSizeMax = reading.integer(undefined, batchVariable, batchVariable, 1, 100_000);
  const publicUrl = reading.value(flags.publicUrl, "--public-url", "DINGDAN_PUBLIC_URL");
  const settings = {
    ...reading.address(flags, SERVE_ADDRESS),
    databaseUrl: reading.databaseUrl(flags.database),
    adminKey: reading.adminKey(flags.adminKey),
    sandbox: flags.sandbox ?? reading.isOn("DINGDAN_SANDBOX"),
    daysAgo: reading.integer(
      flags.daysAgo,
      "--days-ago",
      "DINGDAN_SANDBOX_DAYS_AGO",
      0,
      SANDBOX_DAYS_MAX,
    ),
    requestLogDays:
      reading.integer(
        flags.requestLogDays,
        "--request-log-days",
        "DINGDAN_REQUEST_LOG_DAYS",
        0,
        36_500,
      ) ?? DEFAULT_REQUEST_LOG_DAYS,
    eventDays:
      reading.integer(
        flags.eventDays,
        "--event-days",
        "DINGDAN_EVENT_DAYS",
        EVENT_DAYS_MIN,
        36_500,
      ) ?? DEFAULT_EVENT_DAYS,
    orderDays: reading.limit(flags.orderDays, "order-days", [ORDER_DAYS_MIN, 36_500]),
    backups: backupPlan(flags, reading),
    trustProxy: readTrustProxy(reading, flags),
    allowCallbackNetworks: reading.list(
      flags.allowCallbackNetwork,
      "--allow-callback-network",
      "DINGDAN_ALLOW_CALLBACK_NETWORKS",
    ),
    wechatpayApiUrls: reading.list(
      flags.wechatpayApiUrl,
      "--wechatpay-api-url",
      "DINGDAN_WECHATPAY_API_URLS",
    ),
    reconcileMinutes:
      reading.limit(flags.reconcileMinutes, "reconcile-minutes", [0, RECONCILE_MINUTES_MAX]) ??
      DEFAULT_RECONCILE_MINUTES,
    limits: serverLimits(flags, reading),
    shutdown: present({
      delayMs: reading.limit(flags.shutdownDelayMs, "shutdown-delay-ms", [0, 60_000]),
      deadlineMs: reading.limit(flags.shutdownDeadlineMs, "shutdown-deadline-ms", [1_000, 600_000]),
    }),
    ...sealKeys(reading, flags),
    shownSecrets: shownSecrets(flags),
    workers: reading.integer(flags.workers, "--workers", "DINGDAN_WORKERS", 1, 256) ?? 1,
    ...(publicUrl === null ? {} : { publicUrl }),
    ...((flags.allowUnsafeDurability ?? reading.isOn("DINGDAN_ALLOW_UNSAFE_DURABILITY"))
      ? { allowUnsafeDurability: true }
      : {}),
    ...(batchSizeMax === null ? {} : { batchSizeMax }),
  };
  if (settings.workers > 1 && !/^postgres(ql)?:/.test(settings.databaseUrl)) {
    const name = sourceOf(flags.workers, "--workers", "DINGDAN_WORKERS");
    reading.problems.push(TEXTS.settings.workersNeedPostgres(name, settings.workers));
  }
  const { adminKey, sandbox } = settings;
  // An empty flag has its own problem.
  if (!sandbox && adminKey && adminKey.length < ADMIN_KEY_CHARACTERS_MIN) {
    const name = reading.secretSource(flags.adminKey, "--admin-key", "DINGDAN_ADMIN_KEY");
    reading.problems.push(TEXTS.settings.shortAdminKey(name, ADMIN_KEY_CHARACTERS_MIN));
  }
  reading.throwIfBad();
  return settings;
}

function backupPlan(flags: ServeFlags, reading: Reading): ServeSettings["backups"] {
  const folder = reading.value(flags.backupFolder, "--backup-folder", "DINGDAN_BACKUP_FOLDER");
  const everyHours = reading.limit(flags.backupEveryHours, "backup-every-hours", [
    1,
    BACKUP_HOURS_MAX,
  ]);
  const keep = reading.limit(flags.backupKeep, "backup-keep", [1, BACKUPS_KEPT_MAX]);
  if (folder === null) return null;
  return {
    folder,
    everyHours: everyHours ?? DEFAULT_BACKUP_HOURS,
    keep: keep ?? DEFAULT_BACKUPS_KEPT,
  };
}

/** The server checks the value, since it reads networks. */
function readTrustProxy(reading: Reading, { trustProxy }: ServeFlags): string | boolean {
  const value = trustProxy === true ? "true" : trustProxy;
  const setting = reading.value(value, "--trust-proxy", "DINGDAN_TRUST_PROXY") ?? "false";
  return setting === "true" || (setting === "false" ? false : setting);
}

function serverLimits(flags: ServeFlags, reading: Reading): ServeSettings["limits"] {
  const memoryMib = reading.limit(flags.bodyMemoryMaxMib, "body-memory-max-mib", [16, 65_536]);
  return present({
    connectionsMax: reading.limit(flags.connectionsMax, "connections-max", [16, 1_000_000]),
    connectionsPerAddressMax: reading.limit(
      flags.connectionsPerAddressMax,
      "connections-per-address-max",
      [1, 1_000_000],
    ),
    bodyBytesMax: memoryMib === null ? null : memoryMib * 1024 * 1024,
    answerTimeoutMs: reading.limit(flags.answerTimeoutMs, "answer-timeout-ms", [1_000, 3_600_000]),
    callDeadlineMs: reading.limit(flags.callDeadlineMs, "call-deadline-ms", [100, 600_000]),
  });
}

/** The members that are not null. */
function present<T extends Readonly<Record<string, number | null>>>(members: T) {
  const entries = Object.entries(members).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as { [Name in keyof T]?: number };
}

/** The seal keys: from files that flags name, or from their variables. */
export function sealKeys(
  reading: Reading,
  { sealKeyFile, previousSealKeyFile }: Pick<ServeFlags, "sealKeyFile" | "previousSealKeyFile">,
) {
  const read = (file: string | undefined, flagName: string, variable: string) =>
    file === undefined
      ? reading.secret(undefined, flagName, variable)
      : reading.secretFile(file, flagName);
  const sealKey = read(sealKeyFile, "--seal-key-file", "DINGDAN_SEAL_KEY");
  const previousSealKey = read(
    previousSealKeyFile,
    "--previous-seal-key-file",
    "DINGDAN_PREVIOUS_SEAL_KEY",
  );
  return {
    ...(sealKey === null ? {} : { sealKey }),
    ...(previousSealKey === null ? {} : { previousSealKey }),
  };
}

const shownSecrets = ({ adminKey, database = "" }: ServeFlags): string[] => [
  ...(adminKey === undefined ? [] : ["--admin-key"]),
  ...(withoutPassword(database) === database ? [] : ["--database"]),
];
