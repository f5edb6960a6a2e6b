import { describe, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../../test/support/postgres.js";
import { BUYER_TABLES, OTHER_TABLES } from "../../../domain/buyer-data/tables.js";
import type { Table } from "../../copy/catalogue.js";
import { tablesOnPostgres } from "../../postgres/catalogue.js";
import { PostgresDatabase } from "../../postgres/database.js";
import { tablesOnSqlite } from "../../sqlite/catalogue.js";
import { SqliteDatabase } from "../../sqlite/database.js";
import { migrateSqlite } from "../../sqlite/migrate.js";

/** Every column of the catalogue; one for each table without buyers. */
const catalogued = (): string[] =>
  [
    ...Object.entries(BUYER_TABLES).flatMap(([table, { exported, others }]) =>
      [...exported, ...Object.keys(others)].map((column) => `${table}.${column}`),
    ),
    ...Object.keys(OTHER_TABLES),
  ].toSorted();

const stored = (tables: readonly Table[]): string[] =>
  tables
    .flatMap(({ name, columns }) =>
      name in OTHER_TABLES ? [name] : columns.map((column) => `${name}.${column.name}`),
    )
    .toSorted();

describe("the catalogue of what is stored about buyers names each table and column once", () => {
  test("of SQLite", async () => {
    const database = await SqliteDatabase.open(":memory:");
    migrateSqlite(database);
    expect(catalogued()).toEqual(stored(tablesOnSqlite(database)));
    await database.close();
  });

  describeOnPostgres("of PostgreSQL", () => {
    test("too", async () => {
      const made = await createMigratedDatabase();
      const database = new PostgresDatabase(made.url, { poolSize: 1 });
      const tables = await tablesOnPostgres(database);
      await database.close();
      await made.remove();
      expect(catalogued()).toEqual(stored(tables));
    });
  });
});
