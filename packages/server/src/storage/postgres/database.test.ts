import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { promiseByHand } from "../conformance/promise-by-hand.js";
import { PostgresDatabase } from "./database.js";
import type { Queries } from "./queries.js";

describeOnPostgres("a PostgreSQL database", () => {
  let made: PostgresTestDatabase;
  let database: PostgresDatabase;

  beforeEach(async () => {
    made = await createEmptyDatabase();
    await made.query("CREATE TABLE words (word text PRIMARY KEY, number bigint)");
    database = new PostgresDatabase(made.url, { poolSize: 3 });
  });

  afterEach(async () => {
    await database.close();
    await made.remove();
  });

  const add = (queries: Queries, word: string, number: number | null = null) =>
    queries.run("INSERT INTO words (word, number) VALUES ($1, $2)", [word, number]);

  const words = async (queries: Queries = database) =>
    (await queries.all("SELECT word FROM words ORDER BY word")).map(({ word }) => word);

  const ignore = (error: unknown) => error;

  test("returns the rows of a statement, and how many rows it changed", async () => {
    expect(await add(database, "one", 1)).toBe(1);
    expect(await database.run("UPDATE words SET number = 2")).toBe(1);
    expect(await database.run("DELETE FROM words WHERE word = 'two'")).toBe(0);
    expect(await database.first("SELECT word, number FROM words")).toEqual({
      word: "one",
      number: 2,
    });
    expect(await database.first("SELECT 1 WHERE false")).toBeNull();
  });

  test("keeps every character, also one that PostgreSQL itself cannot store", async () => {
    const texts = [
      "\0",
      "a\0b\0",
      "\u{10FFFE}",
      "\u{10FFFE}0\0\u{10FFFE}1",
      "订单 \u{1F4E6}\n'\"\\",
    ];
    for (const text of texts) await add(database, text);

    for (const text of texts) {
      expect(await database.first("SELECT word FROM words WHERE word = $1", [text])).toEqual({
        word: text,
      });
    }
    const some = await database.all("SELECT word FROM words WHERE word = ANY ($1::text[])", [
      texts.slice(0, 3),
    ]);
    expect(some).toHaveLength(3);
  });

  test("reads integers as numbers, and rejects one that would be rounded", async () => {
    expect(await database.first("SELECT 9007199254740991::bigint AS number")).toEqual({
      number: Number.MAX_SAFE_INTEGER,
    });
    await expect(database.first("SELECT 9007199254740993::bigint")).rejects.toThrow(
      "9007199254740993 is not a safe integer",
    );
    expect(await database.first("SELECT 1 AS number")).toEqual({ number: 1 });
  });

  test("a transaction that fails is rejected with its own error, once, and writes nothing", async () => {
    let runs = 0;
    const failing = database.transaction(async (transaction) => {
      runs++;
      await add(transaction, "half");
      throw new Error("changed its mind");
    });

    await expect(failing).rejects.toThrow("changed its mind");
    expect(runs).toBe(1);
    expect(await words()).toEqual([]);
  });

  test("a transaction that ignores a failed statement is not reported as committed", async () => {
    await add(database, "one");
    const overlooking = database.transaction(async (transaction) => {
      await add(transaction, "two");
      await add(transaction, "one").catch(ignore);
    });

    await expect(overlooking).rejects.toThrow("a statement failed");
    expect(await words()).toEqual(["one"]);
  });

  test("a statement that fails does not close its connection", async () => {
    await add(database, "one");
    const { total } = database.metrics();

    await expect(add(database, "one")).rejects.toMatchObject({ code: "23505" });
    await database.transaction((transaction) => add(transaction, "one")).catch(ignore);

    expect(database.metrics()).toMatchObject({ total, retries: 0 });
  });

  test("two transactions that wait for each other both commit", async () => {
    await add(database, "one", 0);
    await add(database, "two", 0);
    const holders = [promiseByHand<void>(), promiseByHand<void>()];
    const bothHold = Promise.all(holders.map(({ promise }) => promise));
    const increment = (index: number, first: string, second: string) =>
      database.transaction(async (transaction) => {
        await transaction.run("UPDATE words SET number = number + 1 WHERE word = $1", [first]);
        holders[index]?.resolve();
        await bothHold;
        await transaction.run("UPDATE words SET number = number + 1 WHERE word = $1", [second]);
      });

    await Promise.all([increment(0, "one", "two"), increment(1, "two", "one")]);

    expect(await database.all("SELECT number FROM words")).toEqual([{ number: 2 }, { number: 2 }]);
    expect(database.metrics().retries).toBe(1);
  });

  test("a snapshot sees one moment, even when rows are written meanwhile", async () => {
    const seen = await database.snapshot(async (queries) => {
      const before = await words(queries);
      await add(database, "one");
      return [before, await words(queries)];
    });

    expect(seen).toEqual([[], []]);
    expect(await words()).toEqual(["one"]);
  });

  test("takes a schema from its URL", async () => {
    await made.query("CREATE SCHEMA mall; CREATE TABLE mall.words (word text)");
    const url = new URL(made.url);
    url.searchParams.set("options", "-c search_path=mall");
    const ofMall = new PostgresDatabase(url.href);

    await ofMall.run("INSERT INTO words VALUES ('of the mall')");

    expect(await words(ofMall)).toEqual(["of the mall"]);
    expect(await words()).toEqual([]);
    await ofMall.close();
  });

  test("closes after the work in progress and the work in the queue, and takes no more", async () => {
    const written = Array.from({ length: 20 }, (_, index) => add(database, `word ${index}`));

    await database.close();

    expect(await Promise.all(written)).toEqual(Array(20).fill(1));
    await expect(words()).rejects.toThrow("the database is closed");
    database = new PostgresDatabase(made.url);
    expect(await words()).toHaveLength(20);
  });
});
