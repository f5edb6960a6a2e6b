import type { FastifyReply, FastifyRequest } from "fastify";
import { bearerToken } from "../http/bearer-token.js";

import { cookieFor } from "../http/https-requests.js";
import type { BuyerToken } from "../storage/store.js";
import { findSession, SESSION_MS, type SessionLookup } from "./sessions.js";

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

/** True for a browser that was signed in here, even if its session has ended. */
export const hasSessionCookie = (request: FastifyRequest): boolean =>
  (request.cookies[cookieFor(request, COOKIE).name] ?? "") !== "";

/**
 * The session of a request, by Bearer token or cookie, or null.
 * @throws Problem 429 when the request's network has presented too many tokens that open none
 */
export function sessionOf(
  request: FastifyRequest,
  lookup: SessionLookup,
): Promise<BuyerToken | null> {
  const token = bearerToken(request) ?? request.cookies[cookieFor(request, COOKIE).name];
  return findSession(token, request.ip, lookup);
}
