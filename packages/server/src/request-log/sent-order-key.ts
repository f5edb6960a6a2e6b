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
 * The order key of a body, which may have been cut behind it; null when there is none that keeps the
 * rules.
 */
export function sentOrderKey(body: string): OrderKey | null {
  const sent = ORDER_KEY.exec(body)?.[1];
  if (sent === undefined) return null;
  let orderKey: unknown;
  try {
    orderKey = JSON.parse(sent);
  } catch {
    return null;
  }
  if (!isObject(orderKey)) return null;
  const violation = firstViolation(
    OPERATIONS.shoppingInfoVerifyUploadResult,
    { order_key: orderKey },
    {},
  );
  return violation?.path.startsWith("order_key") === true ? null : parseOrderKey(orderKey);
}

/** The name of the form that a key does not have. */
export const otherFormOf = (key: OrderKey): string =>
  orderNumberTypeName(key) === "MERCHANT_TRADE_NUMBER"
    ? "WXPAY_TRADE_NUMBER"
    : "MERCHANT_TRADE_NUMBER";
