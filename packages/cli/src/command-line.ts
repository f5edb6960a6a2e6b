import type { Readable, Writable } from "node:stream";
import { CommanderError } from "commander";
import type { Invocation } from "./invocation.js";
import { buildProgram } from "./program/build-program.js";
import { languageSetting } from "./settings/language.js";
import type { Environment } from "./settings/reading.js";
import { reportError } from "./terminal/report-error.js";
import { Terminal } from "./terminal/terminal.js";
import { usageErrorOf } from "./usage-error.js";

/** The parts of the process that a command line needs. */
export interface ProcessParts {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly stdin: () => Readable;
  readonly environment: Environment;
  readonly untilStopped: Invocation["untilStopped"];
  readonly untilServerStopped: Invocation["untilServerStopped"];
  readonly takeSignals: Invocation["takeSignals"];
}

/**
 * Runs one command line and prints its output, including errors.
 * @returns the exit code
 */
export async function runCommandLine(
  words: readonly string[],
  { stdout, stderr, stdin, ...others }: ProcessParts,
): Promise<number> {
  const terminal = new Terminal({
    stdout,
    stderr,
    language: languageSetting(others.environment),
    isJson: wantsJson(words),
  });
  const opened: Readable[] = [];
  const invocation: Invocation = {
    ...others,
    terminal,
    stdin: () => {
      const stream = stdin();
      opened.push(stream);
      return stream;
    },
    stderr,
  };
  let exitCode = 0;
  const program = buildProgram(invocation, (code) => {
    exitCode = code;
  });
  if (words.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(terminal, error);
    // The user asked for help or the version, which commander has printed.
    if (error.exitCode === 0) return 0;
    return reportError(terminal, usageErrorOf(error, program, words));
  } finally {
    // A writer that keeps writing to standard input must not keep the command from ending.
    for (const stream of opened) stream.destroy();
  }
}

/** Read before commander parses the words, so that its errors are JSON, too. */
function wantsJson(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return words.slice(0, end === -1 ? undefined : end).includes("--json");
}
