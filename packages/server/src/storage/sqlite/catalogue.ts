import { type Column, OWN_TABLES, type Table } from "../copy/catalogue.js";
import type { SqliteDatabase } from "./database.js";

/** The tables of a database, in the order of their names. */
export function tablesOnSqlite(database: SqliteDatabase): Table[] {
  const names = database.all(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  );
  return names
    .map((row) => row["name"] as string)
    .filter((name) => !OWN_TABLES.includes(name))
    .map((name) => tableOn(database, name));
}

function tableOn(database: SqliteDatabase, name: string): Table {
  const rows = database.all(
    `SELECT name, type, "notnull" AS is_required, pk FROM pragma_table_info(?) ORDER BY name`,
    name,
  );
  const columns = rows.map((row): Column => {
    const type = TYPES[row["type"] as string];
    if (type === undefined) throw new Error(`${name}.${row["name"]} has an unknown type`);
    // A number that is the primary key is never NULL, though nothing says so.
    const isNullable = row["is_required"] === 0 && row["pk"] === 0;
    return { name: row["name"] as string, type, isNullable };
  });
  const key = rows
    .filter((row) => row["pk"] !== 0)
    .toSorted((one, other) => (one["pk"] as number) - (other["pk"] as number))
    .map((row) => row["name"] as string);
  return { name, columns, key };
}

const TYPES: Readonly<Record<string, Column["type"]>> = { INTEGER: "integer", TEXT: "text" };
