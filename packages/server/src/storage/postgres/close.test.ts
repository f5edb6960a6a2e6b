import { expect, test } from "vitest";
import { createEmptyDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { PostgresDatabase } from "./database.js";

describeOnPostgres("closing the connections to PostgreSQL", () => {
  test("waits for work that is in progress", async () => {
    const empty = await createEmptyDatabase();
    const database = new PostgresDatabase(empty.url);
    const slow = database.first("SELECT pg_sleep(0.2), 'done' AS answer");
    await database.close();
    expect((await slow)?.["answer"]).toBe("done");
    await empty.remove();
  });

  test("ends in time when the server does not answer: the connection is cut", async () => {
    const empty = await createEmptyDatabase();
    const database = new PostgresDatabase(empty.url, { closeTimeoutMs: 200 });
    const stuck = database.transaction(async (transaction) => {
      await transaction.first("SELECT pg_sleep(60)");
    });
    const outcome = expect(stuck).rejects.toThrow();
    await database.first("SELECT 1");

    await expect(database.close()).rejects.toThrow("did not end within 200 ms");
    await outcome;
    await empty.remove();
  });
});
