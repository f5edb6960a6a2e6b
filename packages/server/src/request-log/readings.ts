/** A part of a text and what replaces it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly mask: string;
}

/** A text as it is written (depth 0), or with its escapes decoded once more than in the reading before. */
export interface Reading {
  readonly text: string;
  readonly depth: number;
  /** Where a part of this reading is in the text as it is written. */
  readonly written: (start: number, end: number) => readonly [start: number, end: number];
}

/**
 * All readings of a text: percent-encoding, JSON escapes and character references are decoded until
 * nothing is left to decode. An escape that a further decoding would repeat (`%2561`, `\\u0061`) is decoded
 * at once. Most texts have no escape, and one reading.
 */
export function readingsOf(text: string): readonly Reading[] {
  const readings: Reading[] = [{ text, depth: 0, written: (start, end) => [start, end] as const }];
  for (let depth = 1; depth <= DEPTH_MAX; depth++) {
    const next = decodeOnce(readings[depth - 1] as Reading);
    if (next === null) break;
    readings.push(next);
  }
  return readings;
}

/** The part of a text that is still encoded after the last decoding: nothing sensible is written so. */
export function undecodedSpans({ text, depth }: Reading, mask: string): Span[] {
  if (depth < DEPTH_MAX || !hasEscape(text)) return [];
  return [...text.matchAll(UNDECODED)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    mask,
  }));
}

const DEPTH_MAX = 4;

/**
 * What a decoding replaces. A client's URL parser writes the backslash of a JSON escape in a path as `/`.
 * Group 1 to 3 is a hexadecimal code, 4 a decimal one, 5 the escaped character.
 * U+FFFD is what a byte that is not text becomes: in UTF-16, every second one.
 */
const ESCAPE =
  /%(?:25)*(?:u00)?([\da-f]{2})|%(?:25)*u[\da-f]{4}|(?:\\+(?:u00|x)|\/u00)([\da-f]{2})|\\+u[\da-f]{4}|&#x0{0,6}([\da-f]{2});|&#0{0,6}(\d{2,3});|&(?:quot|amp|apos|lt|gt);|\\+([^ux]|$)|\ufffd/gi;
const UNDECODED = /(?<![^\s"'&=<>{},])[^\s"'&=<>{},]*(?:%[\da-f]{2}|\\|&#|\ufffd)[^\s"'&=<>{},]*/gi;

const hasEscape = (text: string) =>
  text.includes("%") ||
  text.includes("\\") ||
  text.includes("&") ||
  text.includes("/u00") ||
  text.includes("\ufffd");

function decodeOnce({ text, depth, written }: Reading): Reading | null {
  if (!hasEscape(text)) return null;
  // Where each escape ends in the text, and where its character ends in the decoded text.
  const ends: number[] = [];
  const decodedEnds: number[] = [];
  let decoded = "";
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    decoded += text.slice(end, match.index) + characterOf(match);
    end = match.index + match[0].length;
    ends.push(end);
    decodedEnds.push(decoded.length);
  }
  if (end === 0) return null;
  decoded += text.slice(end);
  /** How many escapes end at or before this place of the decoded text. */
  const countBefore = (at: number) => {
    let [low, high] = [0, decodedEnds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((decodedEnds[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** The place in the text of a place in the decoded text that is not inside an escape. */
  const placeOf = (at: number) => {
    const count = countBefore(at);
    if (count === 0) return at;
    return (ends[count - 1] as number) + at - (decodedEnds[count - 1] as number);
  };
  return {
    text: decoded,
    depth: depth + 1,
    written: (start, last) => written(placeOf(start), placeOf(last)),
  };
}

/** The character of an escape; a control or a character outside ASCII is in no secret and no openid. */
function characterOf(match: RegExpMatchArray): string {
  const [escape, percent, json, hex, decimal, character] = match;
  if (character !== undefined) return "bfnrt".includes(character) ? " " : character;
  if (escape === "\ufffd") return "";
  const code = decimal === undefined ? Number.parseInt(percent ?? json ?? hex ?? "", 16) : +decimal;
  if (Number.isNaN(code)) return NAMED[escape.toLowerCase()] ?? OTHER;
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : OTHER;
}

const OTHER = "\u00b7";
const NAMED: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
};

/** Spans in order, without overlaps: those that overlap are one, with the mask of the longest. */
export function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      continue;
    }
    const { mask } = span.end - span.start > last.end - last.start ? span : last;
    merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), mask };
  }
  return merged;
}

/** Replaces what `find` finds in any reading of a text, in the form in which it is written. */
export function maskReadings(text: string, find: (reading: Reading) => Iterable<Span>): string {
  const spans: Span[] = [];
  for (const reading of readingsOf(text)) {
    for (const { start, end, mask } of find(reading)) {
      const [from, to] = reading.written(start, end);
      if (to > from) spans.push({ start: from, end: to, mask });
    }
  }
  if (spans.length === 0) return text;
  let masked = "";
  let end = 0;
  for (const span of mergedSpans(spans)) {
    masked += text.slice(end, span.start) + span.mask;
    end = span.end;
  }
  return masked + text.slice(end);
}
