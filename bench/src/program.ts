import { isInterrupted } from "./machine/child.js";

/** An error that the caller can fix: its message is sufficient, and is shown without a stack. */
export class UsageError extends Error {}

/** Runs a program of this folder and sets the exit code. */
export async function runProgram(program: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await program();
  } catch (error) {
    // A failure after an interruption is caused by it.
    if (isInterrupted()) return;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
