import { isObject } from "@dingdan/contract";
import { maskReadings, type Reading, type Span, undecodedSpans } from "./readings.js";
import { MASK, secretSpans, spansAfterGroup } from "./secret-values.js";

export { MASK } from "./secret-values.js";

/** The path for a redacted body whose members cannot be compared, because it is not JSON. */
export const WHOLE_BODY = "(body)";

/** Names of members that hold a secret or a token, in all spellings of the known clients. */
const SECRET_NAMES = [
  "[\\w-]*(?:token|secret|ticket|password|passwd)",
  "[\\w-]*secret[_-]?(?:key|value)",
  "[\\w-]*auth(?:orization)?[_-]?code",
  "(?:admin|api|app|access|private|session|encoding_?aes)[_-]?key",
  "js_?code",
  "authorization",
  "pwd",
  "sk",
];
/** Names of members that hold a person's contact details. */
const CONTACT_NAMES = ["\\w*_contact", "contact"];

// A part of each of these names, and the words before a token in a header.
const ANY_NAME =
  /token|secret|ticket|auth|(?:admin|api|app|access|private|session|aes)[_-]?key|js_?code|passw|pwd|\bsk\b|contact|bearer|basic|cookie|api-key/i;

const NAME = `(?:${[...SECRET_NAMES, ...CONTACT_NAMES].join("|")})`;
/** A name in quotes, or without them at the beginning of a member. */
const ANY_QUOTED_NAME = `(?:"${NAME}"|'${NAME}'|[{,]\\s*${NAME})\\s*:\\s*`;

// Group 1 is kept, the rest of a match is masked. In all of these the text may have been cut inside the
// value, so its closing quote may be missing.
const MEMBERS: readonly RegExp[] = [
  new RegExp(`(${ANY_QUOTED_NAME}")(?:[^"\\\\]|\\\\.)*\\\\?`, "gis"),
  // JSON inside a JSON string.
  new RegExp(`(\\\\"${NAME}\\\\+"\\s*:\\s*\\\\+")[^"\\\\]*`, "gi"),
  new RegExp(`(${ANY_QUOTED_NAME}')[^']*`, "gi"),
  new RegExp(`((?:^|[?&;\\s/.[])${NAME}\\]?=["']?)[^&;\\s"'<>]*`, "gi"),
  new RegExp(`(<${NAME}>)[^<]*(?:<!\\[CDATA\\[.*?(?:\\]\\]>|$))?[^<]*`, "gis"),
  // Headers, as someone pastes them into a text.
  /(\b(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key)\s*:\s*)[^\s"'\\][^\r\n"'\\]*/gi,
  /(\b(?:Bearer|Basic)\s+)[\w.~+/=-]+/gi,
];
/** A value without quotes is masked with quotes, so that the text remains JSON. */
const BARE_MEMBER = new RegExp(`("${NAME}"\\s*:\\s*)(?!null\\b)[\\w.+-]+`, "gi");
// A mobile phone number of China: eleven digits that begin with 13 to 19, perhaps in groups.
const PHONE = /(?<!\d)(1[3-9]\d)(([- ]?)\d{4}\3)(\d{4})(?!\d)/g;

/** Masks secret and personal values in a text of any format and encoding, or in a part of one. */
export const redactText = (value: string): string => maskReadings(value, spansOf);

/**
 * Masks a text that was cut. What is unfinished at its end is not kept: it may be the beginning of a
 * secret, an openid or a phone number, which nothing recognises any more.
 */
export function redactCutText(value: string): string {
  return maskReadings(value, (reading) => [
    ...spansOf(reading),
    ...(reading.depth === 0 ? unfinishedSpan(value) : []),
  ]);
}

/** The longest secret, with each character as an escape. */
const UNFINISHED_LENGTH = 1024;
const UNFINISHED = /[\w+/=%\\&#;@.~\ufffd-]{4,}$|1[3-9]\d[- ]\d{1,4}(?:[- ]\d{0,3})?$/;

function unfinishedSpan(value: string): Span[] {
  const from = Math.max(0, value.length - UNFINISHED_LENGTH);
  const match = UNFINISHED.exec(value.slice(from));
  return match === null ? [] : [{ start: from + match.index, end: value.length, mask: MASK }];
}

/** Where a reading has secret and personal values. */
function* spansOf(reading: Reading): Generator<Span> {
  const { text, depth } = reading;
  // Most texts contain no such name, and one search for the names is cheaper than one for each format.
  if (ANY_NAME.test(text)) {
    for (const members of MEMBERS) yield* spansAfterGroup(members, text, MASK);
    yield* spansAfterGroup(BARE_MEMBER, text, depth === 0 ? `"${MASK}"` : MASK);
  }
  yield* secretSpans(text);
  for (const { index, 1: before = "", 2: middle = "" } of text.matchAll(PHONE)) {
    const start = index + before.length;
    yield { start, end: start + middle.length, mask: "****" };
  }
  yield* undecodedSpans(reading, MASK);
}

/** The paths of the members in which a body and its redacted form differ. */
export function redactedPaths(raw: string, redacted: string): string[] {
  if (raw === redacted) return [];
  try {
    // A name may be a secret, too.
    return [...differences(JSON.parse(raw), JSON.parse(redacted), "")].map(redactText);
  } catch {
    return [WHOLE_BODY];
  }
}

function* differences(before: unknown, after: unknown, path: string): Generator<string> {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, item] of before.entries()) {
      yield* differences(item, after[index], `${path}[${index}]`);
    }
  } else if (isObject(before) && isObject(after)) {
    for (const name of Object.keys(before)) {
      yield* differences(before[name], after[name], path === "" ? name : `${path}.${name}`);
    }
  } else yield path;
}
