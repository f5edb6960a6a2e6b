import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { eventOf } from "../../domain/events/recorded-event.js";
import { record } from "../conformance/requests.js";
import type { Store } from "../store.js";
import { openPostgresStore } from "./store.js";

const LATER_MS = Date.now() + 60_000;

const AN_EVENT = eventOf<"trade.settled">({
  type: "trade.settled",
  appid: "wx-a",
  orderId: "1",
  atMs: 1,
  data: { transaction_id: "1", mchid: "1", out_trade_no: "2", state: "settled" },
});

/**
 * With the statistics of a table that had one row, PostgreSQL carries out a subquery again for each row of
 * the table.
 */
describeOnPostgres("rows that are deleted some at a time, by outdated statistics", () => {
  let database: PostgresTestDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await createMigratedDatabase();
    store = (await openPostgresStore(database.url)).store;
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  async function fill(table: string, add: () => Promise<unknown>): Promise<void> {
    await add();
    const client = new Client(database.url);
    await client.connect();
    await client.query(`VACUUM ANALYZE ${table}`);
    await client.end();
    for (let count = 1; count < 5; count++) await add();
  }

  test("are no more than that: events that wait", async () => {
    await fill("event_outbox", () => store.events.record([AN_EVENT]));
    expect(await store.events.deleteWaitingBefore(LATER_MS, 2)).toBe(2);
    expect(await store.events.deleteWaitingBefore(LATER_MS, 2)).toBe(2);
    expect(await store.events.deleteWaitingBefore(LATER_MS, 2)).toBe(1);
  });

  test("are no more than that: logged calls", async () => {
    let count = 0;
    await fill("requests", () => store.requests.append([record(String(count++))]));
    expect(await store.requests.deleteBefore(LATER_MS, 2)).toBe(2);
    expect(await store.requests.deleteBefore(LATER_MS, 2)).toBe(2);
    expect(await store.requests.deleteBefore(LATER_MS, 2)).toBe(1);
  });
});
