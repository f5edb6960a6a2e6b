import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { RunningServer } from "./command.js";

export const ADMIN_KEY = "operators-key-of-this-test";

/** Processes that serve one database, one of which is going to be killed. */
export interface Installation {
  /** Where each client finds it; one that is not answered turns to the next. */
  readonly urls: readonly string[];
  /** Kills a process as `kill -9` does; fulfilled when as many are there again as can be. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function serve(databaseUrl: string, ...more: string[]): Promise<RunningServer> {
  const words = ["serve", "--database", databaseUrl, "--admin-key", ADMIN_KEY, ...more];
  return RunningServer.start(more.includes("--port") ? words : [...words, "--port", "0"]);
}

/** One process, which is started again after its end. */
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

/** Two workers on one address, of which the first is killed. */
export async function twoWorkers(databaseUrl: string): Promise<Installation> {
  const server = await serve(databaseUrl, "--workers", "2");
  return {
    urls: [server.url],
    kill: async () => {
      const [victim] = childrenOf(server.pid);
      process.kill(victim as number, "SIGKILL");
      await server.errWith(`"worker":${victim}`);
      // Its death was told, so whoever is there now is alive.
      while (childrenOf(server.pid).length < 2) await setTimeout(50);
    },
    stop: () => stop(server),
  };
}

/** Two hosts, of which the second is killed for good. */
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
    return []; // So `ps` ends when there are none.
  }
}
