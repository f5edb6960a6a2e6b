import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { RunningServer } from "./command.js";

export const ADMIN_KEY = "operators-key-of-this-test";

/** Processes that serve one database; a test kills one of them. */
export interface Installation {
  /** The URLs for clients; a client that gets no reply uses the next one. */
  readonly urls: readonly string[];
  /** Kills a process with SIGKILL; resolves when its replacement runs, if it has one. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function serve(databaseUrl: string, ...more: string[]): Promise<RunningServer> {
  const words = ["serve", "--database", databaseUrl, "--admin-key", ADMIN_KEY, ...more];
  return RunningServer.start(more.includes("--port") ? words : [...words, "--port", "0"]);
}

/** One process, which is restarted after the kill. */
export async function oneProcess(databaseUrl: string): Promise<Installation> {
  let server = await serve(databaseUrl);
  const { url } = server;
  return {
    urls: [url],
    kill: async () => {
      await server.stop("SIGKILL");
      server = await serve(databaseUrl, "--port", new URL(url).port);
    },
    stop: () => stop(server),
  };
}

/** Two workers on one address; the first one is killed. */
export async function twoWorkers(databaseUrl: string): Promise<Installation> {
  const server = await serve(databaseUrl, "--workers", "2");
  return {
    urls: [server.url],
    kill: async () => {
      const [victim] = childrenOf(server.pid);
      process.kill(victim as number, "SIGKILL");
      await server.errWith(`"worker":${victim}`);
      // The parent has logged the exit, so the children listed now are running.
      while (childrenOf(server.pid).length < 2) await setTimeout(50);
    },
    stop: () => stop(server),
  };
}

/** Two hosts; the second one is killed and not restarted. */
export async function twoHosts(databaseUrl: string): Promise<Installation> {
  const servers = [await serve(databaseUrl), await serve(databaseUrl)] as const;
  return {
    urls: servers.map(({ url }) => url),
    kill: async () => {
      await servers[1].stop("SIGKILL");
    },
    stop: async () => {
      for (const server of servers) await stop(server);
    },
  };
}

const stop = async (server: RunningServer): Promise<void> => {
  await server.stop("SIGTERM");
};

function childrenOf(pid: number): number[] {
  try {
    const lines = execFileSync("ps", ["--ppid", String(pid), "-o", "pid="]).toString();
    return lines.trim().split(/\s+/).map(Number);
  } catch {
    return []; // `ps` fails when there are none.
  }
}
