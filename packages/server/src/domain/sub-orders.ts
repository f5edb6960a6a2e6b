import {
  type CombinedDetails,
  orderKeyText,
  reportDiagnosis,
  type Text,
  text,
} from "@dingdan/contract";
import { isCombinedUpload } from "./order-content.js";
import { namesOfPart, namesOfWhole, type PaymentFacts } from "./payment-facts.js";
import type { StoredUpload } from "./stored-order.js";

/** Why the parts of an upload are not those of its payment. */
export interface SubOrderFault {
  readonly id:
    | "sub-order-unknown"
    | "sub-order-repeated"
    | "sub-order-missing"
    | "combined-payment-plain-upload"
    | "plain-payment-combined-upload";
  /** The member of the upload: `sub_orders[1].order_key`. */
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Compares the parts of an upload with the parts of the payment that its key names: each sub-order must
 * name one sub-payment, by either of its numbers, and each sub-payment must have its sub-order.
 * @returns the first fault; null when they agree
 */
export function subOrderFault(
  upload: Pick<StoredUpload, "details" | "orderKey">,
  facts: PaymentFacts,
): SubOrderFault | null {
  const { combination, parts } = facts;
  const isCombined = isCombinedUpload(upload);
  if (combination === null) {
    return isCombined
      ? { id: "plain-payment-combined-upload", path: "sub_orders", values: {} }
      : null;
  }
  const names = parts.map(namesOfPart);
  const isOfPart = names.some((known) => known.includes(upload.orderKey));
  if (!isCombined || (isOfPart && !namesOfWhole(facts).includes(upload.orderKey))) {
    return { id: "combined-payment-plain-upload", path: "order_key", values: {} };
  }
  const { sub_orders: subOrders } = JSON.parse(upload.details) as CombinedDetails;
  const taken = new Set<number>();
  for (const [index, { order_key }] of subOrders.entries()) {
    const name = orderKeyText(order_key);
    const candidates = names.flatMap((known, part) => (known.includes(name) ? [part] : []));
    // Two sub-merchants of one provider may use the same out_trade_no.
    const part = candidates.find((candidate) => !taken.has(candidate));
    const found = numberOf(name);
    const path = `sub_orders[${index}].order_key`;
    if (candidates.length === 0) {
      return { id: "sub-order-unknown", path, values: { found, names: numbersLike(name, names) } };
    }
    if (part === undefined) return { id: "sub-order-repeated", path, values: { found } };
    taken.add(part);
  }
  const left = parts.find((_, index) => !taken.has(index));
  return left === undefined
    ? null
    : { id: "sub-order-missing", path: "sub_orders", values: { missing: left.outTradeNo } };
}

/** The numbers of the parts in the form of the given one; in any form when they have none of that form. */
function numbersLike(name: string, names: readonly (readonly string[])[]): string {
  const form = name.slice(0, 2);
  const alike = names.map((known) => known.find((other) => other.startsWith(form)) ?? known[0]);
  return alike.map((other) => numberOf(other ?? "")).join(", ");
}

const numberOf = (name: string): string => name.split(":").slice(1).join("/");

/** A fault in words, as the description of a verify_result: those of its cause. */
export function describeFault(fault: SubOrderFault): Text {
  const [en, zh] = [reportDiagnosis(fault, "en"), reportDiagnosis(fault, "zh")];
  return text(`${fault.path}: ${en.text} ${en.hint}`, `${fault.path}：${zh.text}${zh.hint}`);
}
