import { isIP, type Server, type Socket } from "node:net";
import { systemErrorCode, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";

export interface Address {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
}

export interface Accepting {
  readonly url: string;
  /** Stops accepting connections. */
  stop(): void;
  /** Closes the remaining connections. Resolves when all are closed. */
  close(): Promise<void>;
}

/**
 * Far more than the programs of one machine need. Further connections are dropped, so that a runaway
 * program does not use up the file descriptors.
 */
const CONNECTIONS_MAX = 1024;

/**
 * Starts listening and tracks the connections. They are passed to other servers, which do not track
 * them and so could not close them.
 * @throws UsageError when it cannot listen on the address
 */
export async function acceptConnections(server: Server, address: Address): Promise<Accepting> {
  const sockets = new Set<Socket>();
  server.maxConnections = CONNECTIONS_MAX;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A connection reset needs no handling: "close" follows.
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

/** The host for URLs: the loopback address when the server listens on all addresses. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}
