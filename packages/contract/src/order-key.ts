import { ORDER_NUMBER_TYPE, parseEnumeration } from "./enumerations.js";

/** A valid order key: only the fields of its form. */
export type OrderKey =
  | {
      readonly order_number_type: typeof ORDER_NUMBER_TYPE.MERCHANT_TRADE_NUMBER;
      readonly mchid: string;
      readonly out_trade_no: string;
    }
  | {
      readonly order_number_type: typeof ORDER_NUMBER_TYPE.WXPAY_TRADE_NUMBER;
      readonly transaction_id: string;
    };

/** Converts an order key that has passed `orderKeyViolations`. */
export function parseOrderKey(value: Readonly<Record<string, unknown>>): OrderKey {
  return parseEnumeration(ORDER_NUMBER_TYPE, value["order_number_type"]) ===
    ORDER_NUMBER_TYPE.WXPAY_TRADE_NUMBER
    ? { order_number_type: 2, transaction_id: value["transaction_id"] as string }
    : {
        order_number_type: 1,
        mchid: value["mchid"] as string,
        out_trade_no: value["out_trade_no"] as string,
      };
}

/**
 * The order key as one text. The text is unambiguous, because no part may contain a colon.
 *
 * `1:1900000109:DINGDAN-20220520-0001` and `2:4200001234202205201234567890`
 */
export function orderKeyText(key: OrderKey): string {
  return key.order_number_type === 1
    ? `1:${key.mchid}:${key.out_trade_no}`
    : `2:${key.transaction_id}`;
}

/** The order key that {@link orderKeyText} wrote. */
export function orderKeyOfText(value: string): OrderKey {
  const [form, ...numbers] = value.split(":") as [string, string, string];
  return form === "1"
    ? { order_number_type: 1, mchid: numbers[0], out_trade_no: numbers[1] }
    : { order_number_type: 2, transaction_id: numbers[0] };
}

/** The documented name of an order key's form. */
export function orderNumberTypeName(key: OrderKey): keyof typeof ORDER_NUMBER_TYPE {
  return key.order_number_type === 1 ? "MERCHANT_TRADE_NUMBER" : "WXPAY_TRADE_NUMBER";
}
