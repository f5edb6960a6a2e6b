import type { Readable } from "node:stream";
import type { Environment } from "./settings/reading.js";
import type { Terminal } from "./terminal/terminal.js";

/** What the process passes to a command; commands do not use `process` themselves. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Opens standard input, when a command reads it. */
  readonly stdin: () => Readable;
  /** The destination of logs. */
  readonly stderr: NodeJS.WritableStream;
  /** Resolves when a signal asks the process to stop. */
  readonly untilStopped: () => Promise<void>;
  /** The same for a server: from now on, errors of the output streams do not end the process. */
  readonly untilServerStopped: () => Promise<void>;
  /**
   * Takes over the signals that would end the process, to pass them to a child. The returned function
   * ends this.
   */
  readonly takeSignals: (receive: (signal: NodeJS.Signals) => void) => () => void;
}

/** 0: success; 1: rejected or failed validation; 2: usage error or server unreachable. */
export type ExitCode = 0 | 1 | 2;
