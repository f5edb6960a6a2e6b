import type { FastifyRequest } from "fastify";

const HTTPS_REQUESTS = new WeakSet<FastifyRequest>();

/** Marks a request of a client that opened the platform over HTTPS. */
export const markHttps = (request: FastifyRequest): void => void HTTPS_REQUESTS.add(request);

/** True when the client opened the platform over HTTPS, to a proxy in front. */
export const isHttps = (request: FastifyRequest): boolean => HTTPS_REQUESTS.has(request);

export interface SessionCookie {
  readonly name: string;
  /** The paths to which browsers send it, over plain HTTP. */
  readonly path: string;
  readonly sameSite: "lax" | "strict";
}

/**
 * The name and attributes of a session cookie. Over HTTPS the name begins with `__Host-`: browsers accept
 * such a cookie only from this host itself and over HTTPS, so no subdomain and no plain page can set it.
 */
export function cookieFor(request: FastifyRequest, { name, path, sameSite }: SessionCookie) {
  const secure = isHttps(request);
  return {
    name: secure ? `__Host-${name}` : name,
    // Browsers require this path of a __Host- cookie.
    attributes: { path: secure ? "/" : path, httpOnly: true, sameSite, secure },
  } as const;
}
