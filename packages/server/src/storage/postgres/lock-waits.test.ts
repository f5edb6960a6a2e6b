import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { PostgresDatabase } from "./database.js";

describeOnPostgres("a row that another transaction has locked", () => {
  let made: PostgresTestDatabase;
  let database: PostgresDatabase;
  let other: Client;

  beforeEach(async () => {
    made = await createEmptyDatabase();
    await made.query("CREATE TABLE words (word text PRIMARY KEY)");
    database = new PostgresDatabase(made.url, { lockTimeoutMs: 100 });
    other = new Client(made.url);
    await other.connect();
    await other.query("BEGIN");
    await other.query("INSERT INTO words VALUES ('held')");
  });

  afterEach(async () => {
    await other.end();
    await database.close();
    await made.remove();
  });

  const INSERT = "INSERT INTO words VALUES ('held')";
  const HELD = { code: "55P03" };

  test.each([
    ["statement", () => database.run(INSERT)],
    ["write", () => database.write(INSERT, [])],
    ["transaction", () => database.transaction((transaction) => transaction.run(INSERT))],
  ])("is waited for by a %s, five times", async (_, attempt) => {
    await expect(attempt()).rejects.toMatchObject(HELD);
    expect(database.metrics().retries).toBe(4);

    const waiting = attempt();
    await other.query("ROLLBACK");
    await waiting;
    expect(await database.all("SELECT word FROM words")).toEqual([{ word: "held" }]);
  });

  test.each([
    ["write", () => database.write(INSERT, [], { isPatient: false })],
    [
      "transaction",
      () => database.transaction((transaction) => transaction.run(INSERT), { isPatient: false }),
    ],
  ])("is waited for once by an impatient %s", async (_, attempt) => {
    await expect(attempt()).rejects.toMatchObject(HELD);
    expect(database.metrics().retries).toBe(0);
  });

  test("makes a read of its table wait until the lock is released", async () => {
    await other.query("LOCK TABLE words");
    await expect(database.all("SELECT word FROM words")).rejects.toMatchObject(HELD);
    expect(database.metrics().retries).toBe(4);

    const waiting = database.all("SELECT word FROM words");
    await other.query("ROLLBACK");
    expect(await waiting).toEqual([]);
  });
});
