import { type DiagnosisReport, isObject, type Unchecked } from "@dingdan/contract";
import { causesOf } from "./causes.js";
import type { Connection } from "./connection.js";
import { refusalError, ShoppingOrdersConnectionError, ShoppingOrdersError } from "./errors.js";
import { notify, type ResponseEvent } from "./hooks.js";
import { interfaceOf, type OperationName } from "./operation-names.js";
import { type Redact, redactorOf, withoutSecrets } from "./secrets.js";

/** One HTTP exchange. */
export interface Exchange {
  readonly operation: OperationName;
  /** The appid of the app or of the third-party platform that the exchange is for. */
  readonly appid: string;
  readonly request: object;
  /** The secrets in the request, except the connection's own and the access token. */
  readonly secrets: readonly string[];
  readonly accessToken: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
}

type Platform = Pick<Connection, "baseUrl" | "secrets" | "language" | "fetch" | "hooks" | "now">;

/**
 * Sends one request and returns the reply.
 * @throws ShoppingOrdersError when the platform rejects the call
 * @throws ShoppingOrdersConnectionError when no readable reply arrives
 * @throws the signal's reason when the signal aborts
 */
export async function send(platform: Platform, exchange: Exchange): Promise<Unchecked> {
  const { hooks, now, baseUrl } = platform;
  const { operation, appid, attempt } = exchange;
  const { method, path } = interfaceOf(operation);
  const event = { operation, appid, method, url: baseUrl + path, attempt };
  notify(hooks.onRequest, { ...event });
  const startedAtMs = now();
  const ended = (outcome: Outcome) =>
    notify(hooks.onResponse, { ...event, durationMs: now() - startedAtMs, ...outcome });
  try {
    const reply = await exchangeWith(platform, exchange);
    ended({ outcome: "ok", errcode: 0, rid: null, error: null });
    return reply;
  } catch (error) {
    ended(outcomeOf(error));
    throw error;
  }
}

type Outcome = Pick<ResponseEvent, "outcome" | "errcode" | "rid" | "error">;

function outcomeOf(error: unknown): Outcome {
  if (error instanceof ShoppingOrdersError) {
    return { outcome: "refused", errcode: error.errcode, rid: error.rid, error };
  }
  if (error instanceof ShoppingOrdersConnectionError) {
    return { outcome: "failed", errcode: null, rid: null, error };
  }
  return { outcome: "aborted", errcode: null, rid: null, error: null };
}

async function exchangeWith(platform: Platform, exchange: Exchange): Promise<Unchecked> {
  const { operation, appid, accessToken } = exchange;
  const { language } = platform;
  const redact = redactorOf([...platform.secrets, ...exchange.secrets, accessToken ?? ""]);
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
  // The error does not contain the body: an error page may print parts of the URL, with the token.
  if (reply === null) throw unreadable(`HTTP ${response.status} without a JSON object`);
  const { errcode = 0, errmsg = "" } = reply;
  // Only the errcode shows a rejected call: gateways change the HTTP status, the platform answers 200.
  if (typeof errcode === "number" && errcode !== 0) {
    const refusal = { operation, errcode, errmsg: redact(String(errmsg)) };
    const causes = causesOf(refusal, { appid, request: exchange.request, language });
    throw refusalError(
      { ...refusal, causes: causes.map((cause) => withoutSecret(cause, redact)) },
      { appid, language },
    );
  }
  if (errcode !== 0) throw unreadable("the reply's errcode is not a number");
  if (!response.ok) throw unreadable(`HTTP ${response.status} without an errcode`);
  return reply;
}

/** A cause shows values of the request, which may be secrets. */
const withoutSecret = ({ id, path, text, hint }: DiagnosisReport, redact: Redact) => ({
  id,
  path,
  text: redact(text),
  hint: redact(hint),
});

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

/** Describes a failed connection by the innermost cause. Fetch's own text is only "fetch failed". */
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
  const { method, path, parameters, request: schema } = interfaceOf(operation);
  const url = new URL(baseUrl + path);
  if (accessToken !== null) url.searchParams.set("access_token", accessToken);
  // Redirects are not followed: the query, with the token, would reach another host.
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
