/** A column, described in the same way for both engines. */
export interface Column {
  readonly name: string;
  readonly type: "integer" | "text";
  readonly isNullable: boolean;
}

/** A table as a database's own catalogue describes it. */
export interface Table {
  readonly name: string;
  /** In the order of their names, so that a row is the same on both engines. */
  readonly columns: readonly Column[];
  /** The columns of its primary key, in the key's order. */
  readonly key: readonly string[];
}

/** Tables that belong to one database and are not copied. */
export const OWN_TABLES: readonly string[] = ["migrations", "copy_progress"];

/**
 * Columns that may be NULL only on PostgreSQL. There a payment reserves the rows of its uploads: such a
 * row holds only an appid and an order key.
 */
const NULL_ON_POSTGRES: ReadonlySet<string> = new Set(
  [
    "number",
    "openid",
    "upload_time",
    "upload_instant",
    "state",
    "received_at_ms",
    "first_received_at_ms",
    "merchant_order_nos",
    "events",
    "details",
  ].map((column) => `uploads.${column}`),
);

/** The columns that only one of the engines has, one line for each; empty when the tables are the same. */
export function differencesOf(sqlite: readonly Table[], postgres: readonly Table[]): string[] {
  const onSqlite = describe(sqlite, (place) => NULL_ON_POSTGRES.has(place));
  const onPostgres = describe(postgres, () => false);
  return [
    ...onSqlite.filter((line) => !onPostgres.includes(line)).map((line) => `only SQLite: ${line}`),
    ...onPostgres
      .filter((line) => !onSqlite.includes(line))
      .map((line) => `only PostgreSQL: ${line}`),
  ];
}

function describe(tables: readonly Table[], mayBeNull: (place: string) => boolean): string[] {
  return tables.flatMap(({ name, columns }) =>
    columns.map((column) => {
      const place = `${name}.${column.name}`;
      const isNullable = column.isNullable || mayBeNull(place);
      return `${place} ${column.type}${isNullable ? "" : " not null"}`;
    }),
  );
}
