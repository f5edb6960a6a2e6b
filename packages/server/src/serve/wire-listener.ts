import type { IncomingMessage, ServerResponse } from "node:http";
import { broken, text, type Violation } from "@dingdan/contract";
import clientAddress from "@fastify/proxy-addr";
import type { WireAnswers } from "../api/answers.js";
import { type Exchange, pathOf, readBody } from "../api/exchange.js";
import { newRid } from "../api/rid.js";
import type { FindWireRoute, WireRoute } from "../api/routes.js";
import type { Clock } from "../clock.js";
import { endLongTurn, endOfTurn } from "../http/end-of-turn.js";
import { TenantTurns } from "./tenant-turns.js";

export interface WireListenerParts {
  readonly findRoute: FindWireRoute;
  readonly answers: WireAnswers;
  readonly clock: Clock;
  /** Believes the X-Forwarded-For of a proxy in front. */
  readonly trustProxy: boolean;
  /** Connections are to end with their next answer. */
  readonly isClosing: () => boolean;
}

/** Takes a request when it is for an interface of the wire, and tells whether it was. */
export type WireListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the interfaces of the wire on bare node:http. They are what a platform is called for all day,
 * need nothing of what a framework does for pages, and cost a fifth less without it (docs/performance.md).
 */
export function wireListener(parts: WireListenerParts): WireListener {
  const turns = new TenantTurns();
  return (request, response) => {
    endLongTurn();
    const { url = "" } = request;
    // A proxy is sent the whole URL, and some clients take every server for one.
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
      clientIp: parts.trustProxy
        ? clientAddress(request, () => true)
        : (request.socket.remoteAddress ?? ""),
      startedAtMs: performance.now(),
      body: undefined,
    };
    if (parts.isClosing()) response.setHeader("connection", "close");
    void serveInTurn(route, exchange, parts, turns);
    return true;
  };
}

/** Serves a call when it is its caller's turn. Whose it is, its token says, before anybody looks it up. */
async function serveInTurn(
  route: WireRoute,
  exchange: Exchange,
  parts: WireListenerParts,
  turns: TenantTurns,
): Promise<void> {
  const token = tokenIn(exchange.request.url ?? "");
  if (token === null) return serve(route, exchange, parts);
  const turn = turns.enter(token);
  if (turn !== null) await turn;
  try {
    await serve(route, exchange, parts);
  } finally {
    turns.leave(token);
  }
}

/** What stands in a URL for an access token, as it stands there; null when nothing does. */
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
  { answers, clock }: WireListenerParts,
): Promise<void> {
  const { request, response } = exchange;
  const refuse = (whose: Exchange, violation: Violation, fault?: unknown) =>
    answers.sendRefusal(whose, { violation, appid: null, nowMs: clock.nowMs(), fault });
  let whole = exchange;
  try {
    const read = request.method === "GET" ? NO_BODY : await readBody(request);
    if (read.kind === "aborted") return;
    // Others are read first, and then handled together with this one; see end-of-turn.ts.
    await endOfTurn();
    if (read.kind === "read") whole = { ...exchange, body: read.body };
    else response.setHeader("connection", "close");
    // Path and method are judged before the body: one that is refused unread must not hide them.
    if (request.method !== route.method) refuse(whole, broken(route.wrongMethodError, ""));
    else if (read.kind === "too_large") refuse(whole, TOO_LARGE);
    else await route.answer(whole);
  } catch (fault) {
    if (response.headersSent) response.destroy();
    else refuse(whole, broken("SYSTEM_ERROR", ""), fault);
  }
}

const NO_BODY = { kind: "read", body: undefined } as const;

const TOO_LARGE = broken(
  "DATA_FORMAT_ERROR",
  "",
  text("the body is larger than 2 MiB", "请求体超过 2 MiB"),
);

/** A path in which letters may be written as %6F. */
function decoded(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
