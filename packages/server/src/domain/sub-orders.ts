import { type CombinedDetails, orderKeyText, type Text, text } from "@dingdan/contract";
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
      const expected = parts.map(({ outTradeNo }) => outTradeNo).join(", ");
      return { id: "sub-order-unknown", path, values: { found, names: expected } };
    }
    if (part === undefined) return { id: "sub-order-repeated", path, values: { found } };
    taken.add(part);
  }
  const left = parts.find((_, index) => !taken.has(index));
  return left === undefined
    ? null
    : { id: "sub-order-missing", path: "sub_orders", values: { missing: left.outTradeNo } };
}

const numberOf = (name: string): string => name.split(":").slice(1).join("/");

/** A fault in words, as the description of a verify_result. */
export function describeFault({ id, path, values }: SubOrderFault): Text {
  const { found = "", names = "", missing = "" } = values;
  switch (id) {
    case "sub-order-unknown":
      return text(
        `${path} (${found}) names none of the sub-payments, whose out_trade_no are ${names}`,
        `${path}（${found}）不是该合单支付的子单，子单的 out_trade_no 为 ${names}`,
      );
    case "sub-order-repeated":
      return text(
        `${path} (${found}) names a sub-payment that another sub-order names already`,
        `${path}（${found}）与另一子单指向同一笔子支付`,
      );
    case "sub-order-missing":
      return text(
        `${path} lacks the sub-payment whose out_trade_no is ${missing}`,
        `${path} 缺少 out_trade_no 为 ${missing} 的子支付`,
      );
    case "combined-payment-plain-upload":
      return text(
        "the payment is combined: upload it under the number of the whole with /user-order/combine-orders",
        "该支付为合单支付，请以合单单号通过 /user-order/combine-orders 上传",
      );
    case "plain-payment-combined-upload":
      return text(
        "the payment is not combined: upload it with /user-order/orders",
        "该支付不是合单支付，请通过 /user-order/orders 上传",
      );
  }
}
