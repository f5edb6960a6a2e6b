import type { Compilable, Generated, InsertQueryBuilder, InsertResult, Kysely } from "kysely";
import type { Row } from "../rows/row.js";
import { type Given, type Statement, statement } from "./statement.js";
import type { Tables } from "./tables.js";

/** What happens when a row's key exists: nothing, or the row replaces the one with these columns. */
export type OnConflict<Column> = "ignore" | { readonly replace: readonly Column[] };

// The columns are a parameter, which Kysely's own types cannot follow.
type AnyTables = Record<string, Record<string, unknown>>;

/** The columns that have no default and are never null. */
type RequiredColumn<T> = {
  [Name in keyof T]: T[Name] extends Generated<unknown>
    ? never
    : null extends T[Name]
      ? never
      : Name;
}[keyof T];

/**
 * An INSERT of one row, which is its parameters. Without `onConflict` an existing key is an error.
 * @param missing makes a required column that is not in `columns` a compile error
 */
export function insert<T extends keyof Tables, C extends keyof Tables[T] & string>(
  table: T,
  columns: readonly C[],
  onConflict?: OnConflict<NoInfer<C>>,
  ..._missing: [Exclude<RequiredColumn<Tables[T]>, C>] extends [never]
    ? []
    : [Exclude<RequiredColumn<Tables[T]>, C>]
): Statement<Pick<Tables[T], C>, unknown> {
  const name: string = table;
  const made = statement(({ db }, row: Given<Row>): Compilable => {
    const query = (db as unknown as Kysely<AnyTables>)
      .insertInto(name)
      .values(Object.fromEntries(columns.map((column) => [column, row[column]])));
    return onConflict === undefined ? query : conflicting(query, columns, onConflict);
  });
  return made as unknown as Statement<Pick<Tables[T], C>, unknown>;
}

function conflicting(
  query: InsertQueryBuilder<AnyTables, string, InsertResult>,
  columns: readonly string[],
  onConflict: OnConflict<string>,
): Compilable {
  if (onConflict === "ignore") return query.onConflict((conflict) => conflict.doNothing());
  const { replace } = onConflict;
  const others = columns.filter((column) => !replace.includes(column));
  return query.onConflict((conflict) =>
    conflict
      .columns(replace)
      .doUpdateSet(({ ref }) =>
        Object.fromEntries(others.map((column) => [column, ref(`excluded.${column}`)])),
      ),
  );
}
