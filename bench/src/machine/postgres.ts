import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { Child } from "./child.js";
import { freePort } from "./free-port.js";
import { cpuSeconds } from "./usage.js";

/** Settings that differ from PostgreSQL's defaults; the same for every contestant. */
const SETTINGS = {
  shared_buffers: "1GB",
  max_wal_size: "4GB",
  max_connections: "200",
} as const;

/** Settings that the results show, for any server. */
const SHOWN_SETTINGS = [
  "server_version",
  "shared_buffers",
  "max_wal_size",
  "checkpoint_timeout",
  "wal_compression",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_sync_method",
  "jit",
  "autovacuum",
  "max_connections",
];

export interface Postgres {
  readonly settings: Readonly<Record<string, string>>;
  createDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }>;
  /** Writes dirty pages, so that one contestant does not pay for another's pages. */
  checkpoint(): Promise<void>;
  /** CPU seconds of the entire server; null if it is not on this machine. */
  cpuSeconds(): number | null;
  stop(): Promise<void>;
}

/** Uses the server of a URL; its user must be permitted to create databases. */
export async function usePostgres(serverUrl: string): Promise<Postgres> {
  return connected(serverUrl, null);
}

/**
 * Starts a new server in a folder, on a free port of 127.0.0.1, with fsync on.
 * @param environment added to the server's, such as a library to preload
 */
export async function startPostgres(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Postgres> {
  const binaries = findBinaries();
  const user = serverUser();
  const data = join(folder, "data");
  mkdirSync(folder, { recursive: true });
  if (user !== null) {
    chmodSync(folder, 0o755);
    chownSync(folder, user.uid, user.gid);
  }
  execFileSync(
    join(binaries, "initdb"),
    [
      "--pgdata",
      data,
      "--username",
      "bench",
      "--auth",
      "trust",
      "--encoding",
      "UTF8",
      "--no-locale",
    ],
    { stdio: "pipe", cwd: folder, ...user },
  );
  const port = await freePort();
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = new Child({
    command: join(binaries, "postgres"),
    args: ["-D", data, "-p", String(port), "-k", "", "-h", "127.0.0.1", ...settings],
    environment,
    cwd: folder,
    user,
  });
  const serverUrl = `postgres://bench@127.0.0.1:${port}/postgres`;
  await untilReady(serverUrl, child);
  return connected(serverUrl, child);
}

async function connected(serverUrl: string, child: Child | null): Promise<Postgres> {
  const query = async (sql: string) => {
    const client = new Client({ connectionString: serverUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, string>[];
    } finally {
      await client.end();
    }
  };
  const names = SHOWN_SETTINGS.map((name) => `'${name}'`).join(", ");
  const rows = await query(
    `SELECT name, current_setting(name) AS value FROM pg_settings WHERE name IN (${names})`,
  );
  let databases = 0;
  return {
    settings: Object.fromEntries(rows.map(({ name = "", value = "" }) => [name, value])),
    async createDatabase() {
      const name = `dingdan_bench_${process.pid}_${++databases}`;
      await query(`CREATE DATABASE ${name}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return {
        url: url.href,
        drop: async () => void (await query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      };
    },
    checkpoint: async () => void (await query("CHECKPOINT")),
    cpuSeconds: () => (child === null ? null : cpuSeconds(child.pid)),
    // SIGINT is a fast shutdown: it ends the sessions and writes a checkpoint.
    stop: async () => child?.stop("SIGINT"),
  };
}

async function untilReady(serverUrl: string, child: Child): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: serverUrl });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 100 || child.process.exitCode !== null) {
        await child.stop("SIGINT");
        throw new Error(`PostgreSQL did not start: ${child.errors || String(error)}`, {
          cause: error,
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The newest of Debian's PostgreSQL versions, or the one in the PATH. */
function findBinaries(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest !== undefined) return join(debian, newest, "bin");
  const { stdout, status } = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  if (status === 0) return stdout.trim();
  throw new Error("PostgreSQL not found: install its server, or set DINGDAN_BENCH_DATABASE_URL");
}

/** The user for the server if we are root, because PostgreSQL refuses to run as root; else null. */
export function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string, name: string) =>
    Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout);
  const name = idOf("-u", "postgres") > 0 ? "postgres" : "nobody"; // terms: allow
  return { uid: idOf("-u", name), gid: idOf("-g", name) };
}
