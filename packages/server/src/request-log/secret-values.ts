/** Replaces a secret value in the log. */
export const MASK = "***";

/**
 * Masks secrets by their form, under any name and in any format of text: access tokens, tickets and codes
 * of third-party platforms, bearer tokens, EncodingAESKeys and keys in base64, private keys, JWTs.
 *
 * An app secret has the form of an order number (32 hexadecimal digits) and is not masked by its form:
 * see `known-secrets.ts`.
 */
export function maskSecretValues(value: string): string {
  let masked = value;
  // Looking for a word or a long run is cheaper than trying the expression everywhere. A code comes
  // first: its random part may look like another secret.
  if (value.includes("@@@") || value.includes("%40%40%40"))
    masked = masked.replace(CODE, `$1$2${MASK}`);
  if (value.includes("PRIVATE KEY")) masked = masked.replace(PRIVATE_KEY, MASK);
  if (value.includes("eyJ")) masked = masked.replace(JWT, MASK);
  if (!hasLongRun(masked)) return masked;
  return masked.replace(TOKEN, MASK).replace(KEY_OF_43, MASK);
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

/** Masks what may be the beginning of a secret before a cut at the end of the text. */
export function maskCutSecret(value: string): string {
  const end = value.slice(-CUT_LENGTH).replace(CUT_TOKEN, MASK).replace(CUT_RANDOM, MASK);
  return value.slice(0, -CUT_LENGTH) + end;
}

/** The form of an access token: a key generation, an underscore, URL-safe text. */
const TOKEN = /\b\d{1,3}_[\w-]{40,}/g;
/**
 * 256 random bits in base64 or base64url: admin keys, buyers' links and sessions, EncodingAESKeys, seal
 * keys. No number or identifier of the interfaces has 43 characters: order numbers have at most 32,
 * transaction ids and openids 28. Random text has letters of both cases.
 */
const KEY_OF_43 =
  /(?<![\w-])(?=[\w-]{0,42}[a-z])(?=[\w-]{0,42}[A-Z])[\w-]{43}(?![\w-])=?|(?<![\w+])(?=[\w+/]{0,42}[a-z])(?=[\w+/]{0,42}[A-Z])[\w+/]{43}=(?!=)/g;
/** `ticket@@@…`, `preauthcode@@@…`, `queryauthcode@@@…`, `refreshtoken@@@…`, and what begins in this way. */
const CODE = /([a-z]{4,20})((?:@|%40){3})[\w-]+/gi;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/gs;
/** Header and payload are JSON objects, whose base64 begins with `eyJ`. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g;

/** A secret that was cut is not longer than this. */
const CUT_LENGTH = 256;
const CUT_TOKEN = /\b\d{1,3}_[\w-]*$/;
const CUT_RANDOM = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{16,}$/;
