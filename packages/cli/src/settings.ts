import { dirname, join } from "node:path";
import { type Language, languageOf } from "@dingdan/contract";
import { type Problem, UsageError } from "./errors.js";
import { SHOPS_MAX, SHOPS_MIN } from "./seed/shops.js";
import { TEXTS } from "./texts.js";

/**
 * Everything that flags and the environment say, read in this file and nowhere else. A flag beats
 * its variable, an empty variable counts as none, and all bad values are named at once.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_PORT = 8321;
export const DEFAULT_DATABASE_URL = "sqlite:./data/dingdan.db";
export const DEFAULT_URL = `http://${DEFAULT_HOST}:${DEFAULT_PORT}`;
export const DEFAULT_CONCURRENCY = 16;
export const DEFAULT_CA_FOLDER = "./data/ca";
export const DEFAULT_LOG_LIMIT = 20;
export const DEFAULT_REQUEST_LOG_DAYS = 30;
export const DEFAULT_SEED = 1;
export const DEFAULT_SEED_ORDERS = 2000;
export const DEFAULT_SEED_DAYS = 14;
const SEED_DAYS_MAX = 90;

/** What `--host` and `--port` of a command stand for. */
export interface AddressSource {
  readonly hostVariable: string;
  readonly portVariable: string;
  readonly defaultPort: number;
}

export const SERVE_ADDRESS: AddressSource = {
  hostVariable: "DINGDAN_HOST",
  portVariable: "DINGDAN_PORT",
  defaultPort: DEFAULT_PORT,
};

export const PROXY_ADDRESS: AddressSource = {
  hostVariable: "DINGDAN_PROXY_HOST",
  portVariable: "DINGDAN_PROXY_PORT",
  defaultPort: 8322,
};

interface AddressFlags {
  readonly host?: string;
  readonly port?: string;
}

