import {
  type AliasedRawBuilder,
  DummyDriver,
  type Expression,
  Kysely,
  type Dialect as KyselyDialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type SelectQueryBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import type { JsonText } from "../rows/json.js";
import type { Tables } from "./tables.js";

/** How one engine writes a statement. Kysely builds the text and checks its types; it runs no statement. */
export interface Dialect {
  readonly db: Kysely<Tables>;
  /** Locks the selected rows until the transaction ends. SQLite has one writer, so it needs no lock. */
  forUpdate: LockRows;
  /** The same, without the rows that another transaction has locked. */
  forUpdateSkipLocked: LockRows;
  /** A statement that keeps other transactions from writing a table. SQLite has one writer. */
  lockWrites(table: string): string;
  /** Whether two texts are equal, or both null, so that an index on the first is used. */
  isSame(column: Expression<string | null>, value: Expression<string | null>): Expression<SqlBool>;
  /** Whether a text is in a list. The list is one parameter. */
  isIn(column: Expression<string>, list: Expression<readonly string[]>): Expression<SqlBool>;
  /** Whether a text contains another. No index serves it. */
  contains(column: Expression<unknown>, part: Expression<string>): Expression<SqlBool>;
  /** A text inside a JSON column, as the same expression as in its index. */
  jsonMember<T>(column: Expression<JsonText<T>>, name: keyof T & string): Expression<string>;
  /** Rows to select from. They are one parameter: a non-empty list of objects with these members. */
  rows<T>(
    list: Expression<readonly T[]>,
    types: Readonly<Record<keyof T & string, ColumnType>>,
  ): AliasedRawBuilder<T, "given">;
}

type ColumnType = "text" | "bigint";

type LockRows = <DB, T extends keyof DB, O>(
  query: SelectQueryBuilder<DB, T, O>,
) => SelectQueryBuilder<DB, T, O>;

export const SQLITE: Dialect = {
  db: builderOf({
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }),
  forUpdate: (query) => query,
  forUpdateSkipLocked: (query) => query,
  lockWrites: () => "SELECT 1",
  isSame: (column, value) => sql`${column} is ${value}`,
  isIn: (column, list) => sql`${column} in (select value from json_each(${list}))`,
  contains: (column, part) => sql`instr(${column}, ${part}) > 0`,
  jsonMember: (column, name) => sql`json_extract(${column}, ${sql.lit(`$.${name}`)})`,
  rows: (list, types) => {
    const members = Object.keys(types).map(
      (name) => sql`json_extract(value, ${sql.lit(`$.${name}`)}) as ${sql.ref(name)}`,
    );
    return sql`(select ${sql.join(members)} from json_each(${list}))`.as("given") as never;
  },
};

export const POSTGRES: Dialect = {
  db: builderOf({
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }),
  forUpdate: (query) => query.forUpdate(),
  forUpdateSkipLocked: (query) => query.forUpdate().skipLocked(),
  lockWrites: (table) => `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`,
  // The same expression as in the index of such a column.
  isSame: (column, value) => sql`coalesce(${column}, '') = coalesce(${value}, '')`,
  isIn: (column, list) => sql`${column} = any(${list}::text[])`,
  contains: (column, part) => sql`strpos(${column}, ${part}) > 0`,
  jsonMember: (column, name) => sql`(${column}::json ->> ${sql.lit(name)}) collate "C"`,
  rows: (list, types) => {
    const columns = Object.entries<ColumnType>(types).map(
      ([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`,
    );
    const alias = sql`given (${sql.join(columns)})`;
    return sql`json_to_recordset(${list}::json)`.as<"given">(alias) as never;
  },
};

/** Builds statements and has no connection to run them. */
function builderOf(engine: Omit<KyselyDialect, "createDriver">): Kysely<Tables> {
  return new Kysely({ dialect: { ...engine, createDriver: () => new DummyDriver() } });
}
