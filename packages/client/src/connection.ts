import { sleep } from "./abort.js";
import type { ConnectionOptions } from "./options.js";

/** WeChat's own platform. */
export const DEFAULT_BASE_URL = "https://api.weixin.qq.com";

/** The options that clients have in common, with their defaults filled in. */
export type Connection = { readonly [Name in keyof ConnectionOptions]-?: Known<Name> } & {
  /** What no error and no hook may tell. */
  readonly secrets: readonly string[];
};
type Known<Name extends keyof ConnectionOptions> = Exclude<ConnectionOptions[Name], undefined>;

/** Fills in the defaults; {@link checkOptions} tells whether they are good. */
export function connectionOf(options: ConnectionOptions, secrets: readonly string[]): Connection {
  return {
    baseUrl: trimSlashes(options.baseUrl ?? DEFAULT_BASE_URL),
    timeoutMs: options.timeoutMs ?? 10_000,
    retryCountMax: options.retryCountMax ?? 2,
    retryDelayMs: options.retryDelayMs ?? 500,
    language: options.language ?? "en",
    hooks: options.hooks ?? {},
    // Looked up at each call, so that a fetch which is replaced later (by a test, a tracer) is used.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
    secrets,
  };
}

/** @throws TypeError that names every option with a bad value, and repeats none of the values */
export function checkOptions(
  client: string,
  ownFaults: Iterable<string>,
  connection: Connection,
): void {
  const faults = [...ownFaults, ...connectionFaults(connection)];
  if (faults.length > 0) throw new TypeError(`${client}: ${faults.join("; ")}`);
}

function* connectionFaults(connection: Connection): Generator<string> {
  if (!isPlainUrl(connection.baseUrl)) {
    yield "baseUrl must be an http or https URL without user, query and fragment";
  }
  for (const name of ["timeoutMs", "retryCountMax", "retryDelayMs"] as const) {
    if (!Number.isSafeInteger(connection[name]) || connection[name] < 0) {
      yield `${name} must be a whole number, 0 or more`;
    }
  }
  if (!["en", "zh"].includes(connection.language)) yield 'language must be "en" or "zh"';
}

// The types promise it; a process.env without the variable breaks the promise in plain JavaScript.
export const isFilledText = (value: unknown) => typeof value === "string" && value !== "";

/** Whether a text is an http or https URL without user, query and fragment. */
export function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (username !== "" || password !== "" || /[?#]/.test(value)) return false;
  return protocol === "http:" || protocol === "https:";
}

const trimSlashes = (url: string) => url.replace(/\/+$/, "");
