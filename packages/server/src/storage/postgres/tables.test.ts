import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { startPlatform } from "../../serve/platform.js";
import { OWN_TABLES } from "../copy/catalogue.js";
import { sequencesOnPostgres, tablesOnPostgres } from "./catalogue.js";
import { PostgresDatabase } from "./database.js";
import { SettledUploads } from "./settled-uploads.js";
import { openPostgresStore } from "./store.js";
import { TABLES, tablesFault } from "./tables.js";

describeOnPostgres("the tables of a PostgreSQL database", () => {
  test("are those of its migrations", async () => {
    const made = await createMigratedDatabase();
    const database = new PostgresDatabase(made.url, { poolSize: 1 });
    const found = (await tablesOnPostgres(database)).map(({ name }) => name);
    expect(TABLES).toEqual(found.filter((name) => !OWN_TABLES.includes(name)));
    expect((await sequencesOnPostgres(database)).map(({ name }) => name)).toContain(
      "upload_numbers",
    );
    expect(await tablesFault(database)).toBeNull();
    await database.close();
    await made.remove();
  });

  test("that are missing make a platform not ready, and keep it from starting", async () => {
    const made = await createMigratedDatabase();
    const { store } = await openPostgresStore(made.url);
    await made.query("ALTER TABLE uploads RENAME TO uploads_away");

    await expect(store.checkRead()).rejects.toThrow("the database lacks uploads: restore");
    await expect(startPlatform({ databaseUrl: made.url, logStream: null })).rejects.toThrow(
      "the database lacks uploads",
    );

    await made.query("ALTER TABLE uploads_away RENAME TO uploads");
    await store.checkRead();
    await store.close();
    await made.remove();
  });

  test("that the user may not use are named with the rights to grant", async () => {
    const made = await createMigratedDatabase();
    const role = `limited_${made.name}`;
    await made.query(
      `CREATE ROLE ${role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
       REVOKE DELETE ON refunds FROM ${role}; REVOKE UPDATE, DELETE ON audit_entries FROM ${role}`,
    );
    const limited = new PostgresDatabase(`${made.url}?options=-c%20role%3D${role}`, {
      poolSize: 1,
    });

    expect(await tablesFault(limited)).toBe(
      "the database user lacks rights: GRANT SELECT, INSERT, UPDATE, DELETE ON refunds; GRANT USAGE ON SEQUENCE upload_numbers",
    );

    await made.query(
      `GRANT DELETE ON refunds TO ${role}; GRANT USAGE ON SEQUENCE upload_numbers TO ${role}`,
    );
    expect(await tablesFault(limited)).toBeNull();
    // These rights are enough to find out which uploads can be indexed.
    expect(await new SettledUploads(limited).lastNumber()).toBe(0);

    await limited.close();
    await made.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await made.remove();
  });
});
