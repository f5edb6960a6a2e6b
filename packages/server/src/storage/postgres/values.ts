import { types } from "pg";
import { escapeNul, unescapeNul } from "../rows/nul.js";
import type { SqlValue } from "../rows/row.js";

/** What a statement is given: a value, or an array of them for an array of PostgreSQL's. */
export type SqlParameter = SqlValue | readonly SqlValue[];

export function parameterOf(value: SqlParameter): SqlParameter {
  return Array.isArray(value) ? value.map(storable) : storable(value as SqlValue);
}

const storable = (value: SqlValue) => (typeof value === "string" ? escapeNul(value) : value);

/** A whole number, which JavaScript must be able to hold. */
function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is no safe integer`);
  return number;
}

const PARSERS: Readonly<Record<number, (text: string) => SqlValue>> = {
  [types.builtins.INT2]: numberOf,
  [types.builtins.INT4]: numberOf,
  [types.builtins.INT8]: numberOf,
  [types.builtins.TEXT]: unescapeNul,
  [types.builtins.VARCHAR]: unescapeNul,
};

/** How columns are read: whole numbers as numbers, everything else as the text that it is. */
export const COLUMN_TYPES = {
  getTypeParser: (oid: number) => PARSERS[oid] ?? String,
};
