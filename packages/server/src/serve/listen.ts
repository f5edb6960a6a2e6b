import { isIP } from "node:net";
import type { FastifyInstance } from "fastify";
import { SettingsError } from "../settings-error.js";

/**
 * Listens, and answers where the server is reached.
 * @throws SettingsError with the next step when it cannot
 */
export async function listen(
  server: FastifyInstance,
  { host = "127.0.0.1", port = 0 }: { readonly host?: string; readonly port?: number },
): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice: Readonly<Record<string, string>> = {
      EADDRINUSE: `The port ${port} is taken: stop what listens there, or choose another with --port.`,
      EACCES: `The port ${port} may not be used by this user: choose one from 1024 on with --port.`,
      EADDRNOTAVAIL: `This machine has no address ${host}: choose another with --host.`,
      ENOTFOUND: `The host ${host} is not known: choose another with --host.`,
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

/** A name of this machine when it listens on all of its addresses: "all" can be no link's host. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** Whether only this machine can reach a server that listens on the host. */
export const isLoopback = (host = "127.0.0.1") => /^(127\.|::1$|localhost$)/.test(host);
