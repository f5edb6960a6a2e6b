import { readFileSync } from "node:fs";
import { Client } from "pg";
import {
  createDatabase,
  type PostgresTestDatabase,
} from "../../../packages/server/test/support/postgres-database.js";
import {
  findPostgres,
  startPostgres,
} from "../../../packages/server/test/support/postgres-server.js";
import { Skipped } from "./skipped.js";

/** Few, so that another program can take all of them. It syncs, as an installation does. */
const MAX_CONNECTIONS = 80;
const TAKING_MS_MAX = 10_000;
const SETTINGS = [`max_connections=${MAX_CONNECTIONS}`, "fsync=on", "full_page_writes=on"];

/** A PostgreSQL server that a case may freeze and whose connections it may take. */
export class TorturePostgres {
  readonly #url: string;
  readonly #postmaster: number;
  readonly stop: () => Promise<void>;

  private constructor(url: string, postmaster: number, stop: () => Promise<void>) {
    this.#url = url;
    this.#postmaster = postmaster;
    this.stop = stop;
  }

  static async start(): Promise<TorturePostgres> {
    const binaries = findPostgres();
    if (binaries === null) throw new Skipped("PostgreSQL is not installed");
    const server = await startPostgres(binaries, SETTINGS);
    const { url } = server;
    const client = new Client(url);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const postmaster = parentOf(rows[0]?.pid ?? 0);
    await client.end();
    return new TorturePostgres(url, postmaster, () => server.stop());
  }

  get port(): number {
    return Number(new URL(this.#url).port);
  }

  createDatabase(): Promise<PostgresTestDatabase> {
    return createDatabase(this.#url, "template0");
  }

  /** Stops all its processes at once; they do not answer until {@link thaw}. */
  freeze(): void {
    for (const pid of this.#pids()) process.kill(pid, "SIGSTOP");
  }

  thaw(): void {
    for (const pid of this.#pids()) process.kill(pid, "SIGCONT");
  }

  /** Ends the connections of all clients and takes every connection; returns what gives them back. */
  async takeAllConnections(): Promise<() => Promise<void>> {
    const clients: Client[] = [];
    const take = async () => {
      const client = new Client({ connectionString: this.#url, application_name: "taker" });
      client.on("error", () => undefined);
      try {
        await client.connect();
        clients.push(client);
        return true;
      } catch {
        return false;
      }
    };
    if (!(await take())) throw new Error("the server has no free connection at all");
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND application_name <> 'taker'`;
    // A client that connects in the meantime is ended, until all connections are taken.
    const startedMs = performance.now();
    while (clients.length < MAX_CONNECTIONS) {
      if (performance.now() - startedMs > TAKING_MS_MAX) throw new Error("connections stay in use");
      if (!(await take())) await clients[0]?.query(kill).catch(() => undefined);
    }
    return async () => {
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    };
  }

  #pids(): readonly number[] {
    const task = `/proc/${this.#postmaster}/task/${this.#postmaster}/children`;
    const children = readFileSync(task, "utf8").trim().split(" ").filter(Boolean).map(Number);
    return [this.#postmaster, ...children];
  }
}

function parentOf(pid: number): number {
  const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (parent === undefined) throw new Error(`process ${pid} has no parent`);
  return Number(parent);
}
