import { DEFAULT_CURRENCY, fractionDigits } from "../money.js";

/** What is probably wrong with an amount of money that is not an integer in its minor unit. */
export interface AmountFault {
  /**
   * With the examples of an amount in fen:
   *
   * - `text`: an integer in quotes.
   * - `major`: yuan, such as 19.9, also with the rounding error of a floating-point number.
   * - `tail`: an integer with the rounding error of a floating-point number: 1989.9999999999998.
   * - `fraction`: a fraction from which the unit cannot be seen: 33.333.
   */
  readonly kind: "text" | "major" | "tail" | "fraction" | "negative";
  /**
   * Values of the texts of its cause: `found`, the amount that was sent; `wanted`, the one that was
   * probably meant, in the minor unit; for a fraction also `wantedOfMajor`, the one that was meant if
   * the amount is in the major unit.
   */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Explains an amount that the wire rejects; null for a valid one, and for one that is no number.
 *
 * A number with one or two decimals is yuan: computed fen have either none or many. A number with more
 * decimals is a computed one. It is fen if it is within the rounding error of an integer, and yuan if a
 * hundred times the number is. In another currency the same holds for its number of digits; without a
 * minor unit, as in JPY, no amount is in a major one.
 * @param currency ISO 4217
 */
export function amountFault(value: unknown, currency = DEFAULT_CURRENCY): AmountFault | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const isText = typeof value === "string";
  const sent = String(value)
    .slice(0, LENGTH_MAX + 1)
    .trim();
  const written = isText ? withoutUnit(sent, currency) : { number: sent, hasUnit: false };
  if (sent.length > LENGTH_MAX || !DECIMAL.test(written.number)) return null;
  const digits = fractionDigits(currency);
  const amount = Number(written.number);
  const minorOfMajor = amount * 10 ** digits;
  const found = sent.slice(0, 40);
  if (!Number.isSafeInteger(Math.round(minorOfMajor))) return null;
  if (amount < 0 && Math.round(amount) !== 0) return { kind: "negative", values: { found } };
  const decimals = decimalsOf(written.number);
  const wanted = textOf(amount);
  const wantedOfMajor = textOf(minorOfMajor);
  const major = { kind: "major", values: { found, wanted: wantedOfMajor } } as const;
  if (written.hasUnit && digits > 0) return major;
  if (decimals === 0 || (digits === 0 && Number.isInteger(amount))) {
    return isText ? { kind: "text", values: { found, wanted } } : null;
  }
  if (decimals <= digits) return major;
  if (isNearlyInteger(amount)) return { kind: "tail", values: { found, wanted } };
  if (isNearlyInteger(minorOfMajor)) return major;
  return { kind: "fraction", values: { found, wanted, wantedOfMajor } };
}

/** A longer text is no amount. */
const LENGTH_MAX = 60;
const DECIMAL = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** `¥19.90`, `19.9元`, `19.90 HKD` and `1,990.00` without what is not part of the number. */
function withoutUnit(sent: string, currency: string) {
  // ¥ may mean yen, too, so it is a unit of CNY alone.
  const unit =
    currency === DEFAULT_CURRENCY
      ? /^(?:[¥￥]|CNY|RMB)\s*|\s*(?:元|CNY|RMB)$/gi
      : new RegExp(`^${currency}\\s*|\\s*${currency}$`, "g");
  const number = sent.replace(unit, "");
  const isGrouped = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$/.test(number);
  return { number: isGrouped ? number.replaceAll(",", "") : number, hasUnit: number !== sent };
}

function decimalsOf(number: string): number {
  const [, fraction = "", exponent = "0"] = /^[^.eE]*(?:\.(\d+))?(?:[eE](.+))?$/.exec(number) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

/** Within the rounding error of computed amounts, which is far below a thousandth. */
function isNearlyInteger(amount: number): boolean {
  const error = Math.abs(amount - Math.round(amount));
  return error <= Math.min(1e-3, 1e-6 * Math.max(1, Math.abs(amount)));
}

/** Without the sign of a negative zero. */
const textOf = (amount: number) => String(Math.round(amount) + 0);
