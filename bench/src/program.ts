import { isInterrupted } from "./machine/child.js";

/** What the caller can put right: its message says all, and is shown without a stack. */
export class UsageError extends Error {}

/** Runs a program of this folder and sets the exit code. */
export async function runProgram(program: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await program();
  } catch (error) {
    // What fails after an interruption fails because of it.
    if (isInterrupted()) return;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
