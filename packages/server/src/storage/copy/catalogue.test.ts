import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { tablesOnPostgres } from "../postgres/catalogue.js";
import { PostgresDatabase } from "../postgres/database.js";
import { tablesOnSqlite } from "../sqlite/catalogue.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { migrateSqlite } from "../sqlite/migrate.js";
import { differencesOf, type Table } from "./catalogue.js";

async function tablesOfSqlite(): Promise<Table[]> {
  const database = await SqliteDatabase.open(":memory:");
  migrateSqlite(database);
  const tables = tablesOnSqlite(database);
  await database.close();
  return tables;
}

describeOnPostgres("the migrations of both engines", () => {
  test("create the same tables with the same columns", async () => {
    const database = await createMigratedDatabase();
    const postgres = new PostgresDatabase(database.url, { poolSize: 1 });

    const onPostgres = await tablesOnPostgres(postgres);
    await postgres.close();
    await database.remove();

    expect(differencesOf(await tablesOfSqlite(), onPostgres)).toEqual([]);
    expect(onPostgres.map(({ name }) => name)).toContain("uploads");
    for (const { name, key } of onPostgres) expect(key, name).not.toEqual([]);
  });
});

test("a table, a column, a type and a NULL that only one engine has are named", async () => {
  const tables = await tablesOfSqlite();
  const others = tables.flatMap((table): Table[] => {
    if (table.name === "settings") return [];
    if (table.name !== "apps") return [table];
    const columns = table.columns
      .filter(({ name }) => name !== "quotas")
      .map((column): typeof column => {
        if (column.name === "name") return { ...column, isNullable: true };
        return column.name === "category_open" ? { ...column, type: "text" } : column;
      });
    return [{ ...table, columns }];
  });
  const differences = differencesOf(tables, others);

  expect(differences.filter((line) => !line.includes("uploads."))).toEqual([
    "only SQLite: apps.category_open integer not null",
    "only SQLite: apps.name text not null",
    "only SQLite: apps.quotas text",
    "only SQLite: settings.name text not null",
    "only SQLite: settings.value text not null",
    "only PostgreSQL: apps.category_open text not null",
    "only PostgreSQL: apps.name text",
  ]);
});
