import { isMissing, isObject, type Unchecked } from "./rules/limits.js";
import { parseWholeNumber } from "./rules/service-provider-rules.js";
import { SPECIAL_ORDER_TYPE } from "./rules/trade-query-rules.js";
import { LATEST_SECOND, TRADE_PAGE_SIZE_MAX } from "./schemas/trade-order.js";
import type { TradeOrderKey } from "./trade-shipping.js";

const filledText = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The payment that a valid query names. A transaction_id decides alone; in provider mode the order was
 * placed with the sub-merchant's number.
 */
export function parseTradeOrderName(request: Unchecked): TradeOrderKey {
  const transactionId = filledText(request["transaction_id"]);
  if (transactionId !== "") return { kind: "transaction", transaction_id: transactionId };
  return {
    kind: "merchant",
    mchid: filledText(request["sub_merchant_id"]) || filledText(request["merchant_id"]),
    out_trade_no: filledText(request["merchant_trade_no"]),
  };
}

/** A valid request of get_order_list. */
export interface TradeOrderListQuery {
  /** Both ends included. */
  readonly paidFromSeconds: number;
  readonly paidUntilSeconds: number;
  /** 1 to 6; null: every state. */
  readonly state: number | null;
  readonly openid: string | null;
  /** 18 hex digits; null: the first page. */
  readonly lastIndex: string | null;
  readonly pageSize: number;
}

/** Converts a request that has passed `tradeOrderListViolations`. */
export function parseTradeOrderList(request: Unchecked): TradeOrderListQuery {
  const range: Unchecked = isObject(request["pay_time_range"]) ? request["pay_time_range"] : {};
  const pageSize = parseWholeNumber(request["page_size"]) ?? 0;
  const lastIndex = filledText(request["last_index"]);
  return {
    paidFromSeconds: parseWholeNumber(range["begin_time"]) ?? 0,
    // Zero is "not set": a client without optional members sends it.
    paidUntilSeconds: parseWholeNumber(range["end_time"]) || LATEST_SECOND,
    state: parseWholeNumber(request["order_state"]) || null,
    openid: isMissing(request["openid"]) ? null : filledText(request["openid"]),
    lastIndex: lastIndex === "" ? null : lastIndex,
    pageSize: pageSize === 0 ? TRADE_PAGE_SIZE_MAX : Math.min(pageSize, TRADE_PAGE_SIZE_MAX),
  };
}

/** A valid request of opspecialorder. */
export type SpecialOrderRequest = {
  /** A transaction_id or an out_trade_no. */
  readonly orderId: string;
} & ({ readonly kind: "presale"; readonly delayToSeconds: number } | { readonly kind: "test" });

/** Converts a request that has passed `specialOrderViolations`. */
export function parseSpecialOrder(request: Unchecked): SpecialOrderRequest {
  const orderId = filledText(request["order_id"]);
  return parseWholeNumber(request["type"]) === SPECIAL_ORDER_TYPE.TEST
    ? { orderId, kind: "test" }
    : { orderId, kind: "presale", delayToSeconds: parseWholeNumber(request["delay_to"]) ?? 0 };
}
