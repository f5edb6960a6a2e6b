import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

/** A PostgreSQL server for tests: on a private port, in a folder that goes with it. */
export interface TestServer {
  /** The URL of a database of it, as a user who may make others. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that a test may crash. */
export interface OwnServer extends TestServer {
  /** Ends the server at once, as a crash does: every connection is cut, and no transaction is finished. */
  crash(): Promise<void>;
  /** Starts it again on what it had committed. */
  restart(): Promise<void>;
}

/**
 * Starts a server that forgets nothing but a power failure: it syncs nothing to the disk.
 * @param binaries the folder of `initdb` and `postgres`, such as {@link findPostgres} answers
 */
export async function startPostgres(binaries: string): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-postgres-"));
  // PostgreSQL refuses to run as root.
  const owner = process.getuid?.() === 0 ? unprivilegedUser() : null;
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  // A language's own collation, so that a column that lacks its COLLATE "C" is seen to sort otherwise.
  const settings = ["--username=dingdan", "--auth=trust", "--encoding=UTF8", "--locale=C"];
  const collation = ["--locale-provider=icu", "--icu-locale=en-US"];
  execFileSync(
    join(binaries, "initdb"),
    [`--pgdata=${data}`, "--no-sync", ...settings, ...collation],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  const port = await freePort();
  const program = [
    [join(binaries, "postgres"), "-D", data, "-p", String(port), "-k", folder],
    ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"],
    ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=64MB"],
    ["-c", "deadlock_timeout=50ms"],
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
    // What is left where the server's user may not remove its folder from the one around it.
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
 * Runs the server as long as the standard input is open, and removes its folder after it: however the
 * tests end, even killed, the server ends with them. The folder of a server that crashed stays.
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

/** The folder of the newest PostgreSQL's programs; null when none is installed. */
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
  const [, , uid, gid] = fields("postgres") ?? fields("nobody") ?? [];
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

/** Resolves when the server says so, and rejects with what it said when it ends instead. */
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
