import { setTimeout } from "node:timers/promises";
import { type Connection, loadDriver } from "./driver.js";

/**
 * Opens a file, or `:memory:`. Every commit is synced to the disk.
 * @throws when the file system does not support that
 */
export async function openConnection(path: string): Promise<Connection> {
  const { DatabaseSync } = await loadDriver();
  const connection = new DatabaseSync(path);
  // This comes first: the change to WAL must also wait for another process that creates the file.
  connection.exec(`PRAGMA busy_timeout = ${OPENING_BUSY_TIMEOUT_MS}`);
  // A commit writes entire pages, usually of indexes, where each app's rows are on separate pages. With
  // pages of 4 KiB, uploads of 50 apps were committed 1.4 times as fast as with 16 KiB.
  connection.exec("PRAGMA page_size = 4096");
  await changeToWal(connection);
  connection.exec("PRAGMA synchronous = FULL");
  connection.exec("PRAGMA foreign_keys = ON");
  // A checkpoint delays the commit that runs it, by about 10 ms for these 4 MiB of log, and longer when
  // its pages are far apart. So the log is not made larger (docs/performance.md).
  connection.exec("PRAGMA wal_autocheckpoint = 1024");
  connection.exec("PRAGMA cache_size = -32768");
  // What is deleted inside a page is overwritten, at no further write; free pages are not.
  connection.exec("PRAGMA secure_delete = FAST");
  const { journalMode, synchronous } = syncSettingsOf(connection);
  // A file system without shared memory, such as that of a network, keeps another mode.
  if ((path !== ":memory:" && journalMode !== "wal") || synchronous < 2) {
    connection.close();
    throw new Error(
      `the file system does not support SQLite's write-ahead log (journal_mode is ${journalMode}, synchronous is ${synchronous}): move the file to a local disk`,
    );
  }
  return connection;
}

/** `wal` and 2 (FULL) or 3 (EXTRA) keep acknowledged writes. */
export interface SyncSettings {
  readonly journalMode: string;
  readonly synchronous: number;
}

export function syncSettingsOf(connection: Connection): SyncSettings {
  const valueOf = (pragma: string) =>
    Object.values(connection.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  return {
    journalMode: String(valueOf("journal_mode")),
    synchronous: Number(valueOf("synchronous")),
  };
}

const OPENING_BUSY_TIMEOUT_MS = 5_000;

const WAL_ATTEMPTS_MAX = 100;
const WAL_PAUSE_MS = 50;

/**
 * When several processes open a new file at the same time, one of them changes it to WAL. SQLite ignores
 * its busy_timeout in the others, because two of them could wait for each other. So they retry here.
 */
async function changeToWal(connection: Connection): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || attempt === WAL_ATTEMPTS_MAX) throw error;
      await setTimeout(WAL_PAUSE_MS);
    }
  }
}

const SQLITE_BUSY = 5;

/** Another connection holds a lock. The upper bits of a code say which. */
export const isBusy = (error: unknown): boolean =>
  ((error as { readonly errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
