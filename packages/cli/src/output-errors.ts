/**
 * Handles errors of the output streams: a reader that closed its pipe, a full disk. A command ends, since
 * its result cannot be printed. A server keeps running: its first line and its log are for its operator,
 * while its callers need its answers.
 */
export class OutputErrors {
  #isServer = false;

  constructor({ stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">) {
    stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (this.#isServer) return writeLine(stderr, "the first line could not be written", error);
      // A reader that needs no more output, as in `dingdan app list | head -1`, is not an error.
      if (error.code === "EPIPE") process.exit();
      writeLine(stderr, "standard output cannot be written", error);
      process.exit(2);
    });
    stderr.on("error", () => undefined);
  }

  /** From now on, no error of an output stream ends the process. */
  surviveAll(): void {
    this.#isServer = true;
  }
}

function writeLine(stderr: NodeJS.WritableStream, what: string, error: Error): void {
  stderr.write(
    `${JSON.stringify({ level: 50, time: Date.now(), msg: `${what}: ${error.message}` })}\n`,
  );
}
