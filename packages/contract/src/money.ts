import type { Language } from "./text.js";

/** An amount of money as our interfaces write it. */
export interface Money {
  /** An integer in the minor unit of the currency: fen for CNY, yen for JPY, which has no smaller unit. */
  readonly amount_minor: number;
  /** ISO 4217, such as `CNY`. */
  readonly currency: string;
}

/** The currency of an amount for which WeChat Pay reports none. */
export const DEFAULT_CURRENCY = "CNY";

/**
 * True for three upper-case letters, the form of an ISO 4217 code; whether the currency exists is not
 * checked. `Intl.NumberFormat` throws on a text of another form but `cny`, which would not be equal to
 * `CNY` when amounts are compared.
 */
export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

/** How many digits the minor unit of a currency has: 2 for CNY, 0 for JPY, 3 for KWD. */
export function fractionDigits(currency: string): number {
  return formatOf(currency, "en").resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount as a decimal in the currency's major unit, without its symbol: `16675.00`, `1990` for JPY. */
export function majorUnits({ amount_minor: minor, currency }: Money): `${number}` {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? "" : `.${text.slice(-digits)}`;
  return `${minor < 0 ? "-" : ""}${whole}${fraction}` as `${number}`;
}

/**
 * An amount in a language, with the currency's own symbol and number of digits: `¥16,675.00`,
 * `HK$19.90`, `JP¥1,990`. It is exact for every amount, because the digits never become a
 * floating-point number.
 */
export const formatMoney = (money: Money, language: Language): string =>
  formatOf(money.currency, language).format(majorUnits(money));

/** True for the same number in the same currency. */
export const isSameMoney = (one: Money | undefined, other: Money | undefined): boolean =>
  one?.amount_minor === other?.amount_minor && one?.currency === other?.currency;

/** The sum of amounts in each currency, in the order in which the currencies first occur. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, number>();
  for (const { amount_minor: minor, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0) + minor);
  }
  return [...sums].map(([currency, amount_minor]) => ({ amount_minor, currency }));
}

const FORMATS = new Map<string, Intl.NumberFormat>();
/** A merchant may report many currencies; the formats of the last ones are kept. */
const FORMATS_MAX = 64;

function formatOf(currency: string, language: Language): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = FORMATS.get(key);
  if (known !== undefined) return known;
  // `¥` alone means CNY here, as buyers in China read it. Both locales write `JP¥` for the yen and `US$`.
  const format = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB", {
    style: "currency",
    currency,
    currencyDisplay: currency === DEFAULT_CURRENCY ? "narrowSymbol" : "symbol",
  });
  if (FORMATS.size >= FORMATS_MAX) FORMATS.clear();
  FORMATS.set(key, format);
  return format;
}
