import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Connections } from "./connections.js";
import type { WireListener } from "./wire-listener.js";

/**
 * A stalled client must not hold a connection: one that exceeds a timeout is disconnected. By default,
 * node:http and the framework do not limit all of these times, and check the others every 30 seconds.
 * All are milliseconds. serve/connections.ts has the timeout of clients that do not read.
 */
const TIMEOUTS = {
  /** Without any byte in either direction. */
  silenceMs: 60_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 72_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
} as const;

/** Both share one port: the wire takes its requests first, and the framework serves the rest. */
export function nodeServer(
  takeForWire: WireListener,
  takeForPages: Parameters<typeof createServer>[1] & object,
  connections: Connections,
): Server {
  const { silenceMs, ...timeouts } = TIMEOUTS;
  const server = createServer(timeouts, (request, response) => {
    connections.serve(request, response, take);
  });
  const take: Parameters<typeof createServer>[1] & object = (request, response) => {
    if (hasTwoHosts(request)) response.writeHead(400, { connection: "close" }).end();
    else if (!takeForWire(request, response)) takeForPages(request, response);
  };
  connections.watch(server);
  server.closeIdleConnections = () => connections.closeIdle();
  return server.setTimeout(silenceMs);
}

/** Proxies may disagree about which of two Host headers counts. RFC 9112 requires a rejection. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 4 && name.toLowerCase() === "host") count++;
  }
  return count > 1;
}
