import type { Violation } from "@dingdan/contract";
import { representTradeOrder } from "../../domain/trade/represent-trade-order.js";
import type { TradeOrderStore } from "../../storage/trade-store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { findOrderOf } from "./sec-named-order.js";

/** One payment under management. */
export async function secGetOrder(call: AppCall, orders: TradeOrderStore): Promise<WireOutcome> {
  const found = await findOrderOf(call, orders);
  return found.kind === "absent"
    ? refused(found.violation)
    : ok({ order: representTradeOrder(found.order) });
}

/** The violation of a question for a payment that is not found, or null. */
export async function secGetOrderViolation(
  call: AppCall,
  orders: TradeOrderStore,
): Promise<Violation | null> {
  const found = await findOrderOf(call, orders);
  return found.kind === "absent" ? found.violation : null;
}
