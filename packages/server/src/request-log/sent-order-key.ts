import {
  firstViolation,
  isObject,
  OPERATIONS,
  type OrderKey,
  orderNumberTypeName,
  parseOrderKey,
} from "@dingdan/contract";

const ORDER_KEY = /"order_key"\s*:\s*(\{[^{}]*\})/;

/**
 * The order key of a body, which may have been cut after it; null when the body has none, or an invalid
 * one.
 */
export function sentOrderKey(body: string): OrderKey | null {
  const document = parsed(body);
  return validOrderKey(isObject(document) ? document["order_key"] : parsed(keyOfCutBody(body)));
}

/** The number in the body of a query of shipping information management, as an order key. */
export function sentOrderName(body: string): OrderKey | null {
  const document = parsed(body);
  if (!isObject(document)) return null;
  // opspecialorder has one member for both kinds of numbers.
  const { order_id: orderId, transaction_id: transactionId = orderId } = document;
  const hasTransaction = typeof transactionId === "string" && transactionId !== "";
  return validOrderKey(
    hasTransaction
      ? { order_number_type: 2, transaction_id: transactionId }
      : {
          order_number_type: 1,
          mchid: document["sub_merchant_id"] || document["merchant_id"],
          out_trade_no: document["merchant_trade_no"],
        },
  );
}

function validOrderKey(orderKey: unknown): OrderKey | null {
  if (!isObject(orderKey)) return null;
  const violation = firstViolation(
    OPERATIONS.shoppingInfoVerifyUploadResult,
    { order_key: orderKey },
    {},
  );
  return violation?.path.startsWith("order_key") === true ? null : parseOrderKey(orderKey);
}

/** The first key of a cut body is the upload's, unless sub-orders with their own keys come before it. */
function keyOfCutBody(body: string): string {
  const found = ORDER_KEY.exec(body);
  const isSubOrders = found !== null && body.slice(0, found.index).includes('"sub_orders"');
  return isSubOrders ? "" : (found?.[1] ?? "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The name of the order key form that this key does not use. */
export const otherFormOf = (key: OrderKey): string =>
  orderNumberTypeName(key) === "MERCHANT_TRADE_NUMBER"
    ? "WXPAY_TRADE_NUMBER"
    : "MERCHANT_TRADE_NUMBER";
