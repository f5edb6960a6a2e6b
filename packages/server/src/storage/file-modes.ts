import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** A file or folder that other users of the machine can read or change. */
export interface LooseMode {
  readonly path: string;
  /** As `chmod` takes it: `644`. */
  readonly mode: string;
  /** The command that corrects it. */
  readonly next: string;
}

/**
 * Creates the folder of a database file for its owner only, and the file; both stay as they are when they
 * exist. SQLite gives the files beside it (`-wal`, `-shm`) the mode of the file.
 */
export function createDatabaseFile(path: string): void {
  // The umask can only take permissions away.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** What a copy of the database consists of, and the keys beside it. */
const SUFFIXES = ["", "-wal", "-shm", ".seal-key"];

/**
 * Finds what other users of the machine can read or change: files of the database with any permission
 * for them, and a folder in which they can replace files. Nothing is changed, since others may share the
 * folder on purpose.
 * @param path the file of a SQLite database
 */
export function checkFileModes(path: string): LooseMode[] {
  // Windows has no such permissions.
  if (path === ":memory:" || process.platform === "win32") return [];
  const files = SUFFIXES.map((suffix) => looseFile(path + suffix, 0o077, "600"));
  return [looseFile(dirname(path), 0o022, "700"), ...files].filter((loose) => loose !== null);
}

/** In a folder with the sticky bit, such as /tmp, only the owner of a file can replace it. */
const STICKY = 0o1000;

function looseFile(path: string, refused: number, wanted: string): LooseMode | null {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & refused) === 0 || (mode & STICKY) !== 0) return null;
  return { path, mode: (mode & 0o777).toString(8), next: `chmod ${wanted} ${path}` };
}
