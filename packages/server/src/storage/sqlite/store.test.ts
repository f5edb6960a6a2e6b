import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Starter } from "../../../test/support/starter.js";
import { anApp, anUpload, sentUpload } from "../conformance/samples.js";
import { storeConformance, type TestDatabase } from "../conformance/store.js";
import { MigrationError, readMigrations } from "../migrations.js";
import { SqliteDatabase } from "./database.js";
import { openSqliteStore } from "./store.js";

storeConformance("SQLite in memory", () => Promise.resolve(inMemory()), [
  {
    test: "still has every acknowledged write when it is opened again",
    reason: "a database in memory ends with its store",
  },
  {
    test: "continues the chain when it is opened again",
    reason: "a database in memory ends with its store",
  },
  {
    test: "leaves whole orders to the next search when a process ends",
    reason: "a database in memory ends with its store",
  },
]);

storeConformance("a SQLite file", () => Promise.resolve(onFile()));

test("a skip of an unknown promise is an error", () => {
  const skips = [{ test: "keeps an unknown promise", reason: "there is no such promise" }];

  expect(() => storeConformance("nothing", () => Promise.resolve(inMemory()), skips)).toThrow(
    "a skip names no promise of a store: keeps an unknown promise",
  );
});

function inMemory(): TestDatabase {
  return {
    open: async () => (await openSqliteStore(":memory:")).store,
    remove: () => Promise.resolve(),
  };
}

function onFile(): TestDatabase {
  const folder = newFolder();
  return {
    open: async () => (await openSqliteStore(join(folder, "dingdan.db"))).store,
    remove: () => Promise.resolve(rmSync(folder, { recursive: true })),
  };
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "dingdan-store-"));
}

test("a copy of the file alone is complete once its store is closed", async () => {
  const folder = newFolder();
  const [path, copy] = [join(folder, "dingdan.db"), join(folder, "copy.db")];
  const { store } = await openSqliteStore(path);
  await store.apps.create(anApp({ appid: "wx-1" }));
  await store.orders.put(sentUpload(anUpload()));
  await store.close();
  copyFileSync(path, copy);
  const opened = await openSqliteStore(copy);
  expect(await opened.store.apps.find("wx-1")).not.toBeNull();
  expect(await opened.store.orders.search({ limit: 10 })).toHaveLength(1);
  await opened.store.close();
  rmSync(folder, { recursive: true });
});

describe("a SQLite file", () => {
  const MIGRATIONS = readMigrations("sqlite");
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = newFolder();
    path = join(folder, "dingdan.db");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** Opens and closes a store; returns the migrations that this applied. */
  async function migrate(of = path): Promise<string[]> {
    const { store, applied } = await openSqliteStore(of);
    await store.close();
    return applied;
  }

  /** Changes the file in a way that no store does. */
  async function tamper(change: (database: SqliteDatabase) => void): Promise<void> {
    const database = await SqliteDatabase.open(path);
    change(database);
    await database.close();
  }

  async function schemaOf(file: string): Promise<unknown[]> {
    const database = await SqliteDatabase.open(file);
    const schema = database.all("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
    await database.close();
    return schema;
  }

  test("is created when it is new, and unchanged when it is up to date", async () => {
    expect(await migrate()).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(await migrate()).toEqual([]);
  });

  test.each([...MIGRATIONS.keys()])(
    "with %i earlier migrations is migrated to the schema of a new one",
    async (count) => {
      const fresh = join(folder, "fresh.db");
      await migrate(fresh);
      await tamper((database) => {
        database.script(
          "CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT",
        );
        for (const { name, sql, checksum } of MIGRATIONS.slice(0, count)) {
          database.script(sql);
          database.run("INSERT INTO migrations VALUES (?, ?, '2022-05-20')", name, checksum);
        }
      });

      expect(await migrate()).toEqual(MIGRATIONS.slice(count).map(({ name }) => name));

      const withoutBlanks = (schema: unknown[]) => JSON.stringify(schema).replaceAll(/\\n|\s/g, "");
      expect(withoutBlanks(await schemaOf(path))).toBe(withoutBlanks(await schemaOf(fresh)));
    },
  );

  test("keeps the sessions of buyers who signed in before a session could have several apps", async () => {
    const before = MIGRATIONS.findIndex(({ name }) => name === "0010-buyers-of-several-apps");
    await tamper((database) => {
      database.script(
        "CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT",
      );
      for (const { name, sql, checksum } of MIGRATIONS.slice(0, before)) {
        database.script(sql);
        database.run("INSERT INTO migrations VALUES (?, ?, '2022-05-20')", name, checksum);
      }
      database.run("INSERT INTO buyer_tokens VALUES ('hash', 'session', 'wx-a', 'o-a', 7)");
    });

    const { store } = await openSqliteStore(path);
    expect(await store.buyerTokens.find("hash")).toEqual({
      tokenHash: "hash",
      purpose: "session",
      buyers: [{ appid: "wx-a", openid: "o-a" }],
      isPreview: false,
      expiresAtMs: 7,
    });
    await store.close();
  });

  test("that was created with another text of a migration is rejected with the reason", async () => {
    await migrate();
    await tamper((database) => database.run("UPDATE migrations SET checksum = 'another'"));

    await expect(migrate()).rejects.toThrow(MigrationError);
    await expect(migrate()).rejects.toThrow(
      "the migration 0001-initial differs from the one that the database was made with",
    );
  });

  test("of a newer version is rejected with the reason, and unchanged", async () => {
    await migrate();
    await tamper((database) =>
      database.run("INSERT INTO migrations VALUES ('9999-future', 'checksum', '2022-05-20')"),
    );
    const before = await schemaOf(path);

    await expect(migrate()).rejects.toThrow(MigrationError);
    await expect(migrate()).rejects.toThrow("9999-future");
    expect(await schemaOf(path)).toEqual(before);
  });

  test("that is not a database is rejected", async () => {
    await expect(migrate(folder)).rejects.toThrow();
  });

  test("can be opened twice, and each store sees the writes of the other", async () => {
    const { store: ours } = await openSqliteStore(path);
    const { store: theirs } = await openSqliteStore(path);

    await Promise.all([
      ours.apps.create(anApp({ appid: "wx-ours" })),
      theirs.apps.create(anApp({ appid: "wx-theirs" })),
    ]);

    expect(await ours.apps.find("wx-theirs")).not.toBeNull();
    expect(await theirs.apps.find("wx-ours")).not.toBeNull();
    await Promise.all([ours.close(), theirs.close()]);
  });

  test("that is new can be opened by many processes at the same time: one migrates, none fails", async () => {
    // given processes that run the built package and wait for a signal
    const starters = Array.from({ length: 6 }, () => new Starter(`sqlite:${path}`));
    await Promise.all(starters.map((starter) => starter.isReady()));

    // when they all open the file at the same time
    for (const starter of starters) starter.go();
    const answers = await Promise.all(starters.map((starter) => starter.answer()));

    // then one of them has migrated it
    const migrated = MIGRATIONS.map(({ name }) => name).join();
    expect(answers.toSorted()).toEqual([...Array(5).fill("done "), `done ${migrated}`]);
  });
});
