import { spawn } from "node:child_process";
import { type Text, text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";

/** The programs of PostgreSQL that make and read backups. */
export type PostgresTool = "pg_dump" | "pg_restore";

const VERSION_TIMEOUT_MS = 3_000;
const ERROR_CHARACTERS_MAX = 2_000;

interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** What a program wrote, and how it ended. */
export interface ToolOutcome {
  readonly out: string;
  readonly isDone: boolean;
  /** The end of what it wrote to standard error. */
  readonly error: string;
}

/** Runs a program. Null when it is not installed. */
export function runTool(
  tool: PostgresTool,
  options: readonly string[],
  { environment = {}, signal, timeoutMs }: RunOptions = {},
): Promise<ToolOutcome | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, options, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
      ...(signal === undefined ? {} : { signal, killSignal: "SIGTERM" }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    let out = "";
    let error = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      out += piece;
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      error = (error + piece).slice(-ERROR_CHARACTERS_MAX);
    });
    child.once("error", (fault: NodeJS.ErrnoException) => {
      if (fault.code === "ENOENT") resolve(null);
      // After a stop, the end of the process follows.
      else if (fault.name !== "AbortError") reject(fault);
    });
    child.once("close", (code) => resolve({ out, isDone: code === 0, error: error.trim() }));
  });
}

/** The major version of a program on this machine; null if it is not installed. */
export async function toolVersion(tool: PostgresTool): Promise<number | null> {
  const outcome = await runTool(tool, ["--version"], { timeoutMs: VERSION_TIMEOUT_MS });
  const major = /\b(\d+)(?:\.\d+|devel|beta\d|rc\d)?/.exec(outcome?.out ?? "")?.[1];
  return major === undefined ? null : Number(major);
}

/** @throws SettingsError when a program is missing, or older than what it has to work with */
export async function requireTool(
  tool: PostgresTool,
  majorMin: number,
  why: Text = text(`the server is PostgreSQL ${majorMin}`, `服务器为 PostgreSQL ${majorMin}`),
): Promise<void> {
  const major = await toolVersion(tool);
  if (major !== null && major >= majorMin) return;
  const found =
    major === null
      ? text(`${tool} is not in the PATH`, `PATH 中没有 ${tool}`)
      : text(`${tool} is of PostgreSQL ${major}`, `${tool} 的版本为 PostgreSQL ${major}`);
  throw new SettingsError(
    text(
      `${found.en}, and ${why.en}: install ${tool} ${majorMin} or newer (package postgresql-client-${majorMin}), or run this command on a machine that has it.`,
      `${found.zh}，而${why.zh}：请安装 ${tool} ${majorMin} 或更新版本（软件包 postgresql-client-${majorMin}），或在装有它的机器上运行此命令。`,
    ),
  );
}

/** A database as a program names it: the password is in its environment, and in no list of processes. */
export interface ToolDatabase {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

export function toolDatabaseOf(databaseUrl: string): ToolDatabase {
  if (!URL.canParse(databaseUrl)) return { url: databaseUrl, environment: {} };
  const url = new URL(databaseUrl);
  const password = url.searchParams.get("password") ?? decodeURIComponent(url.password);
  url.password = "";
  url.searchParams.delete("password");
  return { url: url.href, environment: password === "" ? {} : { PGPASSWORD: password } };
}
