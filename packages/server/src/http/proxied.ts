import type { IncomingHttpHeaders } from "node:http";

/**
 * True when a header says that a proxy passed the request on: `Forwarded`, `Via`, or one with which proxies
 * and networks for delivery name the client, such as `X-Real-IP`, `CF-Connecting-IP` and
 * `X-Envoy-External-Address`. Its peer may then be on this machine while its client is not.
 */
export const isProxied = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => PROXY_HEADER.test(name));

const PROXY_HEADER =
  /^(?:via|(?:x-|wl-)?proxy-.*|cdn-loop|cf-.*)$|(?:^|-)(?:forwarded|original|originating|envoy)(?:-|$)|(?:-|client|socket|remote)(?:ip|addr|address)$/;
