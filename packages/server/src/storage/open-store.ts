import { SettingsError } from "../settings-error.js";
import { within } from "../within.js";
import { createDatabaseFile } from "./file-modes.js";
import { type Engine, MigrationError } from "./migrations.js";
import type { OverloadedError } from "./overloaded-error.js";
import { openSqliteStore } from "./sqlite/store.js";
import type { Store } from "./store.js";

export interface StoreOptions {
  /** The largest number of writes that share a commit; for measurements. */
  readonly batchSizeMax?: number;
  /** How long a call may take; nothing in the storage waits longer. @default 5_000 */
  readonly callDeadlineMs?: number;
  /** Called for each job that is rejected because too many wait. */
  readonly onOverload?: (fault: OverloadedError) => void;
}

export interface OpenedStore {
  readonly store: Store;
  /** The names of the migrations that opening it has applied. */
  readonly applied: string[];
}

/**
 * Opens the store that a database URL names: `sqlite:FILE`, `sqlite::memory:` or `postgres://…`. The
 * file and its folder are created when absent; a PostgreSQL database must exist.
 * @throws SettingsError when the URL is none of these, or the database cannot be opened or migrated
 */
export function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<OpenedStore> {
  return engineOf(databaseUrl) === "postgres"
    ? openOnPostgres(databaseUrl, options)
    : openOnSqlite(databaseUrl.slice("sqlite:".length), options);
}

/** How long the first write may take. Past this, the platform does not start. */
const FIRST_WRITE_TIMEOUT_MS = 15_000;

/**
 * Reads and writes once, so that a platform that cannot serve does not start: on a read-only file, a full
 * disk, a standby server.
 * @throws SettingsError
 */
export function checkStore(databaseUrl: string, store: Store): Promise<void> {
  const check = async () => {
    await store.checkRead();
    await within(store.checkWrite(), FIRST_WRITE_TIMEOUT_MS, "the first write");
  };
  return engineOf(databaseUrl) === "postgres"
    ? onPostgres(databaseUrl, check)
    : onSqlite(databaseUrl.slice("sqlite:".length), check);
}

/** @throws SettingsError when it is not a database URL */
export function engineOf(databaseUrl: string): Engine {
  if (/^sqlite:./s.test(databaseUrl)) return "sqlite";
  if (/^postgres(?:ql)?:\/\//.test(databaseUrl)) return "postgres";
  throw new SettingsError(
    "The database URL is not usable: write it as sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE (DINGDAN_DATABASE_URL or --database).",
  );
}

function openOnSqlite(path: string, options: StoreOptions): Promise<OpenedStore> {
  return onSqlite(path, () => {
    if (path !== ":memory:") createDatabaseFile(path);
    return openSqliteStore(path, options);
  });
}

function openOnPostgres(databaseUrl: string, options: StoreOptions): Promise<OpenedStore> {
  return onPostgres(databaseUrl, async () => {
    // Only an installation on PostgreSQL loads its driver.
    const { openPostgresStore } = await import("./postgres/store.js");
    return openPostgresStore(databaseUrl, options);
  });
}

/** Opens a SQLite file. A failure becomes a SettingsError that explains the cause to the operator. */
export async function onSqlite<T>(path: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(
      `The database sqlite:${path} cannot be used: ${reason}.${sqliteAdvice(error)}`,
      { cause: error },
    );
  }
}

function sqliteAdvice(error: unknown): string {
  if (error instanceof MigrationError) return "";
  const { errcode } = error as { readonly errcode?: number };
  if (errcode === SQLITE_BUSY) return " Another program has locked the file: end that program.";
  if (errcode === SQLITE_FULL) return " Free space on its disk.";
  return " Check the path and its write permissions.";
}

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** The same for a PostgreSQL database. */
export async function onPostgres<T>(databaseUrl: string, open: () => Promise<T>): Promise<T> {
  const { openFaultOf, shownUrl } = await import("./postgres/open-fault.js");
  try {
    return await open();
  } catch (error) {
    throw new SettingsError(
      `The database ${shownUrl(databaseUrl)} cannot be used: ${openFaultOf(error)}`,
      { cause: error },
    );
  }
}
