import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Row } from "../rows/row.js";
import { parameterOf, type SqlParameter } from "./values.js";

/**
 * Runs statements on one connection or on any. Each connection prepares a text once, so a statement must
 * be a constant (or one of a few variants), and anything that varies is a value: `$1`, `$2`, … The server
 * rejects a text of several statements, which a distributed database could not run.
 */
export interface Queries {
  /**
   * True when the tables are distributed over servers by their keys. A statement that locks rows must
   * then name one app; otherwise, one statement for the rows of all apps is faster.
   */
  readonly isDistributed: boolean;
  /** @typeParam R the row that the statement selects */
  first<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R | null>;
  all<R = Row>(statement: string, values?: readonly SqlParameter[]): Promise<R[]>;
  /** Returns how many rows the statement changed. */
  run(statement: string, values?: readonly SqlParameter[]): Promise<number>;
}

/** The statements of a transaction, which run one after another. */
export type Transaction = Queries;

/** @param readTimeoutMs how long to wait for each reply; the connection's limit without it */
export function queriesOn(
  client: ClientBase,
  { isDistributed }: Pick<Queries, "isDistributed">,
  readTimeoutMs?: number,
): Transaction {
  // The driver's types lack this option of a statement.
  const limit = readTimeoutMs === undefined ? {} : { query_timeout: readTimeoutMs };
  const query = (text: string, values: readonly SqlParameter[] = []) =>
    client.query<Row>({ name: nameOf(text), text, values: values.map(parameterOf), ...limit });
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
