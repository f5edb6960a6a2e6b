import { CONSOLE_COOKIE, CONSOLE_HEADER, text } from "@dingdan/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieFor } from "../http/https-requests.js";
import { Problem } from "../http/problem.js";
import { CONSOLE_SESSION_MS } from "./sessions.js";

/** Signs a browser in. After a sign-in over HTTPS, browsers send the cookie only over HTTPS. */
export function setConsoleCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  const { name, attributes } = cookieFor(request, COOKIE);
  reply.setCookie(name, token, { ...attributes, maxAge: CONSOLE_SESSION_MS / 1000 });
}

export function clearConsoleCookie(request: FastifyRequest, reply: FastifyReply): void {
  const { name, attributes } = cookieFor(request, COOKIE);
  reply.clearCookie(name, attributes);
}

export const consoleToken = (request: FastifyRequest): string | undefined =>
  request.cookies[cookieFor(request, COOKIE).name];

const COOKIE = { name: CONSOLE_COOKIE, path: "/", sameSite: "strict" } as const;

/**
 * A page of another site can make a browser send the cookie, but not this header.
 * @throws Problem when a write request with the cookie lacks the header
 */
export function requireConsoleHeader(request: FastifyRequest): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  if (request.headers[CONSOLE_HEADER] === "1") return;
  throw new Problem(
    403,
    text(
      `A write request with a console session needs the header ${CONSOLE_HEADER}: 1.`,
      `使用管理台会话的写操作须带请求头 ${CONSOLE_HEADER}: 1。`,
    ),
  );
}
