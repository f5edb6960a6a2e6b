import { namesOfParts, type PaymentFacts, type PaymentPart, payersOf } from "./payment-facts.js";
import { factsOfReports } from "./payment-reports.js";
import type { Payment } from "./stored-order.js";
import type { PaymentReport } from "./unite-reports.js";

/** True when one of the merchant numbers placed the payment or a part of it. */
export function isOfMerchantNumbers(
  payment: Pick<Payment, "orderKeys" | "reports">,
  mchids: readonly string[],
): boolean {
  return allNamesOf(payment).some((key) => mchids.some((mchid) => key.startsWith(`1:${mchid}:`)));
}

/** WeChat Pay's number of the payment; null for a combined payment whose number was never reported. */
export function transactionIdOf({ orderKeys }: Pick<Payment, "orderKeys">): string | null {
  return orderKeys.find((key) => key.startsWith("2:"))?.slice(2) ?? null;
}

/** The objects of WeChat Pay that reported the payment, the one for the whole first. */
export function reportsOf({ reports }: Pick<Payment, "reports">): PaymentReport[] {
  const stored = JSON.parse(reports) as PaymentReport | PaymentReport[];
  return Array.isArray(stored) ? stored : [stored];
}

/** What all reports of the payment say. */
export function factsOf(payment: Pick<Payment, "reports">): PaymentFacts {
  const known = FACTS.get(payment);
  if (known !== undefined) return known;
  const facts = factsOfReports(reportsOf(payment));
  FACTS.set(payment, facts);
  return facts;
}

/** A payment whose facts are known, so they are not read from its reports again. */
export function withFacts(payment: Payment, facts: PaymentFacts): Payment {
  FACTS.set(payment, facts);
  return payment;
}

const FACTS = new WeakMap<Pick<Payment, "reports">, PaymentFacts>();

/** Every name of the payment and its parts, as order keys. Two parts, or a part and the whole, may share one. */
export const allNamesOf = (payment: Pick<Payment, "orderKeys" | "reports">): string[] => [
  ...new Set([...payment.orderKeys, ...namesOfParts(factsOf(payment))]),
];

/** The parts of a combined payment; none for an ordinary payment. */
export function partsOf(payment: Pick<Payment, "reports">): readonly PaymentPart[] {
  const { combination, parts } = factsOf(payment);
  return combination === null ? [] : parts;
}

/** The payment as it belongs to another of the apps that it was made in; null for any other app. */
export function inApp(payment: Payment, appid: string): Payment | null {
  const payer = payersOf(factsOf(payment)).find((known) => known.appid === appid);
  return payer === undefined ? null : { ...payment, ...payer };
}

/** WeChat Pay's numbers among the names of a payment and its parts. */
export const transactionIdsIn = (orderKeys: readonly string[]): string[] =>
  orderKeys.filter((key) => key.startsWith("2:")).map((key) => key.slice(2));
