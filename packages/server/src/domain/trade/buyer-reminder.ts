import { LOGISTICS_TYPE } from "@dingdan/contract";
import { withTradeEvent } from "./changes.js";
import { TRADE_STATE, type TradeOrder } from "./trade-order.js";

export type BuyerReminderDecision =
  | { readonly kind: "reminded"; readonly order: TradeOrder }
  | {
      readonly kind: "refused";
      readonly error:
        | "TRADE_ORDER_NOT_SHIPPED"
        | "TRADE_REMINDER_NOT_COURIER"
        | "TRADE_REMINDER_SPENT"
        | "TRADE_RECEIVED_TIME_INVALID";
      readonly path: string;
    };

/**
 * Reminds the buyer once to confirm the receipt of a courier's parcels. It confirms nothing.
 * @param receivedAtMs when the carrier delivered, as the merchant says
 * @see shipping-management, §6
 */
export function decideBuyerReminder(
  order: TradeOrder,
  receivedAtMs: number,
  nowMs: number,
): BuyerReminderDecision {
  if (order.state !== TRADE_STATE.SHIPPED) return refused("TRADE_ORDER_NOT_SHIPPED", "");
  if (order.shipping?.logisticsType !== LOGISTICS_TYPE.PHYSICAL_LOGISTICS) {
    return refused("TRADE_REMINDER_NOT_COURIER", "");
  }
  if (order.buyerRemindedAtMs !== null) return refused("TRADE_REMINDER_SPENT", "");
  // The call has whole seconds, so the second of the shipping itself counts as after it.
  const shippedSecondMs = Math.floor((order.shippedAtMs ?? 0) / 1000) * 1000;
  if (receivedAtMs < shippedSecondMs || receivedAtMs > nowMs) {
    return refused("TRADE_RECEIVED_TIME_INVALID", "received_time");
  }
  const received = { received_time: Math.floor(receivedAtMs / 1000) };
  return {
    kind: "reminded",
    order: {
      ...withTradeEvent(order, "reminded_buyer", nowMs, received),
      buyerRemindedAtMs: nowMs,
    },
  };
}

const refused = (
  error: Extract<BuyerReminderDecision, { kind: "refused" }>["error"],
  path: string,
): BuyerReminderDecision => ({ kind: "refused", error, path });
