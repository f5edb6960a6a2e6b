import type { ColumnShape, TableShape } from "./table-shape.js";

/** Part of every number of an order and its payment in a run's requests. */
export const NUMBER_PART = "20261122";
/** Ends every openid of a run. */
export const OPENID_PART = "M2pxb1Q9zNj";

/** The tables of the request log, which hold no orders. */
const IS_LOG = /^requests?(?:_|$)/;

/** The tables that have rows for each order; all others have fewer rows. */
export const tablesToCopy = (tables: readonly TableShape[], rowsMin: number) =>
  tables.filter(({ name, rows }) => rows >= rowsMin && !IS_LOG.test(name));

/** Keeps the existing rows as the sample for all copies. */
export const sampleSql = ({ name }: TableShape) =>
  `CREATE TABLE bench_sample.${quoted(name)} AS SELECT * FROM ${quoted(name)}`;

/**
 * Inserts one more copy of the sample. In each text, other numbers and openids replace the sample's, so
 * unique values stay unique and no column needs to be known by its name.
 * @param counterOffset added to counters, so that they exceed all existing values
 */
export function copySql(
  { name, columns }: TableShape,
  copy: number,
  counterOffset: number,
  counters: ReadonlySet<string>,
): string {
  const names = columns.map((column) => quoted(column.name)).join(", ");
  const values = columns
    .map((column) => copiedValue(column, copy, counterOffset, counters))
    .join(", ");
  const overriding = columns.some(({ isCounter }) => isCounter) ? "/*counter*/" : "";
  return `INSERT INTO ${quoted(name)} (${names}) ${overriding} SELECT ${values} FROM bench_sample.${quoted(name)}`;
}

function copiedValue(
  { name, kind, isCounter }: ColumnShape,
  copy: number,
  counterOffset: number,
  counters: ReadonlySet<string>,
): string {
  const column = quoted(name);
  if (isCounter || counters.has(name)) return `${column} + ${counterOffset}`;
  if (kind === "other") return column;
  const digits = String(copy).padStart(7, "0");
  const text = kind === "json" ? `CAST(${column} AS text)` : column;
  const replaced = `replace(replace(${text}, '${NUMBER_PART}', '3${digits}'), '${OPENID_PART}', 'M2px${digits}')`;
  return kind === "json" ? `CAST(${replaced} AS json)` : replaced;
}

/** Names of counter columns; other tables use the same name to refer to a row. */
export const counterNames = (tables: readonly TableShape[]): ReadonlySet<string> =>
  new Set(
    tables.flatMap(({ columns }) => columns.filter((it) => it.isCounter).map((it) => it.name)),
  );

export const quoted = (name: string) => `"${name}"`;
