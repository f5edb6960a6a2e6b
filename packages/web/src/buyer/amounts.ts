import {
  DEFAULT_CURRENCY,
  formatMoney,
  isSameMoney,
  type Language,
  type ListedOrderRepresentation,
  type Money,
} from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { line, NOTHING } from "./parts.js";
import { sayIn } from "./texts.js";

/** The amounts of a payment, or of a part of a combined payment. */
export type Amounts = Pick<ListedOrderRepresentation, "amount" | "payer_amount" | "coupon">;

interface NamedAmount {
  readonly name: "total" | "coupon" | "paid";
  readonly money: Money;
}

/**
 * The amounts to show; the last is the main one. It is what the buyer paid, or the total if WeChat Pay
 * did not report that. The total is shown beside what the buyer paid only if the two differ.
 */
function namedAmounts({ amount, payer_amount: payer, coupon }: Amounts): readonly NamedAmount[] {
  const total: NamedAmount = { name: "total", money: amount };
  if (payer === undefined) return [total];
  const paid: NamedAmount = { name: "paid", money: payer };
  if (coupon !== undefined) return [total, { name: "coupon", money: coupon }, paid];
  return isSameMoney(amount, payer) ? [paid] : [total, paid];
}

/** The price of an item, which the contract of uploads defines in fen. */
export const itemPrice = (fen: number): Money => ({
  amount_minor: fen,
  currency: DEFAULT_CURRENCY,
});

/** The main amount at the head of a page; words below it say so if it is not what the buyer paid. */
export const heroAmount = (amounts: Amounts, language: Language): Html =>
  html`<p class="hero__amount">${formatMoney(amounts.payer_amount ?? amounts.amount, language)}</p>
${noteIfUnknown(amounts, "totalOnly", language)}`;

/** The amounts as lines of a page. */
export const amountLines = (amounts: Amounts, language: Language): Html =>
  html`${shownAmounts(amounts, language).map(({ name, value }) => line(name, value))}`;

/** The amounts of a card, one after the other. */
export const cardAmounts = (amounts: Amounts, language: Language): Html =>
  html`${shownAmounts(amounts, language).map(({ name, value }) => html` <span>${name} ${value}</span>`)}`;

/** A note if WeChat Pay did not report what the buyer paid. */
export const noteIfUnknown = (
  { payer_amount: payer }: Amounts,
  note: "paidUnknown" | "totalOnly",
  language: Language,
): Html =>
  payer === undefined ? html` <p class="note note_unknown">${sayIn(language)(note)}</p>` : NOTHING;

const shownAmounts = (amounts: Amounts, language: Language) =>
  namedAmounts(amounts).map(({ name, money }, index, { length }) => {
    // A coupon reduces what the buyer pays.
    const text = `${name === "coupon" ? "−" : ""}${formatMoney(money, language)}`;
    const isMain = index === length - 1;
    return {
      name: sayIn(language)(name),
      value: isMain
        ? html`<strong class="amount">${text}</strong>`
        : html`<span class="amount">${text}</span>`,
    };
  });
