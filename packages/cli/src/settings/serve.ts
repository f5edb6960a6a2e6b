import { TEXTS } from "../texts.js";
import { type Address, type AddressFlags, SERVE_ADDRESS } from "./address.js";
import { type Environment, Reading } from "./reading.js";

export const DEFAULT_REQUEST_LOG_DAYS = 30;
/** How far a sandbox's clock may begin in the past, and how far `seed` may move it ahead. */
export const SANDBOX_DAYS_MAX = 90;

export interface ServeFlags extends AddressFlags {
  readonly database?: string;
  readonly adminKey?: string;
  readonly sandbox?: true;
  readonly requestLogDays?: string;
  readonly trustProxy?: true;
  readonly workers?: string;
  readonly daysAgo?: string;
}

export interface ServeSettings extends Address {
  readonly databaseUrl: string;
  /** Null: a stored key is kept, or a new one is made. */
  readonly adminKey: string | null;
  readonly sandbox: boolean;
  /** How many days ago a new sandbox's clock begins; null: now. */
  readonly daysAgo: number | null;
  /** How long the request log keeps a call; 0 means no request log. */
  readonly requestLogDays: number;
  /** Believes the X-Forwarded-For of a proxy in front. */
  readonly trustProxy: boolean;
  /** How many processes serve; more than one need PostgreSQL. */
  readonly workers: number;
  /** How many uploads share a commit at the most; for measurements alone, so it has no flag. */
  readonly batchSizeMax?: number;
}

export function serveSettings(flags: ServeFlags, environment: Environment): ServeSettings {
  const reading = new Reading(environment);
  const batchVariable = "DINGDAN_BATCH_SIZE_MAX";
  const batchSizeMax = reading.wholeNumber(undefined, batchVariable, batchVariable, 1, 100_000);
  const settings = {
    ...reading.address(flags, SERVE_ADDRESS),
    databaseUrl: reading.databaseUrl(flags.database),
    adminKey: reading.adminKey(flags.adminKey),
    sandbox: flags.sandbox ?? reading.isOn("DINGDAN_SANDBOX"),
    daysAgo: reading.wholeNumber(
      flags.daysAgo,
      "--days-ago",
      "DINGDAN_SANDBOX_DAYS_AGO",
      0,
      SANDBOX_DAYS_MAX,
    ),
    requestLogDays:
      reading.wholeNumber(
        flags.requestLogDays,
        "--request-log-days",
        "DINGDAN_REQUEST_LOG_DAYS",
        0,
        36_500,
      ) ?? DEFAULT_REQUEST_LOG_DAYS,
    trustProxy: flags.trustProxy ?? reading.isOn("DINGDAN_TRUST_PROXY"),
    workers: reading.wholeNumber(flags.workers, "--workers", "DINGDAN_WORKERS", 1, 256) ?? 1,
    ...(batchSizeMax === null ? {} : { batchSizeMax }),
  };
  if (settings.workers > 1 && !/^postgres(ql)?:/.test(settings.databaseUrl)) {
    reading.problems.push(TEXTS.settings.workersNeedPostgres);
  }
  reading.refuseIfBad();
  return settings;
}
