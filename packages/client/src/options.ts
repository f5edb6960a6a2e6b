import type { Language } from "@dingdan/contract";
import { sleep } from "./abort.js";

/** WeChat's own platform. */
export const DEFAULT_BASE_URL = "https://api.weixin.qq.com";

export interface ShoppingOrdersOptions {
  /** The app that the calls are for. */
  appid: string;
  /** The app's secret. It is sent for access tokens only, and stands in no error. */
  secret: string;
  /**
   * Where the platform is: a Dingdan server, such as `http://127.0.0.1:8321`, or WeChat.
   * A path is kept: `https://example.com/wechat` calls `https://example.com/wechat/user-order/orders`.
   * @default "https://api.weixin.qq.com"
   */
  baseUrl?: string | undefined;
  /**
   * Milliseconds that one attempt may take, from its first byte to its last. `0` means no limit.
   * @default 10000
   */
  timeoutMs?: number | undefined;
  /**
   * How often to repeat an attempt that the network or an `errcode` of -1 ended.
   * `0` means one attempt and no more. Refusals are never repeated.
   * @default 2
   */
  retryCountMax?: number | undefined;
  /**
   * Milliseconds that the first pause before a repeat may last. Each later pause may last twice as
   * long, up to 10 s; how long it does last is drawn evenly from 0 to there, so that clients which
   * failed together do not come back together. `0` means no pauses.
   * @default 500
   */
  retryDelayMs?: number | undefined;
  /**
   * Whether tokens come from `POST /cgi-bin/stable_token`, which gives every process of an app the
   * same one. With `false` they come from `GET /cgi-bin/token`, where each process that fetches a
   * token retires the others'.
   * @default true
   */
  useStableToken?: boolean | undefined;
  /**
   * The language of the hints in errors, of what `validate` reports, and of the errmsg of a Dingdan
   * server (WeChat has its own).
   * @default "en"
   */
  language?: Language | undefined;
  /**
   * What sends the requests, such as a fetch that goes through a proxy.
   * @default the global fetch
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * Milliseconds since 1970, by which tokens age.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /**
   * A number from 0 up to but not including 1, of which the pauses before repeats are made.
   * @default Math.random
   */
  random?: (() => number) | undefined;
  /**
   * Waits before a repeat, and no longer than until the signal aborts.
   * @default a timer
   */
  sleep?: ((delayMs: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** What one call may have of its own. */
export interface CallOptions {
  /** Gives the call up: it then rejects with the signal's reason, and is not repeated. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds that one attempt of this call may take. `0` means no limit.
   * @default the client's timeoutMs
   */
  timeoutMs?: number | undefined;
}

/** The options with their defaults filled in. */
export type Settings = { readonly [Name in keyof ShoppingOrdersOptions]-?: Known<Name> };
type Known<Name extends keyof ShoppingOrdersOptions> = Exclude<
  ShoppingOrdersOptions[Name],
  undefined
>;

/**
 * Fills in the defaults.
 * @throws TypeError that names every option with a bad value, and repeats none of the values
 */
export function settingsOf(options: ShoppingOrdersOptions): Settings {
  const settings: Settings = {
    appid: options.appid,
    secret: options.secret,
    baseUrl: (options.baseUrl ?? DEFAULT_BASE_URL).replace(/\/+$/, ""),
    timeoutMs: options.timeoutMs ?? 10_000,
    retryCountMax: options.retryCountMax ?? 2,
    retryDelayMs: options.retryDelayMs ?? 500,
    useStableToken: options.useStableToken ?? true,
    language: options.language ?? "en",
    // Looked up at each call, so that a fetch which is replaced later (by a test, a tracer) is used.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
  };
  const faults = [...faultsOf(settings)];
  if (faults.length > 0) throw new TypeError(`ShoppingOrders: ${faults.join("; ")}`);
  return settings;
}

function* faultsOf(settings: Settings): Generator<string> {
  if (!isFilledText(settings.appid)) yield "appid must be a string that is not empty";
  if (!isFilledText(settings.secret)) yield "secret must be a string that is not empty";
  if (!isBaseUrl(settings.baseUrl)) {
    yield "baseUrl must be an http or https URL without user, query and fragment";
  }
  for (const name of ["timeoutMs", "retryCountMax", "retryDelayMs"] as const) {
    if (!Number.isSafeInteger(settings[name]) || settings[name] < 0) {
      yield `${name} must be a whole number, 0 or more`;
    }
  }
  if (!["en", "zh"].includes(settings.language)) yield 'language must be "en" or "zh"';
}

// The types promise it; a process.env without the variable breaks the promise in plain JavaScript.
const isFilledText = (value: unknown) => typeof value === "string" && value !== "";

function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (username !== "" || password !== "" || /[?#]/.test(value)) return false;
  return protocol === "http:" || protocol === "https:";
}
