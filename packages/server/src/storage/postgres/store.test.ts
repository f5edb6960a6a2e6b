import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { storeConformance, type TestDatabase } from "../store.conformance.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("PostgreSQL", () => {
  const createDatabase = async (): Promise<TestDatabase> => {
    const database = await createMigratedDatabase();
    return {
      open: async () => (await openPostgresStore(database.url)).store,
      remove: () => database.remove(),
    };
  };
  storeConformance("PostgreSQL", createDatabase);
});
