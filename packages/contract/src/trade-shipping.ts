import {
  DELIVERY_MODE,
  type DeliveryMode,
  LOGISTICS_TYPE,
  type LogisticsType,
  ORDER_NUMBER_TYPE,
  parseEnumeration,
} from "./enumerations.js";
import { parseInstant } from "./instant.js";
import { isObject, type Unchecked } from "./rules/value-fault.js";

/** How a payment is named in an upload: by WeChat Pay's number, or by the merchant's. */
export type TradeOrderKey =
  | { readonly kind: "transaction"; readonly transaction_id: string }
  | { readonly kind: "merchant"; readonly mchid: string; readonly out_trade_no: string };

/** One entry of `shipping_list`. Members that were not sent are empty. */
export interface TradeParcel {
  readonly tracking_no: string;
  /** A delivery_id for a courier; a free name otherwise. */
  readonly express_company: string;
  readonly item_desc: string;
  readonly contact: {
    readonly consignor_contact: string;
    readonly receiver_contact: string;
  } | null;
}

/** What one payment's goods are sent with. */
export interface TradeDelivery {
  readonly order_key: TradeOrderKey;
  readonly logistics_type: LogisticsType;
  readonly delivery_mode: DeliveryMode;
  /** True for unified delivery, whatever was sent. */
  readonly is_all_delivered: boolean;
  readonly shipping_list: readonly TradeParcel[];
  /** The path of the delivery in the request: empty, or `sub_orders[0].` */
  readonly path: string;
}

/** A valid upload to the shipping information management, plain or combined. */
export interface TradeUpload {
  /** The combined payment; null for a plain upload, whose only delivery names its payment. */
  readonly combined_key: TradeOrderKey | null;
  readonly deliveries: readonly TradeDelivery[];
  /** RFC 3339 as sent, with a colon in its offset. */
  readonly upload_time: string;
  readonly openid: string;
}

/** Converts a body that has passed `tradeUploadViolations`. */
export const parseTradeUpload = (body: Unchecked): TradeUpload => ({
  combined_key: null,
  deliveries: [parseDelivery(body, "")],
  ...headOf(body),
});

/** Converts a body that has passed `combinedTradeUploadViolations`. */
export const parseCombinedTradeUpload = (body: Unchecked): TradeUpload => ({
  combined_key: parseTradeOrderKey(body["order_key"] as Unchecked),
  deliveries: (body["sub_orders"] as Unchecked[]).map((subOrder, index) =>
    parseDelivery(subOrder, `sub_orders[${index}].`),
  ),
  ...headOf(body),
});

const headOf = (body: Unchecked) => ({
  upload_time: normalTradeTime(body["upload_time"] as string) ?? "",
  openid: (body["payer"] as Unchecked)["openid"] as string,
});

/** Converts an order key that has passed the rules. */
export const parseTradeOrderKey = (key: Unchecked): TradeOrderKey =>
  parseEnumeration(ORDER_NUMBER_TYPE, key["order_number_type"]) ===
  ORDER_NUMBER_TYPE.WXPAY_TRADE_NUMBER
    ? { kind: "transaction", transaction_id: textOf(key["transaction_id"]) }
    : {
        kind: "merchant",
        mchid: textOf(key["mchid"]),
        out_trade_no: textOf(key["out_trade_no"]),
      };

/** One text for each payment that an order key can name; for keys that have passed the rules. */
export const tradeOrderKeyText = (key: Unchecked): string =>
  JSON.stringify(parseTradeOrderKey(key));

function parseDelivery(delivery: Unchecked, path: string): TradeDelivery {
  const mode = parseEnumeration(DELIVERY_MODE, delivery["delivery_mode"]) as DeliveryMode;
  return {
    order_key: parseTradeOrderKey(delivery["order_key"] as Unchecked),
    logistics_type: parseEnumeration(LOGISTICS_TYPE, delivery["logistics_type"]) as LogisticsType,
    delivery_mode: mode,
    is_all_delivered:
      mode === DELIVERY_MODE.UNIFIED_DELIVERY || delivery["is_all_delivered"] === true,
    shipping_list: (delivery["shipping_list"] as Unchecked[]).map(parseParcel),
    path,
  };
}

function parseParcel(parcel: Unchecked): TradeParcel {
  const contact: Unchecked = isObject(parcel["contact"]) ? parcel["contact"] : {};
  const [consignor, receiver] = [contact["consignor_contact"], contact["receiver_contact"]];
  const numbers = { consignor_contact: textOf(consignor), receiver_contact: textOf(receiver) };
  return {
    tracking_no: textOf(parcel["tracking_no"]),
    express_company: textOf(parcel["express_company"]),
    item_desc: textOf(parcel["item_desc"]),
    contact: Object.values(numbers).every((number) => number === "") ? null : numbers,
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

// WeChat took `+0800` at least once. Go sends nine digits of a second's fraction, and none sends more.
const TRADE_TIME = /^(.{19}(?:\.\d{1,9})?)(?:([+-]\d\d):?(\d\d)|([Zz]))$/;

/**
 * An upload_time of shipping information management as RFC 3339; null for a text that is none.
 *
 * `normalTradeTime("2026-11-20T15:30:00+0800")` is `"2026-11-20T15:30:00+08:00"`.
 */
export function normalTradeTime(value: string): string | null {
  const match = TRADE_TIME.exec(value);
  if (match === null) return null;
  const [, time = "", hours, minutes, utc] = match;
  const normal = utc === undefined ? `${time}${hours}:${minutes}` : value;
  return parseInstant(normal) === null ? null : normal;
}
