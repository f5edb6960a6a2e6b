import { mergedSpans, readingsOf, type Span } from "./readings.js";

/** An openid that was masked: where its mask begins in the masked text, and the openid as it was written. */
export type MaskedOpenid = readonly [at: number, openid: string];

export interface MaskedText {
  readonly text: string;
  readonly found: readonly MaskedOpenid[];
}

/**
 * Masks openids in a text of any format and encoding: values of members named `openid` (`sub_openid`,
 * `unionid`), and values of WeChat's form. `oUpF8uMuAJO_M2pxb1Q9zNjWeS6o` becomes `oUpF…eS6o`.
 */
export function maskOpenids(text: string): MaskedText {
  const spans: Span[] = [];
  for (const { text: read, written } of readingsOf(text)) {
    for (const match of read.matchAll(OPENID)) {
      const openid = match[1] ?? match[2] ?? "";
      if (match[1] === undefined && !hasBothCases(openid)) continue;
      const at = match.index + match[0].length - openid.length;
      const [start, end] = written(at, at + openid.length);
      spans.push({ start, end, mask: maskOf(openid) });
    }
  }
  const found: MaskedOpenid[] = [];
  let masked = "";
  let last = 0;
  for (const { start, end, mask } of mergedSpans(spans)) {
    masked += text.slice(last, start);
    found.push([masked.length, text.slice(start, end)]);
    masked += mask;
    last = end;
  }
  return found.length === 0 ? { text, found } : { text: masked + text.slice(last), found };
}

/** An openid without the escapes with which it is written. */
export const readOpenid = (written: string): string => readingsOf(written).at(-1)?.text ?? written;

/** Undoes `maskOpenids`. */
export function restoreOpenids({ text, found }: MaskedText): string {
  let restored = "";
  let end = 0;
  for (const [at, openid] of found) {
    restored += text.slice(end, at) + openid;
    end = at + MASK_LENGTH;
  }
  return restored + text.slice(end);
}

/** The masks in a text, each with the openid that it means, without escapes. */
export function masksOf({ text, found }: MaskedText): ReadonlyMap<string, string> {
  const openids = new Map<string, string>();
  for (const [at, openid] of found) {
    const mask = text.slice(at, at + MASK_LENGTH);
    if (!openids.has(mask)) openids.set(mask, readOpenid(openid));
  }
  return openids;
}

const MASK_LENGTH = 9;
const maskOf = (openid: string) => `${openid.slice(0, 4)}…${openid.slice(-4)}`;

/**
 * A value under its name in JSON, JSON in a string, a form, XML or a literal, of 12 characters or more; or
 * 28 characters that begin with `o`.
 */
const OPENID =
  /(?:open|union)_?id["'\\\]]*\s*[:=>]\s*(?:\\*["']|<!\[CDATA\[)?([\w-]{12,128})(?![\w-])|(?<![\w-])(o[\w-]{27})(?![\w-])/gi;

/** An order number of this length rarely has letters of both cases; an openid nearly always does. */
const hasBothCases = (openid: string) =>
  openid.startsWith("o") && /[a-z]/.test(openid.slice(1)) && /[A-Z]/.test(openid);
