// Not every database stores U+0000 in a text: PostgreSQL rejects it, and SQLite's package for older
// versions of Node cuts the text there. A client may send it, so it is stored as this noncharacter
// followed by 0. The noncharacter itself is stored as itself followed by 1.
const ESCAPE = "\u{10FFFE}";
const ESCAPE_BYTES = Buffer.from(ESCAPE);
const NUL = "\0";

/** The form of a text that every database can store. */
export function escapeNul(text: string): string {
  if (!text.includes(NUL) && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll(NUL, `${ESCAPE}0`);
}

/** The reverse of {@link escapeNul}. */
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
 * A list as JSON for a parameter, whose texts the database stores as it stores a text parameter.
 * JSON.stringify escapes U+0000, and {@link escapeNul} would not find it: here the character stays
 * unescaped. A half of a surrogate pair becomes U+FFFD, as the drivers write it; PostgreSQL rejects its
 * JSON escape.
 */
export const listAsJson = (list: readonly unknown[]): string =>
  JSON.stringify(list).replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escape) => {
    if (escape === "\\u0000") return NUL;
    return escape.startsWith("\\ud") ? "\u{FFFD}" : escape;
  });
