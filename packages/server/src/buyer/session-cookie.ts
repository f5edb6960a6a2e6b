import type { FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import { bearerToken } from "../http/bearer-token.js";
import type { BuyerToken, BuyerTokenStore } from "../storage/store.js";
import { findSession, SESSION_MS } from "./sessions.js";

const COOKIE = "dingdan_buyer";

/** Signs a browser in. @param publicUrl with https, browsers send the cookie only over HTTPS */
export function setSessionCookie(reply: FastifyReply, token: string, publicUrl: string): void {
  reply.setCookie(COOKIE, token, { ...attributes(publicUrl), maxAge: SESSION_MS / 1000 });
}

/** Makes a browser forget its session. */
export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.clearCookie(COOKIE, attributes(publicUrl));
}

const attributes = (publicUrl: string) =>
  ({
    path: "/buyer",
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
  }) as const;

/** The session of a request, by Bearer token or cookie, or null. */
export function sessionOf(
  request: FastifyRequest,
  sessions: Pick<BuyerTokenStore, "find">,
  clock: Clock,
): Promise<BuyerToken | null> {
  const token = bearerToken(request) ?? request.cookies[COOKIE];
  return findSession(token, sessions, clock.nowMs());
}
