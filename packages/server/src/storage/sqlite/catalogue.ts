import { type Column, OWN_TABLES, type Table } from "../copy/catalogue.js";
import type { SqliteDatabase } from "./database.js";

/** The tables of a database, in the order of their names. */
export function tablesOnSqlite(database: SqliteDatabase): Table[] {
  const names = database.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  );
  return names
    .map(({ name }) => name)
    .filter((name) => !OWN_TABLES.includes(name))
    .map((name) => tableOn(database, name));
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly is_required: 0 | 1;
  /** Its position in the primary key, from 1; 0 for a column outside the key. */
  readonly pk: number;
}

function tableOn(database: SqliteDatabase, name: string): Table {
  const rows = database.all<ColumnRow>(
    `SELECT name, type, "notnull" AS is_required, pk FROM pragma_table_info(?) ORDER BY name`,
    name,
  );
  const columns = rows.map((row): Column => {
    const type = TYPES[row.type];
    if (type === undefined) throw new Error(`${name}.${row.name} has an unknown type`);
    // An INTEGER PRIMARY KEY is never NULL, although SQLite does not report it as NOT NULL.
    const isNullable = row.is_required === 0 && row.pk === 0;
    return { name: row.name, type, isNullable };
  });
  const key = rows
    .filter((row) => row.pk !== 0)
    .toSorted((one, other) => one.pk - other.pk)
    .map(({ name: column }) => column);
  return { name, columns, key };
}

const TYPES: Readonly<Record<string, Column["type"]>> = { INTEGER: "integer", TEXT: "text" };
