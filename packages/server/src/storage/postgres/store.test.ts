import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { storeConformance, type TestDatabase } from "../store.conformance.js";
import { openPostgresStore } from "./store.js";

const testDatabase = (isDistributed: boolean) => async (): Promise<TestDatabase> => {
  const database = await createMigratedDatabase();
  return {
    open: async () => (await openPostgresStore(database.url, { isDistributed })).store,
    remove: () => database.remove(),
  };
};

describeOnPostgres("PostgreSQL", () => {
  storeConformance("PostgreSQL", testDatabase(false));
  // What a distributed database is asked must be right on any.
  storeConformance("PostgreSQL, asked app by app", testDatabase(true));
});
