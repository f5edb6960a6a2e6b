import { afterEach, beforeEach, expect, test } from "vitest";
import { Forwarder } from "../../../test/support/forwarder.js";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { CommitUnknownError } from "../commit-unknown-error.js";
import { PostgresDatabase } from "./database.js";
import type { Queries } from "./queries.js";

describeOnPostgres("when connections to PostgreSQL are lost,", () => {
  let made: PostgresTestDatabase;
  let database: PostgresDatabase;

  beforeEach(async () => {
    made = await createEmptyDatabase();
    await made.query("CREATE TABLE words (word text PRIMARY KEY)");
    database = new PostgresDatabase(made.url, { poolSize: 3 });
  });

  afterEach(async () => {
    await database.close();
    await made.remove();
  });

  const add = (queries: Queries, word: string) =>
    queries.run("INSERT INTO words (word) VALUES ($1)", [word]);

  const words = async (queries: Queries = database) =>
    (await queries.all("SELECT word FROM words ORDER BY word")).map(({ word }) => word);

  /** Terminates every other connection to the database, as a failing server does. */
  const killConnections = () =>
    made.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );

  test("a transaction that loses its connection before the commit is retried", async () => {
    let runs = 0;
    const answer = await database.transaction(async (transaction) => {
      runs++;
      await add(transaction, "one");
      if (runs === 1) await killConnections();
      await add(transaction, "two");
      return `run ${runs}`;
    });

    expect(answer).toBe("run 2");
    expect(await words()).toEqual(["one", "two"]);
    expect(database.metrics().retries).toBe(1);
  });

  test("writes succeed again when the database is no longer read-only, on the same connections", async () => {
    const setReadOnly = (value: "on" | "off") =>
      made.query(
        `BEGIN READ WRITE; ALTER DATABASE ${made.name} SET default_transaction_read_only = ${value}; COMMIT`,
      );
    await setReadOnly("on");
    // The setting is the one from when a connection was made: these were made while it was on.
    expect(await words()).toEqual([]);
    await expect(add(database, "one")).rejects.toThrow("read-only");

    await setReadOnly("off");
    await add(database, "two");

    expect(await words()).toEqual(["two"]);
  });

  test("a read that loses its connection is retried, and a lost idle connection fails no work", async () => {
    await add(database, "one");

    await Promise.all([words(), words(), words()]);
    await killConnections();
    expect(await words()).toEqual(["one"]);

    const [during] = await Promise.all([
      database.first("SELECT count(*) AS count, pg_sleep(0.3)::text AS slept FROM words"),
      killConnections(),
    ]);
    expect(during).toMatchObject({ count: 1 });
  });

  test("work that loses its connection at every retry fails", async () => {
    let runs = 0;
    const hopeless = database.transaction(async (transaction) => {
      runs++;
      await killConnections();
      await add(transaction, "one");
    });

    await expect(hopeless).rejects.toThrow();
    expect(runs).toBe(5);
    expect(await words()).toEqual([]);
  });

  /** Closes the connection during the first commit. */
  const failFirstCommit = () =>
    made.query(`
      CREATE SEQUENCE commits;
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('commits') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON words DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION fail();
    `);

  test("a transaction that loses its connection during the commit is rejected as unknown", async () => {
    await failFirstCommit();

    await expect(database.transaction((transaction) => add(transaction, "one"))).rejects.toThrow(
      CommitUnknownError,
    );

    expect(database.metrics().retries).toBe(0);
  });

  test("a transaction that may be repeated is retried even then", async () => {
    await failFirstCommit();

    await database.transaction((transaction) => add(transaction, "one"), { isRepeatable: true });

    expect(await words()).toEqual(["one"]);
    expect(database.metrics().retries).toBe(1);
  });

  test("a transaction that must count once is retried only when its commit did not happen", async () => {
    // The commit of the first transaction fails, and is rolled back.
    await failFirstCommit();
    await database.transaction((transaction) => add(transaction, "one"), { isExact: true });
    expect(await words()).toEqual(["one"]);
    expect(database.metrics().retries).toBe(1);
  });

  test("a transaction whose commit happened, though its reply was lost, is not run again", async () => {
    const way = await Forwarder.to(made.url);
    const behindIt = new PostgresDatabase(way.url, { callDeadlineMs: 1_000 });
    let runs = 0;
    const answer = behindIt.transaction(
      async (transaction) => {
        await add(transaction, `word ${++runs}`);
        // The server receives what follows, and its replies are lost.
        way.loseReplies();
        return runs;
      },
      { isExact: true },
    );

    expect(await answer).toBe(1);
    expect(await words()).toEqual(["word 1"]);
    await behindIt.close();
    await way.close();
  });

  test("work is rejected while the server is unreachable, and succeeds when it is back", async () => {
    const way = await Forwarder.to(made.url);
    const behindIt = new PostgresDatabase(way.url);
    await add(behindIt, "one");

    await way.close();
    await expect(words(behindIt)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(add(behindIt, "two")).rejects.toMatchObject({ code: "ECONNREFUSED" });

    await way.open();
    expect(await words(behindIt)).toEqual(["one"]);
    await behindIt.close();
    await way.close();
  });
});
