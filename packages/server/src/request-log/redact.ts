import { isObject } from "@dingdan/contract";
import { MASK, maskCutSecret, maskSecretValues } from "./secret-values.js";

export { MASK } from "./secret-values.js";

/** The path for a redacted body whose members cannot be compared, because it is not JSON. */
export const WHOLE_BODY = "(body)";

/** Names of members that hold a secret or a token, in all spellings of the known clients. */
const SECRET_NAMES = [
  "[\\w-]*(?:token|secret|ticket|password|passwd)",
  "[\\w-]*auth(?:orization)?[_-]?code",
  "(?:admin|api|session)[_-]?key",
  "js_?code",
  "authorization",
  "pwd",
];
/** Names of members that hold a person's contact details. */
const CONTACT_NAMES = ["\\w*_contact", "contact"];

// A part of each of these names, and the words before a token in a header.
const ANY_NAME =
  /token|secret|ticket|auth|(?:admin|api|session)[_-]?key|js_?code|passw|pwd|contact|bearer|basic|cookie|api-key/i;

const NAME = `(?:${[...SECRET_NAMES, ...CONTACT_NAMES].join("|")})`;

// In all of these the body may have been cut inside the value, so its closing quote may be missing.
const JSON_MEMBER = new RegExp(
  `("${NAME}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)|(?!null\\b)[\\w.+-]+)`,
  "gis",
);
// JSON inside a JSON string.
const ESCAPED_MEMBER = new RegExp(`(\\\\"${NAME}\\\\+"\\s*:\\s*\\\\+")[^"\\\\]*`, "gi");
const QUOTED_MEMBER = new RegExp(`('${NAME}'\\s*:\\s*)'[^']*(?:'|$)`, "gi");
const FORM_MEMBER = new RegExp(`((?:^|[?&;\\s/])${NAME}=)[^&;\\s"'<>]*`, "gi");
const XML_ELEMENT = new RegExp(`(<${NAME}>)[^<]*(?:<!\\[CDATA\\[.*?(?:\\]\\]>|$))?[^<]*`, "gis");
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
// Headers, as someone pastes them into a text.
const HEADER =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\s*:\s*)[^\s"'\\][^\r\n"'\\]*/gi;
// A mobile phone number of China: eleven digits that begin with 13 to 19, perhaps in groups.
const PHONE = /(?<!\d)(1[3-9]\d)([- ]?)\d{4}\2(\d{4})(?!\d)/g;
// The beginning of such a number before a cut.
const CUT_PHONE = /(?<!\d)1[3-9]\d{2,9}$/;

/** Masks secret and personal values in a text of any format: JSON, a form, XML, or a part of one. */
export function redactText(value: string): string {
  // Most texts contain no such name, and one search for the names is cheaper than one for each format.
  const named = ANY_NAME.test(value) ? redactMembers(value) : value;
  return maskSecretValues(named).replace(PHONE, "$1****$3");
}

function redactMembers(value: string): string {
  return value
    .replace(JSON_MEMBER, `$1"${MASK}"`)
    .replace(ESCAPED_MEMBER, `$1${MASK}`)
    .replace(QUOTED_MEMBER, `$1'${MASK}'`)
    .replace(FORM_MEMBER, `$1${MASK}`)
    .replace(XML_ELEMENT, `$1${MASK}`)
    .replace(HEADER, `$1$2${MASK}`)
    .replace(BEARER, `$1 ${MASK}`);
}

/** Masks a text that was cut, including the beginning of a number or token before the cut. */
export function redactCutText(value: string): string {
  return maskCutSecret(redactText(value).replace(CUT_PHONE, MASK));
}

/** The paths of the members in which a body and its redacted form differ. */
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
