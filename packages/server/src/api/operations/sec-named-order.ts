import { parseTradeOrderName, type Violation } from "@dingdan/contract";
import { isVisible } from "../../domain/trade/changes.js";
import { isNamedBy } from "../../domain/trade/names.js";
import type { TradeOrder } from "../../domain/trade/trade-order.js";
import { newest } from "../../domain/trade/upload.js";
import type { TradeOrderStore } from "../../storage/trade-store.js";
import type { AppCall } from "../call.js";
import { findAbsenceCause } from "../trade-causes.js";
import { tradeViolation } from "../trade-refusal.js";

export type NamedOrder =
  | { readonly kind: "found"; readonly order: TradeOrder }
  | { readonly kind: "absent"; readonly violation: Violation };

/**
 * The order that the request of get_order or of a reminder names: of several with its number, the one that
 * was paid last. One that is not visible yet is answered like an unknown one.
 */
export async function findOrderOf(
  { request, app, nowMs }: AppCall,
  orders: TradeOrderStore,
): Promise<NamedOrder> {
  const key = parseTradeOrderName(request);
  const named = await orders.findNamed(app.appid, key);
  const found = named.filter((order) => isNamedBy(order, key) && isVisible(order, nowMs));
  if (found.length > 0) return { kind: "found", order: newest(found) };
  const path = key.kind === "transaction" ? "transaction_id" : "merchant_trade_no";
  const cause = await findAbsenceCause(orders, app, key, nowMs);
  return {
    kind: "absent",
    violation: tradeViolation({ error: "TRADE_ORDER_NOT_FOUND", path }, cause),
  };
}
