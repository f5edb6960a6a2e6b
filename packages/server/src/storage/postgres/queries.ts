import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Row } from "../rows/row.js";
import { parameterOf, type SqlParameter } from "./values.js";

/**
 * Statements on one connection or on any. Each text is prepared once a connection, so a statement is
 * a constant (or one of a few variants), and what changes is among its values: `$1`, `$2`, … The server
 * refuses a text of several statements, which a distributed database could not carry out.
 */
export interface Queries {
  /**
   * The tables are spread over servers by their keys. There a statement that locks rows names the one
   * app whose they are; elsewhere one for the rows of all apps is faster.
   */
  readonly isDistributed: boolean;
  /** @typeParam R the row that the statement selects */
  first<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R | null>;
  all<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R[]>;
  /** Returns how many rows the statement changed. */
  run(statement: string, values?: readonly SqlParameter[]): Promise<number>;
}

/** A transaction's statements: one is answered before the next is given. */
export type Transaction = Queries;

export function queriesOn(
  client: ClientBase,
  { isDistributed }: Pick<Queries, "isDistributed">,
): Transaction {
  const query = (text: string, values: readonly SqlParameter[] = []) =>
    client.query<Row>({ name: nameOf(text), text, values: values.map(parameterOf) });
  return {
    isDistributed,
    first: async <R>(statement: string, values?: readonly SqlParameter[]) =>
      ((await query(statement, values)).rows[0] ?? null) as R | null,
    all: async <R>(statement: string, values?: readonly SqlParameter[]) =>
      (await query(statement, values)).rows as R[],
    run: async (statement, values) => (await query(statement, values)).rowCount ?? 0,
  };
}

const names = new Map<string, string>();

/** A statement's name on every connection: the server keeps 63 bytes of a name. */
function nameOf(statement: string): string {
  let name = names.get(statement);
  if (name === undefined) {
    name = createHash("sha256").update(statement).digest("hex").slice(0, 32);
    names.set(statement, name);
  }
  return name;
}
