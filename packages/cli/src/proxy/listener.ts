import { isIP, type Server, type Socket } from "node:net";
import { systemErrorCode, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";

export interface Address {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface Accepting {
  readonly url: string;
  /** Takes no further connections. */
  stop(): void;
  /** Ends the connections that are left. Fulfilled when there is none. */
  close(): Promise<void>;
}

/** Far more than one machine's programs need; a runaway one must not take all of its descriptors. */
const CONNECTIONS_MAX = 1024;

/**
 * Lets a server listen, and knows its connections: other servers that are handed them do not count
 * them, so nobody else could end them.
 * @throws UsageError when the address cannot be had
 */
export async function acceptConnections(server: Server, address: Address): Promise<Accepting> {
  const sockets = new Set<Socket>();
  server.maxConnections = CONNECTIONS_MAX;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that breaks off is no news: whoever waits for it hears of it by "close".
    socket.on("error", () => undefined);
  });
  await listen(server, address);
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : address.port;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  return {
    url: `http://${reachableHost(address.host)}:${port}`,
    stop: () => server.close(),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    throw new UsageError(TEXTS.proxy.cannotListen(host, port, code));
  }
}

/** A name of this machine for one who listens on all of its addresses: "all" can be no link's host. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}