/** Where a command listens. */
interface Address {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

export interface ServeFlags extends AddressFlags {
  readonly database?: string;
  readonly adminKey?: string;
  readonly sandbox?: true;
  readonly requestLogDays?: string;
  readonly trustProxy?: true;
  readonly workers?: string;
  readonly daysAgo?: string;
}

export interface SeedFlags extends AdminFlags {
  readonly seed?: string;
  readonly orders?: string;
  readonly apps?: string;
  readonly days?: string;
  readonly images?: string;
  readonly concurrency?: string;
}

export interface SeedSettings {
  readonly admin: AdminSettings;
  readonly seed: number;
  readonly orders: number;
  readonly apps: number;
  /** How far the sandbox's clock is moved ahead. */
  readonly days: number;
  /** Where the pictures are written; null: nowhere. */
  readonly imagesFolder: string | null;
  readonly concurrency: number;
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

export interface ClientFlags {
  readonly url?: string;
  readonly appid?: string;
  readonly secret?: string;
}

export interface ClientSettings {
  readonly url: string;
  readonly appid: string;
  readonly secret: string;
}

export interface AdminFlags {
  readonly url?: string;
  readonly adminKey?: string;
}

export interface AdminSettings {
  readonly url: string;
  readonly adminKey: string;
}

export interface ProxyFlags extends AddressFlags {
  readonly url?: string;
  readonly caDir?: string;
}

export interface ProxySettings extends Address {
  readonly url: string;
  readonly caFolder: string;
}

export interface ExecFlags {
  readonly url?: string;
  readonly database?: string;
  readonly caDir?: string;
}

export interface ExecSettings {
  /** A platform that runs already, or the database on which a sandbox is started. */
  readonly platform:
    | { readonly kind: "running"; readonly url: string }
    | {
        readonly kind: "sandbox";
        readonly databaseUrl: string;
        readonly adminKey: string | null;
      };
  /** Null: an authority that is made for this one run. */
  readonly caFolder: string | null;
}

/** What is said of proxies and certificates already, to a program that is to be led through ours. */
export interface InheritedSettings {
  /** Hosts that are reached without a proxy. */
  readonly directHosts: readonly string[];
  readonly nodeOptions: string | null;
  /** Certificates that Node trusts besides its own. */
  readonly extraCertificatesFile: string | null;
  /** Files of all certificates that programs trust, the one to prefer first. */
  readonly certificateFiles: readonly string[];
}

export interface LogFlags extends AdminFlags {
  readonly follow?: true;
  readonly appid?: string;
  readonly errcode?: string;
  readonly limit?: string;
}

export interface LogSettings {
  readonly admin: AdminSettings;
  /** Only these calls. */
  readonly filter: { readonly appid?: string; readonly errcode?: number };
  /** How many of the newest calls to begin with; 0 means none. */
  readonly limit: number;
}

/** The language of a person's terminal, by the variables that POSIX names, in its order. */
export function languageSetting(environment: Environment): Language {
  return languageOf(
    environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || undefined,
  );
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
      SEED_DAYS_MAX,
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

export function databaseSetting(flags: { readonly database?: string }, environment: Environment) {
  const reading = new Reading(environment);
  const databaseUrl = reading.databaseUrl(flags.database);
  reading.refuseIfBad();
  return databaseUrl;
}

/** Where `migrate --to` copies to. */
export function targetSetting(flag: string): string {
  const reading = new Reading({});
  const databaseUrl = reading.databaseUrl(flag);
  reading.refuseIfBad();
  return databaseUrl;
}

export function clientSettings(flags: ClientFlags, environment: Environment): ClientSettings {
  const reading = new Reading(environment);
  const url = reading.url(flags.url);
  const appid = reading.value(flags.appid, "--appid", "DINGDAN_APPID");
  const secret = reading.value(flags.secret, "--secret", "DINGDAN_SECRET");
  if (appid === null || secret === null) {
    const missing = [
      ...(appid === null ? ["--appid / DINGDAN_APPID"] : []),
      ...(secret === null ? ["--secret / DINGDAN_SECRET"] : []),
    ];
    reading.problems.push(TEXTS.settings.credentialsMissing(missing));
  }
  reading.refuseIfBad();
  return { url, appid: appid ?? "", secret: secret ?? "" };
}

export function adminSettings(flags: AdminFlags, environment: Environment): AdminSettings {
  const reading = new Reading(environment);
  const url = reading.url(flags.url);
  const adminKey = reading.adminKey(flags.adminKey);
  if (adminKey === null) reading.problems.push(TEXTS.settings.adminKeyMissing);
  reading.refuseIfBad();
  return { url, adminKey: adminKey ?? "" };
}

export function proxySettings(flags: ProxyFlags, environment: Environment): ProxySettings {
  const reading = new Reading(environment);
  const settings = {
    ...reading.address(flags, PROXY_ADDRESS),
    url: reading.url(flags.url),
    caFolder: reading.value(flags.caDir, "--ca-dir", "DINGDAN_CA_DIR") ?? DEFAULT_CA_FOLDER,
  };
  reading.refuseIfBad();
  return settings;
}

/**
 * `exec` takes the platform from its flags alone: a URL or a database that a shell has exported for
 * a real platform must not lead a test run to it.
 */
export function execSettings(flags: ExecFlags, environment: Environment): ExecSettings {
  const reading = new Reading(environment);
  if (flags.url !== undefined && flags.database !== undefined) {
    reading.problems.push(TEXTS.settings.urlAndDatabase);
  }
  const settings: ExecSettings = {
    platform:
      flags.url === undefined
        ? {
            kind: "sandbox",
            databaseUrl: reading.databaseUrl(flags.database ?? "sqlite::memory:"),
            adminKey: reading.adminKey(undefined),
          }
        : { kind: "running", url: reading.url(flags.url) },
    caFolder: reading.value(flags.caDir, "--ca-dir", "DINGDAN_CA_DIR"),
  };
  reading.refuseIfBad();
  return settings;
}

export function inheritedSettings(environment: Environment): InheritedSettings {
  const value = (name: string) => environment[name] || null;
  const direct = value("NO_PROXY") ?? value("no_proxy") ?? "";
  return {
    directHosts: direct.split(/[\s,]+/).filter((entry) => entry !== ""),
    nodeOptions: value("NODE_OPTIONS"),
    extraCertificatesFile: value("NODE_EXTRA_CA_CERTS"),
    certificateFiles: ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
      .map(value)
      .filter((file) => file !== null),
  };
}

/** The same where the operator's key adds to an answer; null without it. */
export function optionalAdminSettings(
  flags: AdminFlags,
  environment: Environment,
): AdminSettings | null {
  const reading = new Reading(environment);
  const url = reading.url(flags.url);
  const adminKey = reading.adminKey(flags.adminKey);
  reading.refuseIfBad();
  return adminKey === null ? null : { url, adminKey };
}

export function logSettings(flags: LogFlags, environment: Environment): LogSettings {
  const reading = new Reading(environment);
  const url = reading.url(flags.url);
  const adminKey = reading.adminKey(flags.adminKey);
  if (adminKey === null) reading.problems.push(TEXTS.settings.adminKeyMissing);
  const appid = reading.value(flags.appid, "--appid", null);
  const errcode = reading.errcode(flags.errcode);
  const limit = reading.wholeNumber(flags.limit, "--limit", null, 0, 1000) ?? DEFAULT_LOG_LIMIT;
  reading.refuseIfBad();
  return {
    admin: { url, adminKey: adminKey ?? "" },
    filter: {
      ...(appid === null ? {} : { appid }),
      ...(errcode === null ? {} : { errcode }),
    },
    limit,
  };
}

export function seedSettings(flags: SeedFlags, environment: Environment): SeedSettings {
  const admin = adminSettings(flags, environment);
  const reading = new Reading(environment);
  const number = (name: keyof SeedFlags, minimum: number, maximum: number) =>
    reading.wholeNumber(flags[name], `--${name}`, null, minimum, maximum);
  const settings = {
    admin,
    seed: number("seed", 0, 999_999_999) ?? DEFAULT_SEED,
    // With fewer there is not one of everything.
    orders: number("orders", 100, 100_000) ?? DEFAULT_SEED_ORDERS,
    apps: number("apps", SHOPS_MIN, SHOPS_MAX) ?? SHOPS_MIN,
    days: number("days", 2, SEED_DAYS_MAX) ?? DEFAULT_SEED_DAYS,
    imagesFolder: reading.value(flags.images, "--images", null),
    concurrency: number("concurrency", 1, 1024) ?? DEFAULT_CONCURRENCY,
  };
  reading.refuseIfBad();
  return settings;
}

export function concurrencySetting(flag: string | undefined): number {
  const reading = new Reading({});
  const concurrency = reading.wholeNumber(flag, "--concurrency", null, 1, 1024);
  reading.refuseIfBad();
  return concurrency ?? DEFAULT_CONCURRENCY;
}

/** The file of a SQLite database URL, or null when there is none: in memory, or on a server. */
export function sqliteFileOf(databaseUrl: string): string | null {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : "";
  return file === "" || file === ":memory:" ? null : file;
}

/** Where a sandbox keeps its credentials: beside its database file. */
export function credentialsFileOf(databaseUrl: string): string | null {
  const file = sqliteFileOf(databaseUrl);
  return file === null ? null : join(dirname(file), "sandbox.json");
}

/** Reads single settings and gathers what is wrong with them. */
class Reading {
  readonly problems: Problem[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuseIfBad(): void {
    if (this.problems.length > 0) throw new UsageError(...this.problems);
  }

  value(flag: string | undefined, flagName: string, variable: string | null): string | null {
    if (flag !== undefined) {
      if (flag.trim() === "") this.#refuse(TEXTS.settings.emptyFlag(flagName));
      return flag;
    }
    return (variable === null ? undefined : this.#environment[variable]) || null;
  }

  wholeNumber(
    flag: string | undefined,
    flagName: string,
    variable: string | null,
    minimum: number,
    maximum: number,
  ): number | null {
    const value = this.value(flag, flagName, variable);
    if (value === null) return null;
    const number = Number(value);
    if (!/^\d{1,9}$/.test(value) || number < minimum || number > maximum) {
      const name = flag === undefined && variable !== null ? variable : flagName;
      this.#refuse(TEXTS.settings.notWholeNumber(name, value, minimum, maximum));
    }
    return number;
  }

  address(
    flags: AddressFlags,
    { hostVariable, portVariable, defaultPort }: AddressSource,
  ): Address {
    return {
      host: this.value(flags.host, "--host", hostVariable) ?? DEFAULT_HOST,
      port: this.wholeNumber(flags.port, "--port", portVariable, 0, 65_535) ?? defaultPort,
    };
  }

  /** A whole number as `wholeNumber` takes it, or -1. */
  errcode(flag: string | undefined): number | null {
    if (flag === "-1") return -1;
    return this.wholeNumber(flag, "--errcode", null, 0, 999_999_999);
  }

  isOn(variable: string): boolean {
    const value = this.#environment[variable] ?? "";
    if (["", "0", "false"].includes(value)) return false;
    if (!["1", "true"].includes(value)) this.#refuse(TEXTS.settings.notSwitch(variable, value));
    return true;
  }

  adminKey(flag: string | undefined): string | null {
    const value = this.value(flag, "--admin-key", "DINGDAN_ADMIN_KEY");
    // It travels in an HTTP header, which takes visible ASCII characters.
    if (value !== null && value !== "" && !/^[\x21-\x7E]+$/.test(value)) {
      this.#refuse(TEXTS.settings.badAdminKey);
    }
    return value;
  }

  databaseUrl(flag: string | undefined): string {
    const value = this.value(flag, "--database", "DINGDAN_DATABASE_URL") ?? DEFAULT_DATABASE_URL;
    if (!/^(?:sqlite:.+|postgres(?:ql)?:\/\/.+)$/.test(value)) {
      this.#refuse(TEXTS.settings.badDatabaseUrl(withoutPassword(value)));
    }
    return value;
  }

  url(flag: string | undefined): string {
    const value = this.value(flag, "--url", "DINGDAN_URL") ?? DEFAULT_URL;
    if (!/^https?:\/\/[^@?#]+$/i.test(value) || !URL.canParse(value)) {
      this.#refuse(TEXTS.settings.badUrl(withoutPassword(value)));
    }
    return value.replace(/\/+$/, "");
  }

  #refuse(problem: Problem): void {
    this.problems.push(problem);
  }
}

/**
 * A URL as it may be shown: whatever stands between its scheme and an `@` is left out, and so are its
 * query's settings, of which one may be a password.
 */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/s, "//…@").replace(/(?<=\/\/.*)\?.*/s, "?…");
}
