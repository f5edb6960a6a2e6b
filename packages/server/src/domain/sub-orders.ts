import {
  type CombinedDetails,
  orderKeyText,
  reportDiagnosis,
  type Text,
  text,
} from "@dingdan/contract";
import { isCombinedUpload } from "./order-content.js";
import { namesOfPart, type PaymentFacts } from "./payment-facts.js";
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
  { combination, parts }: PaymentFacts,
): SubOrderFault | null {
  const isCombined = isCombinedUpload(upload);
  if (combination === null) {
    return isCombined
      ? { id: "plain-payment-combined-upload", path: "sub_orders", values: {} }
      : null;
  }
  const names = parts.map(namesOfPart);
  if (!isCombined || names.some((known) => known.includes(upload.orderKey))) {
    return { id: "combined-payment-plain-upload", path: "order_key", values: {} };
  }
  const { sub_orders: subOrders } = JSON.parse(upload.details) as CombinedDetails;
  const taken = new Set<number>();
  for (const [index, { order_key }] of subOrders.entries()) {
    const name = orderKeyText(order_key);
    const part = names.findIndex((known) => known.includes(name));
    const found = numberOf(name);
    const path = `sub_orders[${index}].order_key`;
    if (part === -1) {
      const expected = parts.map(({ outTradeNo }) => outTradeNo).join(", ");
      return { id: "sub-order-unknown", path, values: { found, names: expected } };
    }
    if (taken.has(part)) return { id: "sub-order-repeated", path, values: { found } };
    taken.add(part);
  }
  const left = parts.find((_, index) => !taken.has(index));
  return left === undefined
    ? null
    : { id: "sub-order-missing", path: "sub_orders", values: { missing: left.outTradeNo } };
}

const numberOf = (name: string): string => name.split(":").slice(1).join("/");

/** A fault in words, as the description of a verify_result: those of its cause. */
export function describeFault(fault: SubOrderFault): Text {
  const [en, zh] = [reportDiagnosis(fault, "en"), reportDiagnosis(fault, "zh")];
  return text(`${fault.path}: ${en.text} ${en.hint}`, `${fault.path}：${zh.text}${zh.hint}`);
}
