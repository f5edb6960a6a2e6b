import type { TradeOrderKey } from "@dingdan/contract";
import type { TradeOrder } from "./trade-order.js";

/**
 * True when a key of a call names the order. In provider mode the merchant number of the key is the
 * sub-merchant's. @see shipping-management, §2
 */
export function isNamedBy(order: TradeOrder, key: TradeOrderKey): boolean {
  if (key.kind === "transaction") return order.transactionId === key.transaction_id;
  return order.outTradeNo === key.out_trade_no && placerOf(order) === key.mchid;
}

/** The merchant number that placed the order: the sub-merchant's in provider mode. */
export const placerOf = ({ mchid, subMchid }: Pick<TradeOrder, "mchid" | "subMchid">): string =>
  subMchid === "" ? mchid : subMchid;

/** True when the key names the combined payment that the order is a part of. */
export function isCombinationOf({ combination }: TradeOrder, key: TradeOrderKey): boolean {
  if (combination === null) return false;
  return key.kind === "transaction"
    ? combination.transactionId === key.transaction_id
    : combination.outTradeNo === key.out_trade_no && combination.mchid === key.mchid;
}
