/** What is probably wrong with an amount of money that is not an integer in fen. */
export interface AmountFault {
  /**
   * - `text`: an integer in quotes.
   * - `yuan`: yuan, such as 19.9, also with the rounding error of a floating-point number.
   * - `tail`: an integer in fen with the rounding error of a floating-point number: 1989.9999999999998.
   * - `fraction`: a fraction from which the unit cannot be seen: 33.333.
   */
  readonly kind: "text" | "yuan" | "tail" | "fraction" | "negative";
  /**
   * Values of the texts of its cause: `found`, the amount that was sent; `wanted`, the one that was
   * probably meant, in fen; for a fraction also `yuan`, the one that was meant if the unit is yuan.
   */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Explains an amount that the wire rejects; null for a valid one, and for one that is no number.
 *
 * A number with one or two decimals is yuan: computed fen have either none or many. A number with more
 * decimals is a computed one. It is fen if it is within the rounding error of an integer, and yuan if a
 * hundred times the number is.
 */
export function amountFault(value: unknown): AmountFault | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const isText = typeof value === "string";
  const sent = String(value)
    .slice(0, LENGTH_MAX + 1)
    .trim();
  const written = isText ? withoutUnit(sent) : { number: sent, isYuan: false };
  if (sent.length > LENGTH_MAX || !DECIMAL.test(written.number)) return null;
  const amount = Number(written.number);
  const found = sent.slice(0, 40);
  const rounded = Math.round(amount);
  if (!Number.isSafeInteger(rounded * 100)) return null;
  if (amount < 0 && rounded !== 0) return { kind: "negative", values: { found } };
  const decimals = decimalsOf(written.number);
  const yuan = textOf(amount * 100);
  const isYuan = { kind: "yuan", values: { found, wanted: yuan } } as const;
  const wanted = textOf(amount);
  if (written.isYuan) return isYuan;
  if (decimals === 0) return isText ? { kind: "text", values: { found, wanted } } : null;
  if (decimals <= 2) return isYuan;
  if (isNearlyInteger(amount)) return { kind: "tail", values: { found, wanted } };
  if (isNearlyInteger(amount * 100)) return isYuan;
  return { kind: "fraction", values: { found, wanted, yuan } };
}

/** A longer text is no amount. */
const LENGTH_MAX = 60;
const DECIMAL = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** `¥19.90`, `19.9元` and `1,990.00` without what is not part of the number. */
function withoutUnit(sent: string): { readonly number: string; readonly isYuan: boolean } {
  const number = sent.replace(/^(?:[¥￥]|CNY|RMB)\s*|\s*(?:元|CNY|RMB)$/gi, "");
  const isGrouped = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$/.test(number);
  return { number: isGrouped ? number.replaceAll(",", "") : number, isYuan: number !== sent };
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
