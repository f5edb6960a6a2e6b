import type { FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import { bearerToken } from "../http/bearer-token.js";
import { cookieFor } from "../http/https-requests.js";
import type { BuyerToken, BuyerTokenStore } from "../storage/store.js";
import { findSession, SESSION_MS } from "./sessions.js";

const COOKIE = { name: "dingdan_buyer", path: "/buyer", sameSite: "lax" } as const;

/** Signs a browser in. */
export function setSessionCookie(reply: FastifyReply, token: string): void {
  const { name, attributes } = cookieFor(reply.request, COOKIE);
  reply.setCookie(name, token, { ...attributes, maxAge: SESSION_MS / 1000 });
}

/** Makes a browser forget its session. */
export function clearSessionCookie(reply: FastifyReply): void {
  const { name, attributes } = cookieFor(reply.request, COOKIE);
  reply.clearCookie(name, attributes);
}

/** The session of a request, by Bearer token or cookie, or null. */
export function sessionOf(
  request: FastifyRequest,
  sessions: Pick<BuyerTokenStore, "find">,
  clock: Clock,
): Promise<BuyerToken | null> {
  const token = bearerToken(request) ?? request.cookies[cookieFor(request, COOKIE).name];
  return findSession(token, sessions, clock.nowMs());
}
