import { isIP } from "node:net";
import type { FastifyInstance } from "fastify";
import { SettingsError } from "../settings-error.js";

/**
 * How many connections may wait to be accepted. By default 511: with a thousand clients that connect at
 * the same time, the others would retry after one second. The system's own limit bounds it.
 */
const BACKLOG = 4_096;

/**
 * Listens, and returns the URL of the server.
 * @throws SettingsError, with the next step, when it cannot listen
 */
export async function listen(
  server: FastifyInstance,
  { host = "127.0.0.1", port = 0 }: { readonly host?: string; readonly port?: number },
): Promise<string> {
  try {
    await server.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice: Readonly<Record<string, string>> = {
      EADDRINUSE: `Port ${port} is already in use: stop the process that listens on it, or choose another port with --port.`,
      EACCES: `This user may not listen on port ${port}: choose port 1024 or higher with --port.`,
      EADDRNOTAVAIL: `This machine has no address ${host}: choose another with --host.`,
      ENOTFOUND: `Host ${host} was not found: choose another with --host.`,
    };
    throw new SettingsError(
      advice[code ?? ""] ?? `Cannot listen on ${host}:${port}: ${String(error)}`,
      { cause: error },
    );
  }
  const address = server.server.address();
  const boundPort = typeof address === "object" && address !== null ? address.port : port;
  return `http://${reachableHost(host)}:${boundPort}`;
}

/** The host for links. A server that listens on all addresses is reached at the loopback address. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** True when only this machine can reach a server that listens on the host. */
export const isLoopback = (host = "127.0.0.1") => /^(127\.|::1$|localhost$)/.test(host);
