import { type Column, OWN_TABLES, type Table } from "../copy/catalogue.js";
import type { Queries } from "./queries.js";

const COLUMNS = `SELECT class.relname AS table, attname AS name,
    format_type(atttypid, atttypmod) AS type, attnotnull AS is_required,
    array_position(index.indkey::smallint[], attnum) AS place_in_key
  FROM pg_class AS class
  JOIN pg_namespace AS namespace ON namespace.oid = relnamespace AND nspname = current_schema()
  JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_index AS index ON index.indrelid = class.oid AND index.indisprimary
  WHERE relkind IN ('r', 'p') AND NOT relispartition AND class.relname <> ALL ($1::text[])
  ORDER BY class.relname COLLATE "C", attname COLLATE "C"`;

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly is_required: "t" | "f";
  readonly place_in_key: string | number | null;
}

/** The tables of a database's current schema, in the order of their names. */
export async function tablesOnPostgres(queries: Queries): Promise<Table[]> {
  const columns = new Map<string, ColumnRow[]>();
  for (const row of await queries.all<ColumnRow>(COLUMNS, [OWN_TABLES])) {
    const { table: name } = row;
    columns.set(name, [...(columns.get(name) ?? []), row]);
  }
  return [...columns].map(([name, rows]) => ({
    name,
    columns: rows.map((row): Column => {
      const type = TYPES[row.type];
      if (type === undefined) throw new Error(`${name}.${row.name} has an unknown type`);
      return { name: row.name, type, isNullable: row.is_required !== "t" };
    }),
    key: rows
      .filter((row) => row.place_in_key !== null)
      .toSorted((one, other) => Number(one.place_in_key) - Number(other.place_in_key))
      .map(({ name: column }) => column),
  }));
}

const TYPES: Readonly<Record<string, Column["type"]>> = { bigint: "integer", text: "text" };

const SEQUENCES = `SELECT sequence.relname AS name, owner.relname AS table, attname AS column
  FROM pg_class AS sequence
  JOIN pg_namespace AS namespace ON namespace.oid = sequence.relnamespace
    AND nspname = current_schema()
  LEFT JOIN pg_depend AS dependence ON dependence.objid = sequence.oid
    AND dependence.classid = 'pg_class'::regclass AND dependence.deptype IN ('a', 'i')
  LEFT JOIN pg_class AS owner ON owner.oid = dependence.refobjid
  LEFT JOIN pg_attribute ON attrelid = owner.oid AND attnum = dependence.refobjsubid
  WHERE sequence.relkind = 'S' ORDER BY sequence.relname COLLATE "C"`;

/** A sequence, and the column that it numbers. */
export interface Sequence {
  readonly name: string;
  readonly table: string;
  readonly column: string;
}

/** Sequences that statements name, so that the database does not record their column. */
const NAMED_IN_STATEMENTS: Readonly<Record<string, Omit<Sequence, "name">>> = {
  upload_numbers: { table: "uploads", column: "number" },
};

interface SequenceRow {
  readonly name: string;
  readonly table: string | null;
  readonly column: string | null;
}

export async function sequencesOnPostgres(queries: Queries): Promise<Sequence[]> {
  const rows = await queries.all<SequenceRow>(SEQUENCES);
  return rows.map(({ name, table, column }) => {
    const owner = NAMED_IN_STATEMENTS[name];
    if (owner !== undefined) return { name, ...owner };
    if (table === null || column === null)
      throw new Error(`the sequence ${name} does not belong to a column`);
    return { name, table, column };
  });
}
