import type { FastifyRequest } from "fastify";

/**
 * True when a browser sent the request for a page of another site. A client without the header is not a
 * browser, so it has no user who could be tricked.
 */
export function isFromAnotherSite(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
