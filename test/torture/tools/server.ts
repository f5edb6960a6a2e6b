import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { remember } from "./children.js";
import { freePort } from "./free-port.js";
import { ROOT } from "./root.js";
import { msUntil } from "./until.js";

/** The operator's key of every server; longer than the shortest that is accepted. */
export const ADMIN_KEY = "torture-key-of-the-operator-4f1c";
const SEAL_KEY = randomBytes(32).toString("base64");

/** The server to attack: this checkout's, or another one's, to compare the two. */
export const BIN = process.env["DINGDAN_TORTURE_BIN"] ?? join(ROOT, "packages/cli/bin/dingdan.js");

const START_TIMEOUT_MS = 30_000;

export interface ServerOptions {
  readonly databaseUrl: string;
  /** The folder of its log and its working folder. */
  readonly folder: string;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A descriptor for standard error; a file in the folder when omitted. */
  readonly stderr?: number;
  /** A descriptor for standard output; a pipe that is read when omitted. */
  readonly stdout?: number;
}

/** A real `dingdan serve`. */
export class Server {
  readonly url: string;
  readonly port: number;
  readonly #options: ServerOptions;
  #child: ChildProcess;

  private constructor(options: ServerOptions, port: number) {
    this.#options = options;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#child = this.#spawn();
  }

  /** Resolves when it answers. @throws Error with the end of its log when it does not start */
  static async start(options: ServerOptions): Promise<Server> {
    const server = new Server(options, await freePort());
    await server.#answers();
    return server;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get logFile(): string {
    return join(this.#options.folder, "server.log");
  }

  /** The exit code; null while it runs or after a signal ended it. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when it has ended; returns how long that took, and the exit code or the signal. */
  async end(
    signal: NodeJS.Signals,
    withinMs = 30_000,
  ): Promise<{ readonly ms: number; readonly how: string }> {
    if (this.hasEnded) return { ms: 0, how: howItEnded(this.#child) };
    const child = this.#child;
    const startedMs = performance.now();
    const ended = once(child, "exit");
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
    await ended;
    clearTimeout(timer);
    const ms =
      child.signalCode === "SIGKILL" && signal !== "SIGKILL"
        ? Infinity
        : performance.now() - startedMs;
    return { ms, how: howItEnded(child) };
  }

  /** Starts it again on the same port and database. */
  async restart(): Promise<void> {
    this.#child = this.#spawn();
    await this.#answers();
  }

  #spawn(): ChildProcess {
    const { databaseUrl, folder, words = [], environment = {}, stdout, stderr } = this.#options;
    const log = stderr ?? openSync(this.logFile, "a");
    const program = [BIN, "serve"];
    const settings = ["--port", String(this.port)];
    const spawned = spawn(process.execPath, [...program, ...settings, ...words], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        LANG: "en_US.UTF-8",
        DINGDAN_DATABASE_URL: databaseUrl,
        DINGDAN_ADMIN_KEY: ADMIN_KEY,
        DINGDAN_SEAL_KEY: SEAL_KEY,
        ...environment,
      },
      stdio: ["ignore", stdout ?? "ignore", log],
    });
    if (stderr === undefined) closeSync(log);
    return remember(spawned);
  }

  async #answers(): Promise<void> {
    const isUp = async () => {
      if (this.hasEnded) throw new Error(`the server did not start: ${this.#logEnd()}`);
      try {
        return (await fetch(`${this.url}/healthz`)).ok;
      } catch {
        return false;
      }
    };
    const ms = await msUntil(isUp, { withinMs: START_TIMEOUT_MS, everyMs: 20 });
    if (ms === Infinity) throw new Error(`the server did not answer in time: ${this.#logEnd()}`);
  }

  #logEnd(): string {
    try {
      return readFileSync(this.logFile, "utf8").slice(-1_500);
    } catch {
      return "it has no log";
    }
  }
}

const howItEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode === null ? String(signalCode) : `code ${exitCode}`;
