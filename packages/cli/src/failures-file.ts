import { type FileHandle, open, realpath } from "node:fs/promises";
import type { FailedLine } from "./batch.js";
import { systemErrorCode, UsageError } from "./errors.js";
import { TEXTS } from "./texts.js";

/** A file that takes the lines of a batch that failed, one JSON object a line. */
export interface FailuresFile {
  readonly add: (failed: FailedLine) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the file before the first call is made: a path that cannot be written should stop a batch
 * at its beginning, not at its first failure.
 * @param inputFile what the batch is read from, which must not be overwritten
 */
export async function openFailuresFile(file: string, inputFile: string): Promise<FailuresFile> {
  if (await isSameFile(file, inputFile)) throw new UsageError(TEXTS.input.sameFile(inputFile));
  const handle = await openForWriting(file);
  // One write after the other: two at once could mix their lines.
  let last: Promise<unknown> = Promise.resolve();
  return {
    add: async (failed) => {
      const written = last.then(() => handle.appendFile(`${JSON.stringify(failed)}\n`));
      last = written;
      await written;
    },
    close: () => handle.close(),
  };
}

async function isSameFile(file: string, inputFile: string): Promise<boolean> {
  try {
    return (await realpath(file)) === (await realpath(inputFile));
  } catch {
    return false; // One of them is not there.
  }
}

async function openForWriting(file: string): Promise<FileHandle> {
  try {
    return await open(file, "w");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== null) throw new UsageError(TEXTS.input.unwritable(file, code));
    throw error;
  }
}
