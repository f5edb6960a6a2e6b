import { afterEach, beforeEach, expect, test } from "vitest";
import { Forwarder } from "../../../test/support/forwarder.js";
import {
  createEmptyDatabase,
  createMigratedDatabase,
  describeOnPostgres,
} from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { anUpload, merchantKey, sentUpload } from "../conformance/samples.js";
import { PostgresDatabase } from "./database.js";
import { openPostgresStore } from "./store.js";

const DEADLINE_MS = 1_000;

/** How long work took that fails. */
async function failsAfterMs(work: Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await expect(work).rejects.toThrow();
  return performance.now() - startedAtMs;
}

describeOnPostgres("a PostgreSQL server that hangs", () => {
  test("fails each call before long, and serves again when it replies", async () => {
    const made = await createMigratedDatabase();
    const way = await Forwarder.to(made.url);
    const { store } = await openPostgresStore(way.url, { callDeadlineMs: DEADLINE_MS });
    const upload = (number: number) =>
      store.orders.put(sentUpload(anUpload({ orderKey: merchantKey(`ORDER-${number}`) })));
    await Promise.all([upload(1), store.checkRead(), store.checkWrite()]);

    way.hang();
    // More than the connections and the lanes together.
    const calls = Array.from({ length: 30 }, (_, number) => [
      upload(number),
      store.settings.get("name"),
      store.orders.findFacts("wx1", "key"),
      store.settings.put("name", String(number)),
    ]).flat();
    const tookMs = await Promise.all(calls.map(failsAfterMs));
    expect(Math.max(...tookMs)).toBeLessThan(5 * DEADLINE_MS);
    expect(store.metrics()).toMatchObject({ writesWaiting: 0, connections: { waiting: 0 } });

    way.resume();
    expect(await upload(2)).toMatchObject({ kind: "stored" });
    expect(await store.settings.get("name")).toBeNull();
    await store.close();
    await way.close();
    await made.remove();
  });
});

describeOnPostgres("a statement that takes longer than a call", () => {
  let made: PostgresTestDatabase;
  let database: PostgresDatabase;

  beforeEach(async () => {
    made = await createEmptyDatabase();
    database = new PostgresDatabase(made.url, { poolSize: 1, callDeadlineMs: DEADLINE_MS });
    await database.first("SELECT 1");
  });

  afterEach(async () => {
    await database.close();
    await made.remove();
  });

  const SLEEP = "SELECT pg_sleep(1.2)::text AS slept";

  test("is ended on the server, and its connection is used again", async () => {
    await expect(database.first(SLEEP)).rejects.toMatchObject({ code: "57014" });
    expect(await database.first("SELECT 1 AS number")).toEqual({ number: 1 });
    expect(database.metrics()).toMatchObject({ total: 1, retries: 0 });
  });

  test("is allowed in work that no call waits for, and the next statement has the usual limit", async () => {
    const long = database.forLongWork;
    expect(await long.first(SLEEP)).toEqual({ slept: "" });
    expect(await long.snapshot((queries) => queries.all(SLEEP))).toEqual([{ slept: "" }]);
    await expect(database.first(SLEEP)).rejects.toMatchObject({ code: "57014" });
  });

  test("delays other work no longer than a call may wait for a connection", async () => {
    const long = database.forLongWork.first("SELECT pg_sleep(2)::text AS slept");
    const waitedMs = await failsAfterMs(database.first("SELECT 1 AS number"));
    expect(waitedMs).toBeLessThan(DEADLINE_MS);
    await long;
    expect(await database.first("SELECT 1 AS number")).toEqual({ number: 1 });
  });
});

describeOnPostgres("a connection", () => {
  test.each([
    ["off", "on"],
    ["on", "on"],
    ["remote_apply", "remote_apply"],
  ])("of a database with synchronous_commit = %s commits with %s", async (given, used) => {
    const made = await createEmptyDatabase();
    await made.query(`ALTER DATABASE ${made.name} SET synchronous_commit = ${given}`);
    const database = new PostgresDatabase(made.url);
    expect(await database.first("SELECT current_setting('synchronous_commit') AS used")).toEqual({
      used,
    });
    await database.close();
    await made.remove();
  });
});
