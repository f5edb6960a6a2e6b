import stringWidth from "string-width";

/**
 * How many columns of a terminal a text takes: Chinese characters and emoji take two, colours none.
 * Version 4 is what cli-table3 pads with, so both count alike.
 */
export function displayWidth(value: string): number {
  return stringWidth(value);
}

/** The text, and blanks behind it until it is so many columns wide. */
export function padEnd(value: string, columns: number): string {
  return value + " ".repeat(Math.max(0, columns - displayWidth(value)));
}

const GRAPHEMES = new Intl.Segmenter();

/** The text if it fits in so many columns, or its beginning and an ellipsis. It must hold no colours. */
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
 * Breaks a text into lines of at most so many columns: between words, and between any two Chinese
 * characters, but never before a closing punctuation mark. A longer word keeps a line of its own.
 */
export function wrap(value: string, columns: number): string[] {
  return value.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

// A word is a run without blanks and Chinese characters; a Chinese character takes the punctuation
// behind it along, so that no line begins with it.
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
 * A text that came from a file or a server, made safe to show: its control characters become
 * visible signs, so that none of them can steer the terminal.
 */
export function printable(value: string): string {
  return value.replace(CONTROL, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point < 0x20 ? String.fromCodePoint(0x2400 + point) : "�";
  });
}
