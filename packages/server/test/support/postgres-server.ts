import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

/** A PostgreSQL server for tests, on a private port and in a temporary folder. */
export interface TestServer {
  /** The URL of one of its databases, for a user who may create others. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that a test may crash. */
export interface OwnServer extends TestServer {
  /** Ends the server immediately, as a crash does: closes all connections and finishes no transaction. */
  crash(): Promise<void>;
  /** Starts the server again on the committed data. */
  restart(): Promise<void>;
}

/**
 * Starts a server that keeps its data after a crash, but not after a power failure: it does not sync.
 * @param binaries the folder of `initdb` and `postgres`, such as the result of {@link findPostgres}
 * @param settings settings that differ from those of tests, such as `fsync=on`
 */
export async function startPostgres(
  binaries: string,
  settings: readonly string[] = [],
): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-postgres-"));
  // PostgreSQL refuses to run as root.
  const owner = process.getuid?.() === 0 ? unprivilegedUser() : null;
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  // A language's collation, so that a column without COLLATE "C" sorts differently and fails a test.
  const cluster = ["--username=dingdan", "--auth=trust", "--encoding=UTF8", "--locale=C"];
  const collation = ["--locale-provider=icu", "--icu-locale=en-US"];
  execFileSync(
    join(binaries, "initdb"),
    [`--pgdata=${data}`, "--no-sync", ...cluster, ...collation],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  const port = await freePort();
  const program = [
    [join(binaries, "postgres"), "-D", data, "-p", String(port), "-k", folder],
    ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"],
    ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=64MB"],
    ["-c", "deadlock_timeout=50ms"],
    settings.flatMap((setting) => ["-c", setting]),
  ];
  const launch = () =>
    spawn("sh", ["-c", GUARD, folder, ...program.flat()], {
      ...owner,
      cwd: folder,
      stdio: ["pipe", "ignore", "pipe"],
    });
  let server = launch();
  const ended = async (end: () => void) => {
    const exit = once(server, "exit");
    end();
    if (server.exitCode === null && server.signalCode === null) await exit;
  };
  const stop = async () => {
    await ended(() => server.stdin.end());
    // Removes the folder if the server's user was not permitted to.
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = async () => {
    try {
      await isReady(server);
    } catch (error) {
      await stop();
      throw error;
    }
  };
  await ready();
  return {
    url: `postgres://dingdan@127.0.0.1:${port}/postgres`,
    stop,
    crash: () => {
      const [pid] = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
      return ended(() => process.kill(Number(pid), "SIGQUIT"));
    },
    restart: async () => {
      server = launch();
      await ready();
    },
  };
}

/**
 * Runs the server while the standard input is open, then removes its folder. So the server ends with
 * the tests, even if they are killed. The folder of a server that crashed remains.
 */
const GUARD = `
  trap "" INT
  exec 3<&0
  "$@" < /dev/null 3<&- & server=$!
  { cat <&3 > /dev/null; : > "$0/closed"; kill -QUIT $server; } & guard=$!
  wait $server
  kill $guard
  cd / && [ -e "$0/closed" ] && rm -rf "$0"
`;

/** The folder of the newest PostgreSQL's programs; null if PostgreSQL is not installed. */
export function findPostgres(): string | null {
  return [...debianFolders(), ...configuredFolder(), ...pathFolders()].find(hasServer) ?? null;
}

function debianFolders(): string[] {
  const root = "/usr/lib/postgresql";
  try {
    const versions = readdirSync(root).toSorted((one, other) => Number(other) - Number(one));
    return versions.map((version) => join(root, version, "bin"));
  } catch {
    return [];
  }
}

function configuredFolder(): string[] {
  try {
    const folder = execFileSync("pg_config", ["--bindir"], { stdio: ["ignore", "pipe", "ignore"] });
    return [folder.toString().trim()];
  } catch {
    return [];
  }
}

const pathFolders = () => (process.env["PATH"] ?? "").split(delimiter).filter((path) => path);

function hasServer(folder: string): boolean {
  try {
    for (const program of ["initdb", "postgres"]) accessSync(join(folder, program));
    return true;
  } catch {
    return false;
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const fields = (name: string) => users.find((line) => line.startsWith(`${name}:`))?.split(":");
  const [, , uid, gid] = fields("postgres") ?? fields("nobody") ?? []; // terms: allow
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  await new Promise((closed) => listener.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** Resolves when the server reports that it is ready; rejects with its log if it exits before that. */
async function isReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (server.stderr === null) throw new Error("the server's log cannot be read");
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${said.join("\n")}`)));
    const lines = createInterface({ input: server.stderr as NonNullable<typeof server.stderr> });
    lines.on("line", (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes("ready to accept connections")) resolve();
    });
  });
}
