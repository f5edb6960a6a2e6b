import type { Span } from "./readings.js";

/** Replaces a secret value in the log. */
export const MASK = "***";

/**
 * Finds secrets by their form, under any name and in any format of text: access tokens, tickets and codes
 * of third-party platforms, bearer tokens, EncodingAESKeys and keys in base64, private keys, JWTs.
 *
 * An app secret has the form of an order number (32 hexadecimal digits) and is not found by its form:
 * see `known-secrets.ts`.
 */
export function* secretSpans(text: string): Generator<Span> {
  // Looking for a word or a long run is cheaper than trying the expression everywhere.
  if (text.includes("@@@")) yield* spansAfterGroup(CODE, text, MASK);
  if (text.includes("PRIVATE KEY")) yield* spansAfterGroup(PRIVATE_KEY, text, MASK);
  if (text.includes("eyJ")) yield* spansAfterGroup(JWT, text, MASK);
  if (!hasLongRun(text)) return;
  yield* spansAfterGroup(TOKEN, text, MASK);
  yield* spansAfterGroup(KEY_OF_43, text, MASK);
}

/** The matches of an expression without its first group. */
export function* spansAfterGroup(expression: RegExp, text: string, mask: string): Generator<Span> {
  for (const { index, 0: match, 1: kept = "" } of text.matchAll(expression)) {
    if (match.length > kept.length) {
      yield { start: index + kept.length, end: index + match.length, mask };
    }
  }
}

/** True when 42 characters of base64 or base64url follow each other, as in every token and key. */
function hasLongRun(value: string): boolean {
  let run = 0;
  for (let index = 0; index < value.length; index++) {
    run = IS_OF_BASE64[value.charCodeAt(index)] === 1 ? run + 1 : 0;
    if (run === RUN_LENGTH) return true;
  }
  return false;
}

const RUN_LENGTH = 42;
const IS_OF_BASE64 = new Uint8Array(0x1_0000);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/-") {
  IS_OF_BASE64[character.charCodeAt(0)] = 1;
}

/**
 * The form of an access token: a key generation, an underscore, URL-safe text. Ours have 88 characters, and
 * something may be written before them.
 */
const TOKEN = /\b\d{1,3}_[\w-]{40,}|\d_[\w-]{80,}/g;
/**
 * 256 random bits in base64 or base64url: admin keys, buyers' links and sessions, EncodingAESKeys, seal
 * keys. No number or identifier of the interfaces has 43 characters: order numbers have at most 32,
 * transaction ids and openids 28. Random text has letters of both cases.
 */
const KEY_OF_43 =
  /(?<![\w-])(?=[\w-]{0,42}[a-z])(?=[\w-]{0,42}[A-Z])[\w-]{43}(?![\w-])=?|(?<![\w+])(?=[\w+/]{0,42}[a-z])(?=[\w+/]{0,42}[A-Z])[\w+/]{43}=(?!=)/g;
/** `ticket@@@…`, `preauthcode@@@…`, `queryauthcode@@@…`, `refreshtoken@@@…`, and what begins in this way. */
const CODE = /([a-z]{4,20}@@@)[\w-]+/gi;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/gs;
/** Header and payload are JSON objects, whose base64 begins with `eyJ`. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g;
