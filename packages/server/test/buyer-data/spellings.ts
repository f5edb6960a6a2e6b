/** Finds a text in bytes, however it is spelled: plain, escaped as in JSON or in a URL, in hex, in base64. */
export function foundIn(bytes: Buffer | string, text: string): string | null {
  const haystack = typeof bytes === "string" ? bytes : bytes.toString("latin1");
  for (const [spelling, needle] of Object.entries(spellingsOf(text))) {
    if (haystack.includes(needle)) return `${spelling}: …${around(haystack, needle)}…`;
  }
  return null;
}

/** How many characters of a text are looked for first. */
const STEM_LENGTH = 5;

/**
 * The first of many texts that is found in bytes, with its spelling. Few of many spellings are searched for:
 * those of the texts' first characters, which most texts share.
 */
export function firstFoundIn(bytes: Buffer | string, texts: readonly string[]): string | null {
  const haystack = typeof bytes === "string" ? bytes : bytes.toString("latin1");
  const stems = new Set(texts.map((text) => text.slice(0, STEM_LENGTH)));
  const found = [...stems].filter((stem) => foundIn(haystack, stem) !== null);
  for (const text of texts.filter((one) => found.some((stem) => one.startsWith(stem)))) {
    const place = foundIn(haystack, text);
    if (place !== null) return `${text}, ${place}`;
  }
  return null;
}

function spellingsOf(text: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(text);
  const utf16 = Buffer.from(text, "utf16le");
  const escaped = Array.from(text, (char) => `\\u${hexOf(char.charCodeAt(0), 4)}`).join("");
  return {
    plain: bytes.toString("latin1"),
    "UTF-16": utf16.toString("latin1"),
    hex: bytes.toString("hex"),
    HEX: bytes.toString("hex").toUpperCase(),
    "JSON escapes": escaped,
    "percent escapes": Array.from(bytes, (byte) => `%${hexOf(byte, 2).toUpperCase()}`).join(""),
    ...base64sOf(bytes, "base64"),
    ...base64sOf(bytes, "base64url"),
  };
}

const hexOf = (code: number, digits: number) => code.toString(16).padStart(digits, "0");

/** A text inside a longer one has another base64 for each of three offsets. Its ends depend on its neighbours. */
function base64sOf(bytes: Buffer, encoding: "base64" | "base64url"): Record<string, string> {
  return Object.fromEntries(
    [0, 1, 2].map((offset) => {
      const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding);
      const start = offset === 0 ? 0 : offset + 1;
      const end = Math.floor(((offset + bytes.length) * 8) / 6);
      return [`${encoding} at ${offset}`, whole.slice(start, end)];
    }),
  );
}

const around = (haystack: string, needle: string): string => {
  const at = haystack.indexOf(needle);
  return haystack
    .slice(Math.max(0, at - 60), at + needle.length + 60)
    .replaceAll(/[^\x20-\x7e]/g, "·");
};
