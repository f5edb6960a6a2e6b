import type { IncomingMessage, ServerResponse } from "node:http";
import { broken, text, type Violation } from "@dingdan/contract";
import type { WireAnswers } from "../api/answers.js";
import { Exchange, pathOf } from "../api/exchange.js";
import { newRid } from "../api/rid.js";
import type { FindWireRoute, WireRoute } from "../api/routes.js";
import type { Clock } from "../clock.js";
import type { TickGate } from "../http/tick-gate.js";
import { clientAddress, type TrustProxy } from "../http/trust-proxy.js";
import { OverloadedError } from "../storage/overloaded-error.js";
import { type Bodies, IncomingBody, type NoRoom } from "./bodies.js";
import { SMALL_BODY_BYTES_MAX } from "./body-budget.js";
import type { CallDeadlines } from "./call-deadlines.js";
import { hasLargeRest } from "./linger.js";
import { declaredBytes, type ReadBody } from "./request-body.js";

export interface WireListenerParts {
  readonly findRoute: FindWireRoute;
  readonly answers: WireAnswers;
  readonly gate: TickGate;
  readonly bodies: Bodies;
  readonly deadlines: CallDeadlines<Exchange>;
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
    const exchange = new Exchange(request, response, {
      rid: newRid(parts.clock.nowMs()),
      clientIp: clientAddress(request, parts.trustProxy),
      startedAtMs: performance.now(),
    });
    void serve(route, exchange, parts);
    return true;
  };
}

async function serve(
  route: WireRoute,
  exchange: Exchange,
  parts: WireListenerParts,
): Promise<void> {
  const { gate, bodies, deadlines } = parts;
  const { request } = exchange;
  const incoming = request.method === "GET" ? null : new IncomingBody(request);
  exchange.hasUnreadBody = incoming === null && hasLargeRest(request);
  gate.enter(request.socket);
  try {
    const received = incoming === null ? NO_BODY : await bodies.receive(incoming);
    if (received.kind === "aborted") return;
    if (!gate.isAlone) await gate.wait();
    const isRead = received.kind === "read";
    if (isRead) {
      exchange.body = received.body;
      if (incoming !== null) bodies.shrink(incoming);
    } else exchange.hasUnreadBody = true;
    deadlines.enter(exchange);
    // Path and method are judged before the body: a body that is too large must not hide their errors.
    if (request.method !== route.method)
      refuse(exchange, parts, broken(route.wrongMethodError, ""));
    else if (isRead || incoming === null) await route.answer(exchange);
    else await serveKnown(route, exchange, incoming, parts);
  } catch (fault) {
    // A call whose deadline passed has its answer: its connection may serve the next call already.
    refuse(exchange, parts, broken("SYSTEM_ERROR", ""), fault);
  } finally {
    deadlines.leave(exchange);
    if (incoming !== null) bodies.release(incoming);
    gate.exit();
  }
}

/**
 * Serves a call with a large body, or with a small one while the memory for bodies of unknown callers is
 * in use. Its caller is known before the body is read.
 */
async function serveKnown(
  route: WireRoute,
  exchange: Exchange,
  incoming: IncomingBody,
  parts: WireListenerParts,
): Promise<void> {
  const { bodies, deadlines } = parts;
  if (!route.takesToken && isSmall(incoming)) {
    refuseOverload(exchange, parts);
    return;
  }
  const caller = await route.admit(exchange);
  if (caller === null || exchange.isAnswered) return;
  deadlines.leave(exchange);
  const received: ReadBody | NoRoom = await bodies.receiveRest(incoming, caller);
  if (received.kind === "longer") refuse(exchange, parts, TOO_LARGE);
  else if (received.kind === "no_room") refuseOverload(exchange, parts);
  else if (received.kind === "read") {
    exchange.body = received.body;
    exchange.hasUnreadBody = false;
    deadlines.enter(exchange);
    await route.answer(exchange);
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

const isSmall = ({ request }: IncomingBody): boolean =>
  (declaredBytes(request) ?? 0) <= SMALL_BODY_BYTES_MAX;

function refuseOverload(exchange: Exchange, parts: WireListenerParts): void {
  const { bytes } = parts.bodies;
  const fault = new OverloadedError("bytes of request bodies", "the end of their calls", bytes);
  refuse(exchange, parts, broken("SYSTEM_ERROR", ""), fault);
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
