import {
  isUnsetEnumeration,
  LINK_TYPE,
  type LinkType,
  LOGISTICS_TYPE,
  type LogisticsType,
  parseEnumeration,
} from "./enumerations.js";
import { type OrderKey, parseOrderKey } from "./order-key.js";
import { isAbsent, type Unchecked } from "./rules/limits.js";
import { payerOf } from "./rules/payer-rules.js";

/** A valid link: only the members of its type. */
export type Link =
  | { readonly type: typeof LINK_TYPE.URL; readonly url: string }
  | { readonly type: typeof LINK_TYPE.MINI_PROGRAM; readonly appid: string; readonly path: string };

export interface Item {
  readonly merchant_item_id?: string;
  readonly name: string;
  readonly description?: string;
  /** Fen. */
  readonly unit_price: number;
  readonly quantity: number;
  readonly image_url?: readonly string[];
  /** Absent only for an app whose item_links are optional; then the order's link applies. */
  readonly item_detail_jump_link?: Link;
}

export interface MerchantOrder {
  readonly merchant_order_no: string;
  readonly order_detail_jump_link: Link;
  readonly item_list: readonly Item[];
}

/** The content of an upload, without its order key, payer and upload time. */
export interface ShoppingDetails {
  readonly order_list: readonly MerchantOrder[];
  readonly logistics_type: LogisticsType;
}

/** A valid upload in its canonical form: numbers for enumerations, no aliases. */
export interface ShoppingInfo extends ShoppingDetails {
  readonly order_key: OrderKey;
  readonly payer: { readonly openid: string };
  /** As sent. */
  readonly upload_time: string;
}

/** One sub-order of a combined payment. */
export interface SubOrder extends MerchantOrder {
  readonly order_key: OrderKey;
  readonly logistics_type: LogisticsType;
}

/** The content of an upload for a combined payment. */
export interface CombinedDetails {
  readonly sub_orders: readonly SubOrder[];
}

/** A valid upload for a combined payment. */
export interface CombinedShoppingInfo extends CombinedDetails {
  readonly order_key: OrderKey;
  readonly payer: { readonly openid: string };
  /** As sent. */
  readonly upload_time: string;
}

/** Converts a body that has passed `combinedUploadViolations`. */
export function parseCombinedShoppingInfo(body: Unchecked): CombinedShoppingInfo {
  return {
    order_key: parseOrderKey(body["order_key"] as Unchecked),
    sub_orders: (body["sub_orders"] as Unchecked[]).map((subOrder) => ({
      order_key: parseOrderKey(subOrder["order_key"] as Unchecked),
      ...parseMerchantOrder(subOrder),
      logistics_type: parseLogisticsType(subOrder["logistics_type"]),
    })),
    payer: { openid: payerOf(body).openid as string },
    upload_time: body["upload_time"] as string,
  };
}

/** Converts a body that has passed `uploadViolations`. Unknown members are dropped. */
export function parseShoppingInfo(body: Unchecked): ShoppingInfo {
  return {
    order_key: parseOrderKey(body["order_key"] as Unchecked),
    order_list: (body["order_list"] as Unchecked[]).map(parseMerchantOrder),
    payer: { openid: payerOf(body).openid as string },
    logistics_type: parseLogisticsType(body["logistics_type"]),
    upload_time: body["upload_time"] as string,
  };
}

function parseLogisticsType(value: unknown): LogisticsType {
  return isUnsetEnumeration(value)
    ? LOGISTICS_TYPE.PHYSICAL_LOGISTICS
    : (parseEnumeration(LOGISTICS_TYPE, value) as LogisticsType);
}

function parseMerchantOrder(order: Unchecked): MerchantOrder {
  return {
    merchant_order_no: order["merchant_order_no"] as string,
    order_detail_jump_link: parseLink(order["order_detail_jump_link"] as Unchecked),
    item_list: (order["item_list"] as Unchecked[]).map(parseItem),
  };
}

function parseItem(item: Unchecked): Item {
  const link = item["item_detail_jump_link"];
  // Member by member, because this runs for every item of every upload.
  const parsed: Record<string, unknown> = {};
  if (!isAbsent(item["merchant_item_id"])) parsed["merchant_item_id"] = item["merchant_item_id"];
  parsed["name"] = item["name"];
  if (!isAbsent(item["description"])) parsed["description"] = item["description"];
  parsed["unit_price"] = item["unit_price"];
  parsed["quantity"] = item["quantity"];
  if (!isAbsent(item["image_url"])) parsed["image_url"] = item["image_url"];
  if (!isAbsent(link) && link !== "") {
    parsed["item_detail_jump_link"] = parseLink(link as Unchecked);
  }
  return parsed as unknown as Item;
}

function parseLink(link: Unchecked): Link {
  return (parseEnumeration(LINK_TYPE, link["type"]) as LinkType) === LINK_TYPE.MINI_PROGRAM
    ? { type: LINK_TYPE.MINI_PROGRAM, appid: link["appid"] as string, path: link["path"] as string }
    : { type: LINK_TYPE.URL, url: link["url"] as string };
}
