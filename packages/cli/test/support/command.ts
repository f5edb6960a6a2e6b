import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

/** The command as it is installed, which takes a second to load. */
export const BIN = fileURLToPath(new URL("../../bin/dingdan.js", import.meta.url));

/** The same modules in one file, which a test starts much faster. */
const BUNDLED = inject("bundledCommand");

/** Lets its server start the bundled writer thread. */
const CONDITION = inject("bundledThreadCondition");

export type Variables = Readonly<Record<string, string>>;

export interface CommandOptions {
  readonly env?: Variables;
  readonly stdin?: string;
  readonly cwd?: string;
}

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const ENVIRONMENT = {
  LANG: "en_US.UTF-8",
  // The PostgreSQL servers of tests do not sync, for speed.
  DINGDAN_ALLOW_UNSAFE_DURABILITY: "1",
  // No load balancer waits for `/readyz` to fail.
  DINGDAN_SHUTDOWN_DELAY_MS: "0",
} as const;

/** Starts the command as users do: in a separate process, without the variables of the test run. */
export function spawnCommand(
  words: readonly string[],
  { env = {}, cwd }: CommandOptions,
): ChildProcess {
  return spawn(process.execPath, [CONDITION, BUNDLED, ...words], {
    cwd: cwd ?? tmpdir(),
    env: { ...ENVIRONMENT, PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Runs a command to its end. */
export async function dingdan(
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawnCommand(words, options);
  const ended = once(child, "close") as Promise<[number | null]>;
  child.stdin?.end(options.stdin ?? "");
  const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  return { code, out, err };
}

/** Runs a command with `--json` and parses the document that it prints. */
export async function dingdanJson(
  words: readonly string[],
  options: CommandOptions = {},
): Promise<{ readonly code: number | null; readonly document: unknown }> {
  const { code, out, err } = await dingdan([...words, "--json"], options);
  if (err !== "") throw new Error(`standard error is not empty: ${err}`);
  return { code, document: JSON.parse(out) as unknown };
}

async function textOf(stream: ChildProcess["stdout"]): Promise<string> {
  let text = "";
  stream?.setEncoding("utf8");
  if (stream !== null) for await (const chunk of stream) text += String(chunk);
  return text;
}

export interface FirstLine {
  readonly url: string;
  readonly adminKey: string | null;
}

/** A server that a command started. */
export class RunningServer {
  readonly firstLine: FirstLine;
  readonly #child: ChildProcess;
  readonly #output: { out: string; err: string };

  private constructor(
    child: ChildProcess,
    output: { out: string; err: string },
    firstLine: FirstLine,
  ) {
    this.#child = child;
    this.#output = output;
    this.firstLine = firstLine;
  }

  /** Resolves when the server has printed its first line on standard output. */
  static start(words: readonly string[], options: CommandOptions = {}): Promise<RunningServer> {
    const child = spawnCommand(words, options);
    const output = { out: "", err: "" };
    child.stdout?.setEncoding("utf8");
    child.stderr?.setEncoding("utf8");
    child.stderr?.on("data", (chunk: string) => {
      output.err += chunk;
    });
    return new Promise((resolve, reject) => {
      child.once("close", (code) => reject(new Error(`ended with ${code}: ${output.err}`)));
      child.stdout?.on("data", (chunk: string) => {
        const hadFirstLine = output.out.includes("\n");
        output.out += chunk;
        if (hadFirstLine || !output.out.includes("\n")) return;
        const firstLine = JSON.parse(output.out.slice(0, output.out.indexOf("\n"))) as FirstLine;
        resolve(new RunningServer(child, output, firstLine));
      });
    });
  }

  get url(): string {
    return this.firstLine.url;
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Its standard output so far. */
  get out(): string {
    return this.#output.out;
  }

  /** Its standard error, once that contains the words. */
  async errWith(words: string): Promise<string> {
    const { stderr } = this.#child;
    if (stderr === null) throw new Error("standard error is not read");
    while (!this.#output.err.includes(words)) await once(stderr, "data");
    return this.#output.err;
  }

  /** Stops the server by its process id; returns its exit code. */
  async stop(
    signal: "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGKILL" = "SIGTERM",
  ): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.#child, "close") as Promise<[number | null]>;
    this.#child.kill(signal);
    const [code] = await ended;
    return code;
  }
}

/** Creates a temporary folder; `remove` deletes it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "dingdan-cli-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The path of one of the contract's examples. */
export const exampleFile = (name: string): string =>
  createRequire(import.meta.url).resolve(`@dingdan/contract/examples/${name}`);

/** The credentials that `app create` prints. */
export interface Credentials {
  readonly appid: string;
  readonly secret: string;
}

/**
 * Starts a sandbox with an app that can upload; returns the variables to call it with.
 * @param serverEnv further variables of the server
 */
export async function startShop(serverEnv: Variables = {}): Promise<{
  readonly server: RunningServer;
  readonly env: Variables;
}> {
  const words = ["serve", "--port", "0", "--database", "sqlite::memory:", "--sandbox"];
  const server = await RunningServer.start(words, { env: serverEnv });
  const env = { DINGDAN_URL: server.url, DINGDAN_ADMIN_KEY: server.firstLine.adminKey ?? "" };
  const identity = ["--appid", "wxd678efh567hg6787", "--mchid", "1900000109"];
  const create = ["app", "create", "--name", "Image Store", "--kind", "mini_program", ...identity];
  const { appid, secret } = (await dingdanJson(create, { env })).document as Credentials;
  await dingdan(["app", "open", appid], { env });
  return { server, env: { ...env, DINGDAN_APPID: appid, DINGDAN_SECRET: secret } };
}
