import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { type Engine, readMigrations } from "../../src/storage/migrations.js";
import { openStore } from "../../src/storage/open-store.js";
import { SqliteDatabase } from "../../src/storage/sqlite/database.js";
import type { Store } from "../../src/storage/store.js";
import { createEmptyDatabase, describeOnPostgres } from "./postgres.js";

/** A database of a test that reads and writes rows as no store does, such as rows of an older version. */
export interface RawDatabase {
  /** Runs one or more statements; returns the rows of the last. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Opens a store on it, which migrates it first. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** The same tests on a SQLite file and on PostgreSQL. Each gets the means to create a database. */
export function describeOnRawDatabases(
  title: string,
  tests: (create: (until?: string) => Promise<RawDatabase>) => void,
): void {
  describe(`${title}, on SQLite,`, () => tests((until) => createdAt("sqlite", until)));
  describeOnPostgres(`${title}, on PostgreSQL,`, () =>
    tests((until) => createdAt("postgres", until)),
  );
}

/** @param until a part of the name of the first migration that it lacks; all are applied without one */
async function createdAt(engine: Engine, until: string | undefined): Promise<RawDatabase> {
  const database = engine === "sqlite" ? onFile() : await onPostgres();
  if (until === undefined) {
    await (await database.open()).close();
    return database;
  }
  const migrations = readMigrations(engine);
  const count = migrations.findIndex(({ name }) => name.includes(until));
  if (count < 0) throw new Error(`there is no migration ${until}`);
  await database.query(
    "CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT '')",
  );
  for (const { name, sql, checksum } of migrations.slice(0, count)) {
    await database.query(sql);
    await database.query(
      `INSERT INTO migrations (name, checksum) VALUES ('${name}', '${checksum}')`,
    );
  }
  return database;
}

function onFile(): RawDatabase {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-raw-"));
  const path = join(folder, "dingdan.db");
  return {
    query: async (sql) => {
      const database = await SqliteDatabase.open(path);
      try {
        if (/^\s*SELECT/i.test(sql)) return database.all(sql);
        database.script(sql);
        return [];
      } finally {
        await database.close();
      }
    },
    open: async () => (await openStore(`sqlite:${path}`)).store,
    remove: () => Promise.resolve(rmSync(folder, { recursive: true })),
  };
}

async function onPostgres(): Promise<RawDatabase> {
  const database = await createEmptyDatabase();
  return {
    query: (sql) => database.query(sql),
    remove: () => database.remove(),
    open: async () => (await openStore(database.url)).store,
  };
}
