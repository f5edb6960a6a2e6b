import { types } from "pg";
import { escapeNul, unescapeNul } from "../rows/nul.js";
import type { SqlValue } from "../rows/row.js";

/** A parameter of a statement: a value, or a list for a PostgreSQL array. */
export type SqlParameter = SqlValue | readonly SqlValue[];

export function parameterOf(value: SqlParameter): SqlParameter {
  return Array.isArray(value) ? value.map(storable) : storable(value as SqlValue);
}

const storable = (value: SqlValue) => (typeof value === "string" ? escapeNul(value) : value);

/** @throws RangeError for an integer that JavaScript would round */
function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is not a safe integer`);
  return number;
}

const PARSERS: Readonly<Record<number, (text: string) => SqlValue>> = {
  [types.builtins.INT2]: numberOf,
  [types.builtins.INT4]: numberOf,
  [types.builtins.INT8]: numberOf,
  [types.builtins.TEXT]: unescapeNul,
  [types.builtins.VARCHAR]: unescapeNul,
};

/** How columns are read: integers as numbers, all others as texts. */
export const COLUMN_TYPES = {
  getTypeParser: (oid: number) => PARSERS[oid] ?? String,
};
