import { isObject, OPERATIONS, type OperationKey, type Unchecked } from "@dingdan/contract";
import { ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";
import type { Settings } from "./options.js";
import { redactorOf, withoutSecrets } from "./secrets.js";

/** One HTTP exchange. */
export interface Exchange {
  readonly operation: OperationKey;
  readonly request: object;
  readonly accessToken: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

type Platform = Pick<Settings, "baseUrl" | "secret" | "language" | "fetch">;

/**
 * Sends one request and answers the reply.
 * @throws ShoppingOrdersError when the platform refused
 * @throws ShoppingOrdersConnectionError when there is no reply that can be read
 * @throws the signal's reason when it aborted
 */
export async function send(platform: Platform, exchange: Exchange): Promise<Unchecked> {
  const { operation, accessToken } = exchange;
  const redact = redactorOf([platform.secret, ...(accessToken === null ? [] : [accessToken])]);
  const unreadable = (reason: string, fault?: unknown) =>
    new ShoppingOrdersConnectionError(
      operation,
      redact(reason),
      fault === undefined ? undefined : withoutSecrets(fault, redact),
    );

  const { response, body } = await receive(platform.fetch, httpRequestOf(platform, exchange), {
    ...exchange,
    unreadable,
  });
  const reply = parseObject(body);
  // The body stays out of the error: an error page may print the URL, and the token in it, in parts.
  if (reply === null) throw unreadable(`HTTP ${response.status} without a JSON object`);
  const { errcode = 0, errmsg = "" } = reply;
  // Only the errcode tells a refusal: gateways change the HTTP status, the platform leaves it at 200.
  if (typeof errcode === "number" && errcode !== 0) {
    const text = redact(String(errmsg));
    throw new ShoppingOrdersError({ operation, errcode, errmsg: text }, platform.language);
  }
  if (errcode !== 0) throw unreadable("the reply's errcode is not a number");
  if (!response.ok) throw unreadable(`HTTP ${response.status} without an errcode`);
  return reply;
}

interface Attempt extends Pick<Exchange, "timeoutMs" | "signal"> {
  readonly unreadable: (reason: string, fault: unknown) => Error;
}

async function receive(
  fetch: Platform["fetch"],
  { url, init }: { url: string; init: RequestInit },
  { timeoutMs, signal, unreadable }: Attempt,
): Promise<{ response: Response; body: string }> {
  const timeout = timeoutMs === 0 ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [timeout, signal].filter((given) => given !== undefined);
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    return { response, body: await response.text() };
  } catch (fault) {
    signal?.throwIfAborted();
    const isTooLate = timeout?.aborted === true;
    throw unreadable(isTooLate ? `no reply within ${timeoutMs} ms` : faultText(fault), fault);
  }
}

/** What ended a connection: fetch itself says no more than "fetch failed", its innermost cause does. */
function faultText(fault: unknown): string {
  if (!(fault instanceof Error)) return `the connection failed: ${String(fault)}`;
  if (fault.cause instanceof Error) return faultText(fault.cause);
  const code = "code" in fault && typeof fault.code === "string" ? fault.code : fault.message;
  return `the connection failed: ${code}`;
}

function httpRequestOf(
  { baseUrl, language }: Platform,
  { operation, request, accessToken }: Exchange,
) {
  const { method, path, parameters, request: schema } = OPERATIONS[operation];
  const url = new URL(baseUrl + path);
  if (accessToken !== null) url.searchParams.set("access_token", accessToken);
  // A redirect is not followed: it would carry the token in the query to another host.
  const headers = new Headers({ "accept-language": language });
  const init: RequestInit = { method, headers, redirect: "manual" };
  if (parameters === "query") {
    for (const [name, value] of Object.entries(request)) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    }
  } else if (Object.keys(schema.properties).length > 0) {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(request);
  }
  return { url: url.href, init };
}

function parseObject(body: string): Unchecked | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
