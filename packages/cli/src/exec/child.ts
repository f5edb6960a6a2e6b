import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { systemErrorCode } from "../errors.js";

/** How a command ended: by itself, by a signal, or without having started. */
export type ChildEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: NodeJS.Signals }
  | { readonly kind: "notStarted"; readonly reason: string };

/** A command that inherits the terminal and the pipes of this process and gets its signals. */
export class Child {
  #process: ChildProcess | null = null;
  #earlySignal: NodeJS.Signals | null = null;

  /** Passes a signal on to the command. A signal before the start prevents the start. */
  signal(signal: NodeJS.Signals): void {
    if (this.#process === null) this.#earlySignal ??= signal;
    else this.#process.kill(signal);
  }

  run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<ChildEnd> {
    const [command = "", ...parameters] = words;
    const signal = this.#earlySignal;
    if (signal !== null) return Promise.resolve({ kind: "killed", signal });
    const child = spawn(command, parameters, { stdio: "inherit", env: environment });
    this.#process = child;
    return new Promise((resolve) => {
      child.once("error", (error) => {
        // A signal that could not be passed on also emits an error; the command keeps running.
        if (child.pid !== undefined) return;
        resolve({ kind: "notStarted", reason: systemErrorCode(error) ?? error.message });
      });
      child.once("exit", (code, killedBy) => {
        if (killedBy !== null) resolve({ kind: "killed", signal: killedBy });
        else resolve({ kind: "exited", code: code ?? 0 });
      });
    });
  }
}

/** The exit code of a shell for a command that a signal ended. */
export const exitCodeOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];
