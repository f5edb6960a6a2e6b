import type { IncomingHttpHeaders } from "node:http";

/**
 * True when a header says that a proxy passed the request on: `Forwarded`, `X-Forwarded-…`, `X-Real-IP`,
 * `Via`. Its peer may then be on this machine while its client is not.
 */
export const isProxied = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => PROXY_HEADER.test(name));

const PROXY_HEADER = /^(?:forwarded|x-forwarded(?:-.*)?|x-real-ip|via)$/;
