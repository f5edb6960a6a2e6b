import { statfsSync, statSync } from "node:fs";
import { fileSystemCheck } from "./durability.js";

/** Which file a path leads to. Plain data, so that the writer thread can receive it. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
}

/**
 * The path of a database no longer leads to the file that this process has open, so what it wrote would
 * be lost when it ends.
 */
export class FileReplacedError extends Error {
  constructor(path: string) {
    super(
      `the database file ${path} was deleted, moved or replaced while it is open: what is written now would be lost. Move the file of this process back, or stop it before another file takes its place`,
    );
    this.name = "FileReplacedError";
  }
}

/**
 * The files of one database, as a connection opened them. SQLite keeps writing to a file that was deleted
 * or moved, and does not notice: each upload would be acknowledged, and no later process would find it.
 */
export class OpenFiles {
  readonly #path: string;
  readonly #identity: FileIdentity | null;
  /** The files beside it; they exist once the connection has begun a transaction. */
  #companions: readonly { readonly path: string; readonly identity: FileIdentity }[] | null = null;

  /**
   * @param path a file that was just opened, or `:memory:`, which is not watched
   * @param expected the file that another connection of this process has open
   * @throws FileReplacedError when the path leads to another file than expected
   */
  constructor(path: string, expected: FileIdentity | null = null) {
    this.#path = path;
    this.#identity = expected ?? (path === ":memory:" ? null : identityOf(path));
    this.check();
  }

  /** Null for a database in memory, and where files have no lasting identity. */
  get identity(): FileIdentity | null {
    return this.#identity;
  }

  /** True when the path, or one of the log's, leads to another file or to none. */
  get areReplaced(): boolean {
    if (this.#identity === null) return false;
    return (
      !isAt(this.#path, this.#identity) ||
      (this.#companions ?? []).some(({ path, identity }) => !isAt(path, identity))
    );
  }

  /** @throws FileReplacedError when they are replaced */
  check(): void {
    if (this.areReplaced) throw new FileReplacedError(this.#path);
  }

  /** Remembers the files of the log, which the connection holds open since it has begun a transaction. */
  noteCompanions(): void {
    if (this.#identity === null || this.#companions !== null) return;
    this.#companions = [`${this.#path}-wal`, `${this.#path}-shm`].flatMap((path) => {
      const identity = identityOf(path);
      return identity === null ? [] : [{ path, identity }];
    });
  }
}

/** @throws FileReplacedError before a connection would open, or create, another file than expected */
export function requireFile(path: string, expected: FileIdentity | null): void {
  if (expected !== null && !isAt(path, expected)) throw new FileReplacedError(path);
}

const isAt = (path: string, { device, inode }: FileIdentity): boolean => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.dev === device && found.ino === inode;
};

/** Null for a file that does not exist, and on file systems whose numbers of files may change. */
function identityOf(path: string): FileIdentity | null {
  // Windows does not delete or move a file that is open.
  if (process.platform === "win32") return null;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || hasFleetingNumbers(path)) return null;
  return { device: found.dev, inode: found.ino };
}

/** FUSE and 9p may give one file another number at each look. */
const hasFleetingNumbers = (path: string): boolean =>
  process.platform === "linux" &&
  ["fuse", "9p"].includes(fileSystemCheck(statfsSync(path).type).value);
