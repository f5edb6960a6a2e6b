import { DEFAULT_CURRENCY, isCurrency, type Money } from "@dingdan/contract";

/** An amount: an integer in the minor unit of its currency (ISO 4217). */
export interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** An amount as our interfaces write it. */
export const representAmount = ({ amountMinor, currency }: Amount): Money => ({
  amount_minor: amountMinor,
  currency,
});

/** An amount that WeChat Pay reported; null when it reported none. */
export const reportedAmount = (
  amountMinor: number | null | undefined,
  currency: string | null | undefined,
): Amount | null =>
  amountMinor === undefined || amountMinor === null
    ? null
    : { amountMinor, currency: currencyOr(currency, DEFAULT_CURRENCY) };

/** The currency that was reported, or another when none was. Older rows may hold any text. */
export const currencyOr = (currency: string | null | undefined, other: string): string =>
  typeof currency === "string" && isCurrency(currency) ? currency : other;

/** The sum of amounts; null when there is none, or when their currencies differ. */
export function sumOf(amounts: readonly (Amount | null)[]): Amount | null {
  const [first] = amounts;
  if (first === undefined || first === null) return null;
  let amountMinor = 0;
  for (const amount of amounts) {
    if (amount?.currency !== first.currency) return null;
    amountMinor += amount.amountMinor;
  }
  return { amountMinor, currency: first.currency };
}

/** What coupons paid of a total; null without coupons, and when the currencies differ. */
export function couponOf(total: Amount, payerTotal: Amount | null): Amount | null {
  if (payerTotal === null || payerTotal.currency !== total.currency) return null;
  const amountMinor = total.amountMinor - payerTotal.amountMinor;
  return amountMinor > 0 ? { amountMinor, currency: total.currency } : null;
}
