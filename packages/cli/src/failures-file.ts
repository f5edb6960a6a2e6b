import { type FileHandle, open, realpath } from "node:fs/promises";
import type { FailedLine } from "./batch.js";
import { systemErrorCode, UsageError } from "./errors.js";
import { TEXTS } from "./texts.js";

/** A file for the failed lines of a batch, one JSON object per line. */
export interface FailuresFile {
  readonly add: (failed: FailedLine) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the file before the first call, so that a path that cannot be written stops a batch at the
 * start, not at its first failure.
 * @param inputFile the input of the batch, which must not be overwritten
 */
export async function openFailuresFile(file: string, inputFile: string): Promise<FailuresFile> {
  if (await isSameFile(file, inputFile)) throw new UsageError(TEXTS.input.sameFile(inputFile));
  const handle = await openForWriting(file);
  // One write at a time: concurrent writes could mix their lines.
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
    return false; // One of the files does not exist.
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
