import { sleep } from "./abort.js";
import type { ConnectionOptions } from "./options.js";

/** WeChat's own platform. */
export const DEFAULT_BASE_URL = "https://api.weixin.qq.com";

/** The options that all clients have, with the defaults filled in. */
export type Connection = { readonly [Name in keyof ConnectionOptions]-?: Known<Name> } & {
  /** Texts that no error and no hook may contain. */
  readonly secrets: readonly string[];
};
type Known<Name extends keyof ConnectionOptions> = Exclude<ConnectionOptions[Name], undefined>;

/** Fills in the defaults. {@link checkOptions} checks the result. */
export function connectionOf(options: ConnectionOptions, secrets: readonly string[]): Connection {
  return {
    baseUrl: trimSlashes(options.baseUrl ?? DEFAULT_BASE_URL),
    timeoutMs: options.timeoutMs ?? 10_000,
    retryCountMax: options.retryCountMax ?? 2,
    retryDelayMs: options.retryDelayMs ?? 500,
    language: options.language ?? "en",
    hooks: options.hooks ?? {},
    // Looked up at each call, so that a fetch which a test or a tracer replaces later is used.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
    secrets,
  };
}

/** @throws TypeError that names every option with an invalid value, but contains none of the values */
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
      yield `${name} must be an integer, 0 or more`;
    }
  }
  if (!["en", "zh"].includes(connection.language)) yield 'language must be "en" or "zh"';
}

// The types require a string. In plain JavaScript, a variable missing from process.env is undefined.
export const isFilledText = (value: unknown) => typeof value === "string" && value !== "";

/** Whether a text is an http or https URL without user, query and fragment. */
export function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (username !== "" || password !== "" || /[?#]/.test(value)) return false;
  return protocol === "http:" || protocol === "https:";
}

const trimSlashes = (url: string) => url.replace(/\/+$/, "");
