import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync, writeSync } from "node:fs";

/** A named pipe with both ends, for the output of a process. */
export interface Pipe {
  /** The end for the process that writes. */
  readonly writeEnd: number;
  /** Fills the pipe, so that the next write of a process waits or fails. */
  fill(): void;
  /** Closes the end of the reader, after which writes fail. */
  closeReader(): void;
  /** Closes the writer's end in this process: a process that was started with it has its own. */
  closeWriter(): void;
}

/** Makes a pipe in a file; its reader reads nothing. */
export function makePipe(file: string): Pipe {
  const { status } = spawnSync("mkfifo", [file], { stdio: "inherit" });
  if (status !== 0) throw new Error("mkfifo failed");
  // Opening either end waits for the other one, except in this mode and order.
  const readEnd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(file, constants.O_WRONLY);
  return {
    writeEnd,
    fill: () => fill(file),
    closeReader: () => closeSync(readEnd),
    closeWriter: () => closeSync(writeEnd),
  };
}

function fill(file: string): void {
  const end = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    for (const bytes of [4_096, 1]) writeUntilFull(end, Buffer.alloc(bytes, "\n"));
  } finally {
    closeSync(end);
  }
}

function writeUntilFull(end: number, piece: Buffer): void {
  try {
    for (;;) writeSync(end, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  }
}
