import stringWidth from "string-width";

/**
 * The number of terminal columns that a text takes: two for Chinese characters and emoji, none for
 * colours. string-width 4 is what cli-table3 pads with, so both count the same.
 */
export function displayWidth(value: string): number {
  return stringWidth(value);
}

/** Pads the text with spaces to this many columns. */
export function padEnd(value: string, columns: number): string {
  return value + " ".repeat(Math.max(0, columns - displayWidth(value)));
}

const GRAPHEMES = new Intl.Segmenter();

/** Truncates the text to this many columns, with an ellipsis. The text must not contain colours. */
export function truncate(value: string, columns: number): string {
  if (displayWidth(value) <= columns) return value;
  let kept = "";
  for (const { segment } of GRAPHEMES.segment(value)) {
    if (displayWidth(kept + segment) >= columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

/**
 * Breaks a text into lines of at most this many columns: between words and between Chinese
 * characters, but never before a closing punctuation mark. A longer word gets its own line.
 */
export function wrap(value: string, columns: number): string[] {
  return value.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

// A word has no spaces and no Chinese characters. A Chinese character includes the punctuation after
// it, so that no line begins with punctuation.
const PIECES =
  /\s+|[\u2E80-\uA4CF\uF900-\uFAFF][，。；：、！？）」』》…]*|[^\s\u2E80-\uA4CF\uF900-\uFAFF]+/gu;

function wrapParagraph(paragraph: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const [piece] of paragraph.matchAll(PIECES)) {
    if (line !== "" && displayWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}

const CONTROL = /\p{Cc}/gu;

/**
 * Makes a text of a file or a server safe to print: replaces control characters by visible symbols,
 * so that they do not control the terminal.
 */
export function printable(value: string): string {
  return value.replace(CONTROL, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point < 0x20 ? String.fromCodePoint(0x2400 + point) : "�";
  });
}
