import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const ERRORS_KEPT = 4000;

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly user?: { readonly uid: number; readonly gid: number } | null;
  /**
   * True for npm and compilers: the process gets the caller's complete environment and a separate process
   * group, so that the programs that it starts are stopped with it.
   */
  readonly isTool?: boolean;
}

const running = new Set<Child>();
let isEnding = false;

/** True if the run was interrupted: then no new process is started, and no results are written. */
export const isInterrupted = () => isEnding;

export function throwIfInterrupted(): void {
  if (isEnding) throw new Error("the run was interrupted");
}

/** Stops every process that the run has started, after an interruption. */
export async function stopAllChildren(): Promise<void> {
  isEnding = true;
  // PostgreSQL waits for its clients at SIGTERM, and ends their sessions at SIGINT.
  await Promise.all([...running].map((child) => child.stop("SIGINT")));
}

/** A process that the run starts; it is stopped by its pid. */
export class Child {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly #isTool: boolean;
  #errors = "";

  constructor({ command, args, environment, cwd, user, isTool = false }: ChildOptions) {
    throwIfInterrupted();
    this.#isTool = isTool;
    this.process = spawn(command, args, {
      env: { ...(isTool ? process.env : cleanEnvironment()), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: isTool,
      ...(cwd === undefined ? {} : { cwd }),
      ...user,
    });
    this.process.stderr?.on("data", (text: Buffer) => {
      this.#errors = (this.#errors + text.toString()).slice(-ERRORS_KEPT);
    });
    this.exited = new Promise<number | null>((resolve) => {
      this.process.once("error", (error) => {
        this.#errors += String(error);
        resolve(null);
      });
      this.process.once("exit", resolve);
    }).then((code) => {
      running.delete(this);
      return code;
    });
    running.add(this);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** The end of the process's standard error. */
  get errors(): string {
    return this.#errors.trim();
  }

  /** Resolves with the first non-null result of `read` for a line of standard output; drops later lines. */
  line<T>(read: (line: string) => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const { stdout } = this.process;
      if (stdout === null) throw new Error("the process has no standard output");
      const timer = setTimeout(
        () => reject(new Error(`start timed out after ${START_TIMEOUT_MS / 1000} s`)),
        START_TIMEOUT_MS,
      );
      const lines = createInterface({ input: stdout });
      lines.on("line", (line) => {
        const made = read(line);
        if (made === null) return;
        clearTimeout(timer);
        lines.removeAllListeners("line");
        resolve(made);
      });
      const ended = (code: number | null) => {
        clearTimeout(timer);
        reject(new Error(`the process exited with code ${code}: ${firstLines(this.errors)}`));
      };
      void this.exited.then(ended);
    });
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    if (this.#isTool) this.#killGroup();
    else this.process.kill(signal);
    const timer = setTimeout(() => this.process.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await this.exited;
    clearTimeout(timer);
  }

  /** npm is slow to stop on other signals, and its output is not needed. */
  #killGroup(): void {
    const { pid } = this.process;
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  }
}

const firstLines = (text: string) => text.split("\n").slice(0, 3).join(" ").slice(0, 400);

/** Variables that the shell exports for other programs must not affect the measurement. */
function cleanEnvironment(): Record<string, string> {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "TZ"];
  const values = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...(Object.fromEntries(values) as Record<string, string>), NODE_ENV: "production" };
}
