import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SqliteDatabase } from "./database.js";

let database: SqliteDatabase;

beforeEach(async () => {
  database = await SqliteDatabase.open(":memory:");
  database.script("CREATE TABLE words (word TEXT NOT NULL PRIMARY KEY) STRICT");
});

afterEach(() => database.close());

const add = (word: string) => () => {
  database.run("INSERT INTO words (word) VALUES (?)", word);
  return word;
};

const words = () => database.all("SELECT word FROM words ORDER BY word").map(({ word }) => word);

describe("a write", () => {
  test("returns the result of its job", async () => {
    expect(await database.write(add("one"))).toBe("one");
    expect(words()).toEqual(["one"]);
  });

  test("that fails is rejected with its own error, and everything that it wrote is rolled back", async () => {
    const failing = database.write(() => {
      add("half")();
      throw new Error("changed its mind");
    });

    await expect(failing).rejects.toThrow("changed its mind");
    expect(words()).toEqual([]);
  });

  test("that fails does not fail the others of its batch", async () => {
    const outcomes = await Promise.allSettled([
      database.write(add("one")),
      database.write(() => {
        add("half")();
        throw new Error("changed its mind");
      }),
      database.write(add("two")),
      database.write(add("one")),
      database.write(add("three")),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(words()).toEqual(["one", "three", "two"]);
  });

  test("shares its transaction with those that arrive with it", async () => {
    // given writes that count how often they run: a failed transaction runs each of its jobs again
    const runs = { first: 0, bad: 0, last: 0 };

    await Promise.allSettled([
      database.write(() => runs.first++),
      database.write(() => {
        runs.bad++;
        throw new Error("changed its mind");
      }),
      database.write(() => runs.last++),
    ]);

    expect(runs).toEqual({ first: 2, bad: 2, last: 1 });
  });

  test("sees the writes before it", async () => {
    const [, seen] = await Promise.all([database.write(add("one")), database.write(words)]);

    expect(seen).toEqual(["one"]);
  });

  test("succeeds after a bad one", async () => {
    await expect(database.write(() => database.run("NO SQL AT ALL"))).rejects.toThrow("syntax");

    expect(await database.write(add("one"))).toBe("one");
  });
});

test("a text keeps every character, also one at which a driver would cut it", () => {
  const texts = ["\0", "a\0b\0", "\u{10FFFE}", "\u{10FFFE}0\0\u{10FFFE}1", "订单 \u{1F4E6}\n'\"\\"];
  for (const text of texts) database.run("INSERT INTO words (word) VALUES (?)", text);

  for (const text of texts) {
    expect(database.first("SELECT word FROM words WHERE word = ?", text)).toEqual({ word: text });
    const bytes = database.first(
      "SELECT CAST(word AS BLOB) AS word FROM words WHERE word = ?",
      text,
    );
    expect(Buffer.from(bytes?.["word"] as unknown as Uint8Array).toString()).toBe(text);
  }
  expect(new Set(words())).toEqual(new Set(texts));
});

describe("a separate transaction", () => {
  test("runs immediately, completely or not at all", () => {
    database.transaction(add("one"));
    expect(words()).toEqual(["one"]);

    const failing = () =>
      database.transaction(() => {
        add("two")();
        add("one")();
      });
    expect(failing).toThrow("UNIQUE");
    expect(words()).toEqual(["one"]);
  });

  test("fails while the disk is full; reads work meanwhile, and writes do when there is room", async () => {
    await database.write(add("one"));
    const { page_count: count } = database.first<{ page_count: number }>("PRAGMA page_count") as {
      page_count: number;
    };
    database.script(`PRAGMA max_page_count = ${count}`);

    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(database.write(add("x".repeat(100_000)))).rejects.toThrow("full");
      expect(words()).toEqual(["one"]);
    }

    database.script(`PRAGMA max_page_count = ${count + 100}`);
    await database.write(add("x".repeat(100_000)));
    expect(words()).toHaveLength(2);
  });

  test("runs although a transaction before it could not be rolled back", () => {
    database.script("BEGIN");
    add("left behind")();

    database.transaction(add("one"));

    expect(words()).toEqual(["one"]);
  });

  test("is synced, also after one that is not synced or that failed", async () => {
    await database.writeUnsynced(add("one"));
    await expect(database.writeUnsynced(add("one"))).rejects.toThrow("UNIQUE");
    let synchronous: unknown;
    database.transaction(() => {
      synchronous = database.first("PRAGMA synchronous")?.["synchronous"];
    });
    expect(synchronous).toBe(2);
    expect(database.syncSettings()).toMatchObject({ synchronous: 2 });
  });
});

describe("a database on a file", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dingdan-database-"));
    path = join(folder, "dingdan.db");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test("syncs every commit to the disk, and reads while it writes", async () => {
    const onFile = await SqliteDatabase.open(path);

    expect(onFile.first("PRAGMA journal_mode")).toEqual({ journal_mode: "wal" });
    expect(onFile.first("PRAGMA synchronous")).toEqual({ synchronous: 2 });
    expect(onFile.first("PRAGMA page_size")).toEqual({ page_size: 4096 });
    expect(onFile.first("PRAGMA busy_timeout")).toEqual({ timeout: 5000 });
    await onFile.close();
  });

  test("is closed after the writes in progress", async () => {
    const first = await SqliteDatabase.open(path);
    first.script("CREATE TABLE words (word TEXT NOT NULL) STRICT");
    const written = first.write(() => first.run("INSERT INTO words (word) VALUES ('last')"));

    await first.close();
    expect(await written).toBe(1);

    const second = await SqliteDatabase.open(path);
    expect(second.all("SELECT word FROM words")).toEqual([{ word: "last" }]);
    await second.close();
  });

  test("shows another process only committed rows", async () => {
    const ours = await SqliteDatabase.open(path);
    const theirs = await SqliteDatabase.open(path);
    ours.script("CREATE TABLE words (word TEXT NOT NULL) STRICT");

    const seenDuring = ours.transaction(() => {
      ours.run("INSERT INTO words (word) VALUES ('one')");
      return theirs.all("SELECT word FROM words");
    });

    expect(seenDuring).toEqual([]);
    expect(theirs.all("SELECT word FROM words")).toEqual([{ word: "one" }]);
    await Promise.all([ours.close(), theirs.close()]);
  });
});

test("a write to a closed database is rejected", async () => {
  const closed = await SqliteDatabase.open(":memory:");
  await closed.close();

  await expect(closed.write(() => 1)).rejects.toThrow("not open");
});
