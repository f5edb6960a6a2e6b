import { enumerationNumber, LINK_TYPES } from "./limits.js";

export interface App {
  readonly appid: string;
  readonly name: string;
  readonly mchids: readonly string[];
}

export interface Link {
  readonly type: string | number;
  readonly appid?: string | null | undefined;
}

/** The members of an upload that the rules across members compare. */
export interface CheckedUpload {
  readonly order_key: unknown;
  readonly order_list: readonly {
    readonly merchant_order_no: string;
    readonly order_detail_jump_link: Link;
    readonly item_list: readonly {
      readonly merchant_item_id?: string | null | undefined;
      readonly item_detail_jump_link: Link;
    }[];
  }[];
}

/** The rules that a schema cannot express: numbers that must not repeat, links that must agree. */
export function keepsCrossRules({ order_list: orders }: CheckedUpload, app: App): boolean {
  const numbers = new Set<string>();
  for (const { merchant_order_no: number, order_detail_jump_link: link, item_list } of orders) {
    if (numbers.has(number)) return false;
    numbers.add(number);
    const type = enumerationNumber(LINK_TYPES, link.type);
    if (type === 2 && link.appid !== app.appid) return false;
    const ids = new Set<string>();
    for (const { merchant_item_id: id, item_detail_jump_link: itemLink } of item_list) {
      if (enumerationNumber(LINK_TYPES, itemLink.type) !== type) return false;
      if (type === 2 && itemLink.appid !== app.appid) return false;
      if (typeof id !== "string") continue;
      if (ids.has(id)) return false;
      ids.add(id);
    }
  }
  return true;
}

/** Renames the payer to the name in the schemas: old documents use `pay` and `opens`. */
export function withPayer(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  const request = body as Record<string, unknown>;
  const payer = (request["payer"] ?? request["pay"]) as Record<string, unknown> | null | undefined;
  request["payer"] =
    typeof payer === "object" && payer !== null
      ? { openid: payer["openid"] ?? payer["opens"] }
      : payer;
  return request;
}

/** `1:mchid:out_trade_no` or `2:transaction_id` of a valid order key. */
export function orderKeyText(key: {
  readonly order_number_type: string | number;
  readonly mchid?: unknown;
  readonly out_trade_no?: unknown;
  readonly transaction_id?: unknown;
}): string {
  const { order_number_type: form } = key;
  const isOfWxpay = form === 2 || form === "WXPAY_TRADE_NUMBER" || Number(form) === 2;
  return isOfWxpay
    ? `2:${String(key.transaction_id)}`
    : `1:${String(key.mchid)}:${String(key.out_trade_no)}`;
}
