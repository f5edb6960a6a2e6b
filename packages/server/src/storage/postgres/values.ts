import { types } from "pg";
import type { SqlValue } from "../rows/row.js";

/** What a statement is given: a value, or an array of them for an array of PostgreSQL's. */
export type SqlParameter = SqlValue | readonly SqlValue[];

// PostgreSQL keeps every character but NUL, which a client may send all the same. It is kept as this
// noncharacter with a digit behind it; the noncharacter itself as it with another digit.
const ESCAPE = "\u{10FFFE}";
const NUL = "\0";

export function parameterOf(value: SqlParameter): SqlParameter {
  if (typeof value === "string") return escaped(value);
  return Array.isArray(value) ? value.map((item) => escaped(item as SqlValue)) : value;
}

function escaped<T extends SqlValue>(value: T): T | string {
  if (typeof value !== "string" || !(value.includes(NUL) || value.includes(ESCAPE))) return value;
  return value.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll(NUL, `${ESCAPE}0`);
}

function textOf(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replaceAll(`${ESCAPE}0`, NUL).replaceAll(`${ESCAPE}1`, ESCAPE);
}

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
  [types.builtins.TEXT]: textOf,
  [types.builtins.VARCHAR]: textOf,
};

/** How columns are read: whole numbers as numbers, everything else as the text that it is. */
export const COLUMN_TYPES = {
  getTypeParser: (oid: number) => PARSERS[oid] ?? String,
};
