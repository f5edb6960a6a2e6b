/** The contract's limits of single values; both stacks build their schemas from them. */

// Control characters; in a text of several lines all except tabs and line breaks.
const FORBIDDEN_IN_LINE = /\p{Cc}/u;
const FORBIDDEN_IN_TEXT = /[^\P{Cc}\t\n\r]/u;
const URL = /^https?:\/\/(?:[^\s/?#@]+@)?[^\s/?#@:]+(?::\d{2,5})?[^[\]]*$/u;
const OUT_TRADE_NO = /^[0-9A-Za-z_\-*|]+$/;
const TRANSACTION_ID = /^[0-9A-Za-z_\-*|@.]+$/;
const OPENID = /^[A-Za-z0-9_-]{1,128}$/;
// Base64url text whose complete bytes are all zero.
const ZERO_OPENID = /^(?:AAAA)*(?:A|A[A-P]|AA[A-D])?$/;

/** One line of 1 to `bytesMax` bytes of UTF-8. */
export function isLine(value: string, bytesMax: number): boolean {
  return (
    value !== "" &&
    (value.length * 3 <= bytesMax || Buffer.byteLength(value) <= bytesMax) &&
    value.isWellFormed() &&
    !FORBIDDEN_IN_LINE.test(value)
  );
}

/** A text of 1 to `charactersMax` characters (code points), with line breaks allowed. */
export function isText(value: string, charactersMax: number): boolean {
  return (
    value !== "" &&
    (value.length <= charactersMax || Array.from(value).length <= charactersMax) &&
    value.isWellFormed() &&
    !FORBIDDEN_IN_TEXT.test(value)
  );
}

export const isUrl = (value: string) => isLine(value, 1024) && URL.test(value);
export const isOutTradeNo = (value: string) => value.length <= 64 && OUT_TRADE_NO.test(value);
export const isTransactionId = (value: string) => value.length <= 64 && TRANSACTION_ID.test(value);
export const isOpenid = (value: string) => OPENID.test(value) && !ZERO_OPENID.test(value);

/** The number of an enumeration, given as a number, a name, or a numeric string; else null. */
export function enumerationNumber(names: readonly string[], value: unknown): number | null {
  if (typeof value === "string") {
    const index = names.indexOf(value);
    if (index !== -1) return index + 1;
    if (!/^\d{1,3}$/.test(value)) return null;
  } else if (typeof value !== "number") return null;
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= names.length ? number : null;
}

export const ORDER_NUMBER_TYPES = ["MERCHANT_TRADE_NUMBER", "WXPAY_TRADE_NUMBER"];
export const LINK_TYPES = ["URL", "MINI_PROGRAM"];
export const LOGISTICS_TYPES = [
  "PHYSICAL_LOGISTICS",
  "LOCATION_BASED_LOGISTICS",
  "VIRTUAL_GOODS",
  "SELF_PICKUP",
];

/** Absent, or zero: the default. */
export const isUnset = (value: unknown) =>
  value === undefined || value === null || value === 0 || value === "0";
