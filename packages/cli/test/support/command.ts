import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const BIN = fileURLToPath(new URL("../../bin/dingdan.js", import.meta.url));

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

/** The command as a user has it: a process of its own, without the variables of whoever tests. */
export function spawnCommand(
  words: readonly string[],
  { env = {}, cwd }: CommandOptions,
): ChildProcess {
  return spawn(process.execPath, [BIN, ...words], {
    cwd: cwd ?? tmpdir(),
    env: { PATH: process.env["PATH"] ?? "", LANG: "en_US.UTF-8", ...env },
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

/** Runs a command with `--json`, and reads the one document that it prints. */
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
  readonly #said: { out: string; err: string };

  private constructor(
    child: ChildProcess,
    said: { out: string; err: string },
    firstLine: FirstLine,
  ) {
    this.#child = child;
    this.#said = said;
    this.firstLine = firstLine;
  }

  /** Fulfilled with the server's first line on standard output. */
  static start(words: readonly string[], options: CommandOptions = {}): Promise<RunningServer> {
    const child = spawnCommand(words, options);
    const said = { out: "", err: "" };
    child.stdout?.setEncoding("utf8");
    child.stderr?.setEncoding("utf8");
    child.stderr?.on("data", (chunk: string) => {
      said.err += chunk;
    });
    return new Promise((resolve, reject) => {
      child.once("close", (code) => reject(new Error(`ended with ${code}: ${said.err}`)));
      child.stdout?.on("data", (chunk: string) => {
        const hadFirstLine = said.out.includes("\n");
        said.out += chunk;
        if (hadFirstLine || !said.out.includes("\n")) return;
        const firstLine = JSON.parse(said.out.slice(0, said.out.indexOf("\n"))) as FirstLine;
        resolve(new RunningServer(child, said, firstLine));
      });
    });
  }

  get url(): string {
    return this.firstLine.url;
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** What it has said on standard output so far. */
  get out(): string {
    return this.#said.out;
  }

  /** What it has said on standard error, once that holds the words. */
  async errWith(words: string): Promise<string> {
    const { stderr } = this.#child;
    if (stderr === null) throw new Error("standard error is not read");
    while (!this.#said.err.includes(words)) await once(stderr, "data");
    return this.#said.err;
  }

  /** Stops the server by its own process id, and tells what it ended with. */
  async stop(signal: "SIGINT" | "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.#child, "close") as Promise<[number | null]>;
    this.#child.kill(signal);
    const [code] = await ended;
    return code;
  }
}

/** A folder of its own, and how to remove it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "dingdan-cli-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The path of one of the contract's examples. */
export const exampleFile = (name: string): string =>
  createRequire(import.meta.url).resolve(`@dingdan/contract/examples/${name}`);

/** What `app create` shows. */
export interface Credentials {
  readonly appid: string;
  readonly secret: string;
}

/** A sandbox with an app that is open for uploads, and the variables with which to call it. */
export async function startShop(): Promise<{
  readonly server: RunningServer;
  readonly env: Variables;
}> {
  const words = ["serve", "--port", "0", "--database", "sqlite::memory:", "--sandbox"];
  const server = await RunningServer.start(words);
  const env = { DINGDAN_URL: server.url, DINGDAN_ADMIN_KEY: server.firstLine.adminKey ?? "" };
  const identity = ["--appid", "wxd678efh567hg6787", "--mchid", "1900000109"];
  const create = ["app", "create", "--name", "Image Store", "--kind", "mini_program", ...identity];
  const { appid, secret } = (await dingdanJson(create, { env })).document as Credentials;
  await dingdan(["app", "open", appid], { env });
  return { server, env: { ...env, DINGDAN_APPID: appid, DINGDAN_SECRET: secret } };
}
