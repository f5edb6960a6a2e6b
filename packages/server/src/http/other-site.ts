import type { FastifyRequest } from "fastify";

/** A browser tells where a form came from; a program that tells nothing has no user to be tricked. */
export function isFromAnotherSite(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
