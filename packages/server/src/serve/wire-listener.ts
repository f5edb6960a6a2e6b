import type { IncomingMessage, ServerResponse } from "node:http";
import { broken, text, type Violation } from "@dingdan/contract";
import type { WireAnswers } from "../api/answers.js";
import { type Exchange, pathOf, readBody } from "../api/exchange.js";
import { newRid } from "../api/rid.js";
import type { FindWireRoute, WireRoute } from "../api/routes.js";
import type { Clock } from "../clock.js";
import type { TickGate } from "../http/tick-gate.js";
import { clientAddress, type TrustProxy } from "../http/trust-proxy.js";
import { TenantShares } from "./tenant-shares.js";

export interface WireListenerParts {
  readonly findRoute: FindWireRoute;
  readonly answers: WireAnswers;
  readonly gate: TickGate;
  readonly clock: Clock;
  /** Null trusts no proxy. */
  readonly trustProxy: TrustProxy | null;
}

/** Serves a request for an interface of the wire and returns true; returns false for any other request. */
export type WireListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the interfaces of the wire on bare node:http. They need nothing that a framework does for
 * pages, and cost a fifth less without it (docs/performance.md).
 */
export function wireListener(parts: WireListenerParts): WireListener {
  const shares = new TenantShares();
  return (request, response) => {
    parts.gate.openIfLate();
    const { url = "" } = request;
    // HTTP clients send the complete URL to a proxy, and some send it to every server.
    if (!url.startsWith("/") && URL.canParse(url)) {
      const { pathname, search } = new URL(url);
      request.url = pathname + search;
    }
    const route = parts.findRoute(decoded(pathOf(request)));
    if (route === undefined) return false;
    const exchange = {
      request,
      response,
      rid: newRid(parts.clock.nowMs()),
      clientIp: clientAddress(request, parts.trustProxy),
      startedAtMs: performance.now(),
      body: undefined,
    };
    void serveInShare(route, exchange, parts, shares);
    return true;
  };
}

/** Serves a call within its tenant's share. The token identifies the tenant, without a look-up. */
async function serveInShare(
  route: WireRoute,
  exchange: Exchange,
  parts: WireListenerParts,
  shares: TenantShares,
): Promise<void> {
  const tenant = tokenIn(exchange.request.url ?? "");
  if (tenant === null) return serve(route, exchange, parts);
  try {
    const turn = shares.enter(tenant);
    if (turn !== null) await turn;
  } catch (overload) {
    exchange.response.setHeader("connection", "close");
    return refuse(exchange, parts, broken("SYSTEM_ERROR", ""), overload);
  }
  try {
    await serve(route, exchange, parts);
  } finally {
    shares.leave(tenant);
  }
}

/** The access token in a URL, as it was written; null for none. */
function tokenIn(url: string): string | null {
  const at = url.indexOf("access_token=");
  if (at < 0) return null;
  const from = at + "access_token=".length;
  const end = url.indexOf("&", from);
  return url.slice(from, end < 0 ? url.length : end);
}

async function serve(
  route: WireRoute,
  exchange: Exchange,
  parts: WireListenerParts,
): Promise<void> {
  const { gate } = parts;
  const { request, response } = exchange;
  let complete = exchange;
  gate.enter(request.socket);
  try {
    const read = request.method === "GET" ? NO_BODY : await readBody(request);
    if (read.kind === "aborted") return;
    if (!gate.isAlone) await gate.wait();
    if (read.kind === "read") complete = { ...exchange, body: read.body };
    else response.setHeader("connection", "close");
    // Path and method are judged before the body: a body that is too large must not hide their errors.
    if (request.method !== route.method)
      refuse(complete, parts, broken(route.wrongMethodError, ""));
    else if (read.kind === "too_large") refuse(complete, parts, TOO_LARGE);
    else await route.answer(complete);
  } catch (fault) {
    if (response.headersSent) response.destroy();
    else refuse(complete, parts, broken("SYSTEM_ERROR", ""), fault);
  } finally {
    gate.exit();
  }
}

function refuse(
  exchange: Exchange,
  { answers, clock }: WireListenerParts,
  violation: Violation,
  fault?: unknown,
): void {
  answers.sendRefusal(exchange, { violation, appid: null, nowMs: clock.nowMs(), fault });
}

const NO_BODY = { kind: "read", body: undefined } as const;

const TOO_LARGE = broken(
  "DATA_FORMAT_ERROR",
  "",
  text("the body is larger than 2 MiB", "请求体超过 2 MiB"),
);

/** A path with its percent-encoded characters decoded; unchanged when the encoding is invalid. */
function decoded(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
