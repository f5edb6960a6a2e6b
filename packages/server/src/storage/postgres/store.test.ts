import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { type Skip, storeConformance, type TestDatabase } from "../store.conformance.js";
import { openPostgresStore } from "./store.js";

const testDatabase = (isDistributed: boolean) => async (): Promise<TestDatabase> => {
  const database = await createMigratedDatabase();
  return {
    open: async () => (await openPostgresStore(database.url, { isDistributed })).store,
    remove: () => database.remove(),
  };
};

const SKIPS: readonly Skip[] = [
  {
    test: "goes on with the index of names where it ended",
    reason: "uploads are taken in a minute later; order-names.test.ts does not wait",
  },
];

describeOnPostgres("PostgreSQL", () => {
  storeConformance("PostgreSQL", testDatabase(false), SKIPS);
  // What a distributed database is asked must be right on any.
  storeConformance("PostgreSQL, asked app by app", testDatabase(true), SKIPS);
});
