import { afterAll, beforeAll, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { type ReusedDatabase, reused } from "../../../test/support/postgres-database.js";
import { APPID, BUYER } from "../conformance/samples.js";
import { storeConformance, type TestDatabase } from "../conformance/store.js";
import { openPostgresStore } from "./store.js";

let database: ReusedDatabase;

const testDatabase = (isDistributed: boolean) => (): Promise<TestDatabase> =>
  Promise.resolve({
    open: async () => (await openPostgresStore(database.url, { isDistributed })).store,
    remove: () => database.reset(),
  });

describeOnPostgres("PostgreSQL", () => {
  beforeAll(async () => {
    database = await reused(await createMigratedDatabase());
  });

  afterAll(() => database.remove());

  storeConformance("PostgreSQL", testDatabase(false));
  // The statements for a distributed database must be right on any database.
  storeConformance("PostgreSQL, asked app by app", testDatabase(true));

  test("a store reports its connections", async () => {
    const { store } = await openPostgresStore(database.url);
    try {
      await store.checkRead();
      expect(store.metrics()).toEqual({
        writesWaiting: 0,
        writesRecentlyWaiting: 0,
        writerStarts: null,
        connections: { total: 1, idle: 1, waiting: 0, retries: 0 },
      });
    } finally {
      await store.close();
    }
  });

  test("a list that cannot be read fails alone", async () => {
    const { store } = await openPostgresStore(database.url);
    try {
      const list = (paidAtMs: number) =>
        store.orders.summariesOfBuyer({
          appid: APPID,
          openid: BUYER,
          before: { paidAtMs, number: 0 },
          limit: 9,
        });

      const lists = await Promise.allSettled([list(1), list(2), list(0.5), list(3)]);

      expect(lists.map(({ status }) => status)).toEqual([
        "fulfilled",
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
    } finally {
      await store.close();
    }
  });
});
