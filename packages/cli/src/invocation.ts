import type { Readable } from "node:stream";
import type { Environment } from "./settings/reading.js";
import type { Terminal } from "./terminal/terminal.js";

/** What a command is given by the process that runs it; no command reaches for `process` itself. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Opened only when a command reads it. */
  readonly stdin: () => Readable;
  /** Where logs go. */
  readonly stderr: NodeJS.WritableStream;
  /** Fulfilled when the process is asked to stop, by a signal. */
  readonly untilStopped: () => Promise<void>;
  /**
   * Takes the signals that would end the process, for a child that is to get them instead. The
   * returned function gives them back.
   */
  readonly takeSignals: (receive: (signal: NodeJS.Signals) => void) => () => void;
}

/** What the process ends with: 0 done, 1 refused or found faulty, 2 used wrongly. */
export type ExitCode = 0 | 1 | 2;
