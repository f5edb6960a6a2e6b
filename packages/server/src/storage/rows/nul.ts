// Not every database keeps U+0000 in a text: PostgreSQL refuses it, and SQLite's package for older
// versions of Node cuts the text there. A client may send it all the same. It is kept as this
// noncharacter with a digit behind it; the noncharacter itself as it with another digit.
const ESCAPE = "\u{10FFFE}";
const ESCAPE_BYTES = Buffer.from(ESCAPE);
const NUL = "\0";

/** A text as every database keeps it. */
export function escapeNul(text: string): string {
  if (!text.includes(NUL) && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll(NUL, `${ESCAPE}0`);
}

/** The text that {@link escapeNul} was given. */
export function unescapeNul(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replaceAll(`${ESCAPE}0`, NUL).replaceAll(`${ESCAPE}1`, ESCAPE);
}

/** {@link unescapeNul} of a text that was read as its bytes. */
export function unescapeNulBytes(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes(ESCAPE_BYTES) ? Buffer.from(unescapeNul(buffer.toString())) : bytes;
}

/**
 * A list as JSON for a parameter. JSON writes U+0000 as an escape of its own, which {@link escapeNul}
 * would not see: here it is the character itself, so that the databases escape it as in any text.
 */
export const listAsJson = (list: readonly unknown[]): string =>
  JSON.stringify(list).replace(/\\(?:u0000|.)/g, (escape) => (escape === "\\u0000" ? NUL : escape));
