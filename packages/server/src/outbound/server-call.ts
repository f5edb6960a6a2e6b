import { lookup } from "node:dns/promises";
import { setMaxListeners } from "node:events";
import http, {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { AddressGuard, AddressRefusal } from "./address-guard.js";

/** How long connecting may take, with TLS, within the time of the whole call. */
const CONNECT_TIMEOUT_MS = 3_000;

/** A call that the server makes to a URL that someone else chose. */
export interface ServerCall {
  /** @default "POST" */
  readonly method?: "GET" | "POST";
  readonly url: string;
  /** The header fields, except Host and Content-Length. A list is a field that is sent several times. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Empty for GET. */
  readonly body: string | Uint8Array;
  /** The time for the whole call, from resolving the name to the end of the answer. */
  readonly timeoutMs: number;
  /** Reading stops after this size of the answer. */
  readonly answerBytesMax: number;
  /** Aborts the call when the platform stops. */
  readonly closing: AbortSignal;
}

export type UrlCallOutcome =
  /** A redirect is an answer like any other: it is not followed. */
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: Buffer;
    }
  | NotAnswered;

/** The same for an answer whose status and text are enough. */
export type ServerCallOutcome =
  | { readonly kind: "answered"; readonly status: number; readonly body: string }
  | NotAnswered;

type NotAnswered =
  | { readonly kind: "refused"; readonly refusal: AddressRefusal }
  | { readonly kind: "timeout" }
  /** `code` is `ECONNREFUSED`, for example; null when there is none. */
  | { readonly kind: "unreachable"; readonly code: string | null };

/** Calls a URL. Never rejects. */
export type CallUrl = (call: ServerCall) => Promise<UrlCallOutcome>;

/** The same for an answer whose status and text are enough. */
export type PostToUrl = (call: ServerCall) => Promise<ServerCallOutcome>;

/** All addresses of a name. */
export type ResolveName = (
  name: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/**
 * Makes the function that calls URLs. It resolves a name once, checks every address of the answer, and
 * connects to these addresses only: a second answer of the resolver cannot lead elsewhere. The Host header
 * and the certificate's name stay those of the URL.
 */
export function callUrl(
  guard: AddressGuard,
  resolve: ResolveName = (name) => lookup(name, { all: true }),
): CallUrl {
  return async (call) => {
    const ending = endingOf(call);
    try {
      const refusal = guard.refusalOfUrl(call.url);
      if (refusal !== null) return { kind: "refused", refusal };
      const addresses = await Promise.race([
        addressesOf(call.url, resolve),
        aborted(ending.signal),
      ]);
      for (const { address } of addresses) {
        const found = guard.refusalOf(address);
        if (found !== null) return { kind: "refused", refusal: found };
      }
      const response = await exchange(call, addresses, ending.signal);
      const body = await readBeginning(response, call.answerBytesMax);
      const { statusCode: status = 0, headers } = response;
      return { kind: "answered", status, headers, body };
    } catch (error) {
      const { name, code } = error as { name?: string; code?: unknown };
      if (ending.isLate() || name === "TimeoutError") return { kind: "timeout" };
      return { kind: "unreachable", code: typeof code === "string" ? code : null };
    } finally {
      ending.release();
    }
  };
}

/** What ends a call: its time limit, or the platform that stops. */
interface Ending {
  readonly signal: AbortSignal;
  readonly isLate: () => boolean;
  /** To be called at the end of the call. */
  readonly release: () => void;
}

/**
 * `AbortSignal.any` would leave 1.6 KiB for each call at the signal of the platform, which lives as long
 * as that (Node 20).
 */
function endingOf({ closing, timeoutMs }: ServerCall): Ending {
  const controller = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort(timeoutError("the call took too long"));
  }, timeoutMs).unref();
  const stop = () => controller.abort(closing.reason);
  // Each call in progress adds a listener, and more than ten would be reported as a leak.
  setMaxListeners(0, closing);
  if (closing.aborted) stop();
  else closing.addEventListener("abort", stop);
  return {
    signal: controller.signal,
    isLate: () => isLate,
    release: () => {
      clearTimeout(timer);
      closing.removeEventListener("abort", stop);
    },
  };
}

/** The same for an answer whose status and text are enough. */
export function postToUrl(guard: AddressGuard, resolve?: ResolveName): PostToUrl {
  const send = callUrl(guard, resolve);
  return async (call) => {
    const outcome = await send(call);
    if (outcome.kind !== "answered") return outcome;
    const { kind, status, body } = outcome;
    return { kind, status, body: body.toString("utf8") };
  };
}

type Addresses = Awaited<ReturnType<ResolveName>>;

async function addressesOf(url: string, resolve: ResolveName): Promise<Addresses> {
  const { hostname } = new URL(url);
  const literal = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
  return addresses;
}

/** A resolver cannot be stopped, so the call leaves it. */
function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = withResolvers<never>();
  const end = () => reject(signal.reason as Error);
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  // Usually nothing waits for it any more.
  promise.catch(() => {});
  return promise;
}

/** A connection's lookup that answers with addresses that are known, and asks no resolver. */
const knownAddresses =
  (addresses: Addresses): LookupFunction =>
  (_name, options, callback) => {
    const [first] = addresses;
    if (options.all === true) process.nextTick(callback, null, [...addresses]);
    else process.nextTick(callback, null, first?.address, first?.family);
  };

function exchange(
  call: ServerCall,
  addresses: Addresses,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = withResolvers<IncomingMessage>();
  const { method = "POST" } = call;
  const isSecure = call.url.startsWith("https:");
  const sent = (isSecure ? https : http).request(
    call.url,
    {
      method,
      headers: {
        ...(call.headers as OutgoingHttpHeaders),
        ...(method === "GET" ? {} : { "content-length": Buffer.byteLength(call.body) }),
      },
      lookup: knownAddresses(addresses),
      // A connection of its own, which ends with the call.
      agent: false,
      signal,
    },
    resolve,
  );
  const connecting = setTimeout(
    () => sent.destroy(timeoutError("connecting took too long")),
    CONNECT_TIMEOUT_MS,
  );
  sent.once("socket", (socket) =>
    socket.once(isSecure ? "secureConnect" : "connect", () => clearTimeout(connecting)),
  );
  sent.once("close", () => {
    clearTimeout(connecting);
    reject(new Error("the connection ended without an answer"));
  });
  sent.on("error", reject);
  sent.end(call.body);
  return promise;
}

async function readBeginning(response: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) break;
  }
  return Buffer.concat(chunks);
}

const timeoutError = (message: string) => new DOMException(message, "TimeoutError");

// Node 20 has no Promise.withResolvers.
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
