import type { Dialect } from "./dialect.js";
import type { BoundStatement, Statement } from "./statement.js";

/** One step that a script asks its transaction to take. */
export type Step =
  | {
      readonly kind: "first" | "all" | "run";
      readonly bind: (dialect: Dialect) => BoundStatement;
    }
  | { readonly kind: "lock"; readonly name: readonly string[] };

/**
 * The statements of a transaction, and the decisions between them. SQLite runs a script without
 * pauses; PostgreSQL waits for each statement. An engine may retry a failed transaction, so a script
 * must not change anything outside the database.
 */
export type Script<T> = Generator<Step, T, unknown>;

/** Returns a statement's first row; null when there is none. */
export function* first<P extends object, R>(
  statement: Statement<P, R>,
  parameters: P,
): Script<R | null> {
  const row = yield { kind: "first", bind: (dialect) => statement.bind(dialect, parameters) };
  return row === null ? null : statement.read(row);
}

/** Returns all rows of a statement. */
export function* all<P extends object, R>(statement: Statement<P, R>, parameters: P): Script<R[]> {
  const rows = yield { kind: "all", bind: (dialect) => statement.bind(dialect, parameters) };
  return (rows as unknown[]).map((row) => statement.read(row));
}

/** Returns how many rows a statement changed. */
export function* run<P extends object>(
  statement: Statement<P, unknown>,
  parameters: P,
): Script<number> {
  return (yield {
    kind: "run",
    bind: (dialect) => statement.bind(dialect, parameters),
  }) as number;
}

/**
 * Waits for the lock of this name and holds it until the transaction ends: for decisions on rows that
 * do not exist yet. SQLite has one writer, so it needs no lock.
 */
export function* lock(...name: readonly string[]): Script<void> {
  yield { kind: "lock", name };
}
