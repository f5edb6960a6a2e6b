import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { loadDriver } from "../../src/storage/sqlite/driver.js";
import { createMigratedDatabase, describeOnPostgres } from "./postgres.js";

/** A database that a test can make unwritable while a platform serves it. Reads keep working. */
export interface UnwritableDatabase {
  readonly url: string;
  /** From now on, every write fails. */
  blockWrites(): Promise<void>;
  allowWrites(): Promise<void>;
  remove(): Promise<void>;
}

/** The same tests on a SQLite file and on PostgreSQL. */
export function describeOnUnwritableDatabases(
  title: string,
  tests: (create: () => Promise<UnwritableDatabase>) => void,
): void {
  describe(`${title}, on SQLite,`, () => tests(lockedFile));
  describeOnPostgres(`${title}, on PostgreSQL,`, () => tests(readOnlyServer));
}

/** Another program holds the lock of the file for writing. */
export async function lockedFile(): Promise<UnwritableDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-unwritable-"));
  const path = join(folder, "dingdan.db");
  const { DatabaseSync } = await loadDriver();
  let other: InstanceType<typeof DatabaseSync> | null = null;
  const allowWrites = () => {
    other?.close();
    other = null;
    return Promise.resolve();
  };
  return {
    url: `sqlite:${path}`,
    blockWrites: () => {
      other = new DatabaseSync(path);
      other.exec("PRAGMA busy_timeout = 5000");
      other.exec("BEGIN IMMEDIATE");
      return Promise.resolve();
    },
    allowWrites,
    remove: async () => {
      await allowWrites();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server accepts only reads, as a standby server does. */
async function readOnlyServer(): Promise<UnwritableDatabase> {
  const database = await createMigratedDatabase();
  const setReadOnly = (isReadOnly: boolean) =>
    database.query(
      `BEGIN READ WRITE;
       ALTER DATABASE ${database.name} SET default_transaction_read_only = ${isReadOnly ? "on" : "off"};
       COMMIT;
       SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  return {
    url: database.url,
    blockWrites: async () => {
      await setReadOnly(true);
    },
    allowWrites: async () => {
      await setReadOnly(false);
    },
    remove: () => database.remove(),
  };
}
