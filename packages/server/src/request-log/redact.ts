import { isObject } from "@dingdan/contract";

/** The path of what cannot be told apart by its members. */
export const WHOLE_BODY = "(body)";

/** What stands in the log for a value that is nobody's business. */
export const MASK = "***";

/** Members that hold a secret or a token, whatever they are called by the clients we know. */
const SECRET_NAMES = [
  "[\\w-]*(?:token|secret|ticket|password|passwd)",
  "[\\w-]*auth(?:orization)?[_-]?code",
  "(?:admin|api|session)[_-]?key",
  "js_?code",
  "authorization",
  "pwd",
];
/** Members that hold how a person is reached. */
const CONTACT_NAMES = ["\\w*_contact", "contact"];

// What every one of these names holds; and what stands before a token in a header.
const ANY_NAME =
  /token|secret|ticket|auth|(?:admin|api|session)[_-]?key|js_?code|passw|pwd|contact|bearer|basic/i;

const NAME = `(?:${[...SECRET_NAMES, ...CONTACT_NAMES].join("|")})`;

// Of all these the value may break off where the body was cut, so its closing quote may be missing.
const JSON_MEMBER = new RegExp(
  `("${NAME}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)|(?!null\\b)[\\w.+-]+)`,
  "gis",
);
// JSON that was put into a JSON string.
const ESCAPED_MEMBER = new RegExp(`(\\\\"${NAME}\\\\+"\\s*:\\s*\\\\+")[^"\\\\]*`, "gi");
const QUOTED_MEMBER = new RegExp(`('${NAME}'\\s*:\\s*)'[^']*(?:'|$)`, "gi");
const FORM_MEMBER = new RegExp(`((?:^|[?&;\\s/])${NAME}=)[^&;\\s"'<>]*`, "gi");
const XML_ELEMENT = new RegExp(`(<${NAME}>)[^<]*(?:<!\\[CDATA\\[.*?(?:\\]\\]>|$))?[^<]*`, "gis");
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
// An access token by its look, wherever it stands: a key generation, an underscore, URL-safe text.
const TOKEN_LOOK = /\b\d{1,3}_[\w-]{40,}/g;
// A mobile phone number of China: eleven digits that begin with 13 to 19, perhaps in groups.
const PHONE = /(?<!\d)(1[3-9]\d)([- ]?)\d{4}\2(\d{4})(?!\d)/g;
// What a cut may have left of such a number or of a token.
const CUT_PHONE = /(?<!\d)1[3-9]\d{2,9}$/;
const CUT_TOKEN = /\b\d{1,3}_[\w-]*$/;

/** Masks whatever is secret or personal in a text of any form: JSON, a form, XML, or what was one. */
export function redactText(value: string): string {
  // Most texts name nothing secret, and one search for the names is cheaper than one for each form.
  const named = ANY_NAME.test(value) ? redactMembers(value) : value;
  return named.replace(TOKEN_LOOK, MASK).replace(PHONE, "$1****$3");
}

function redactMembers(value: string): string {
  return value
    .replace(JSON_MEMBER, `$1"${MASK}"`)
    .replace(ESCAPED_MEMBER, `$1${MASK}`)
    .replace(QUOTED_MEMBER, `$1'${MASK}'`)
    .replace(FORM_MEMBER, `$1${MASK}`)
    .replace(XML_ELEMENT, `$1${MASK}`)
    .replace(BEARER, `$1 ${MASK}`);
}

/** Masks the beginning of a text that was cut: also what the cut left of a number. */
export function redactCutText(value: string): string {
  return redactText(value).replace(CUT_PHONE, MASK).replace(CUT_TOKEN, MASK);
}

/** Where a body and its redacted form differ, by the paths of its members. */
export function redactedPaths(raw: string, redacted: string): string[] {
  if (raw === redacted) return [];
  try {
    return [...differences(JSON.parse(raw), JSON.parse(redacted), "")];
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
