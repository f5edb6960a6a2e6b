import { escapeNul, unescapeNul, unescapeNulBytes } from "../rows/nul.js";
import type { Row, SqlValue } from "../rows/row.js";

/** A row as the driver returns it: a text may be read as its bytes. */
export type DriverRow = Record<string, SqlValue | Uint8Array>;

/** Escapes U+0000 in place: the array belongs to the call. */
export function storable(parameters: SqlValue[]): SqlValue[] {
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index];
    if (typeof value === "string") parameters[index] = escapeNul(value);
  }
  return parameters;
}

/** The reverse of {@link storable}, for texts and for texts that are read as their bytes. */
export function asStored(row: DriverRow, columns: readonly string[]): Row {
  for (const name of columns) {
    const value = row[name];
    if (typeof value === "string") {
      const text = unescapeNul(value);
      if (text !== value) row[name] = text;
    } else if (value instanceof Uint8Array) row[name] = unescapeNulBytes(value);
  }
  return row as Row;
}
