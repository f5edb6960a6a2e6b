import type { Compilable, Expression, InsertQueryBuilder, InsertResult, Kysely } from "kysely";
import { type Statement, statement } from "./statement.js";
import type { Tables } from "./tables.js";

/** What happens when a row's key exists: nothing, or the row replaces the one with these columns. */
export type OnConflict<Column> = "ignore" | { readonly replace: readonly Column[] };

// The columns are a parameter, which Kysely's own types cannot follow.
type AnyTables = Record<string, Record<string, unknown>>;

/** An INSERT of one row, which is its parameters. Without `onConflict` an existing key is an error. */
export function insert<T extends keyof Tables, C extends keyof Tables[T] & string>(
  table: T,
  columns: readonly C[],
  onConflict?: OnConflict<NoInfer<C>>,
): Statement<Pick<Tables[T], C>, unknown> {
  return statement(({ db }, row): Compilable => {
    const values = row as unknown as Readonly<Record<string, Expression<unknown>>>;
    const name: string = table;
    const query = (db as unknown as Kysely<AnyTables>)
      .insertInto(name)
      .values(Object.fromEntries(columns.map((column) => [column, values[column]])));
    return onConflict === undefined ? query : conflicting(query, columns, onConflict);
  });
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
