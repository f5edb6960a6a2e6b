import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { systemErrorCode, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";

/** A file that only its owner can read, and that appears when it is complete. */
export interface PrivateFile {
  /** @throws UsageError when it cannot be written */
  readonly fill: (pieces: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Removes what was written of a file that is not complete. */
  readonly discard: () => Promise<void>;
}

/**
 * Opens a draft beside the file, so that a path that cannot be written stops a command before it does anything.
 * @throws UsageError for such a path
 */
export async function openPrivateFile(file: string): Promise<PrivateFile> {
  const draft = `${file}.${process.pid}.tmp`;
  const handle = await writing(file, () => open(draft, "wx", 0o600));
  return {
    fill: async (pieces) => {
      for await (const piece of pieces) await writing(file, () => writeAll(handle, piece));
      await writing(file, async () => {
        await handle.sync();
        await handle.close();
        await rename(draft, file);
      });
    },
    discard: async () => {
      await handle.close().catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  // One call may write a part of it, for example when the disk is nearly full.
  for (let written = 0; written < piece.length; ) {
    written += (await handle.write(piece, written)).bytesWritten;
  }
}

async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== null) throw new UsageError(TEXTS.input.unwritable(file, code));
    throw error;
  }
}
