import { TRADE_STATE_NAMES, type TradeStateName } from "@dingdan/contract";
import { representAmount } from "../amount.js";
import type { TradeEvent, TradeOrder } from "../trade/trade-order.js";
import { eventOf, type RecordedEvent } from "./recorded-event.js";

const CURRENCY = "CNY";

const instant = (timeMs: number) => new Date(timeMs).toISOString();

const refOf = (order: TradeOrder) => ({
  transaction_id: order.transactionId,
  mchid: order.mchid,
  out_trade_no: order.outTradeNo,
  state: TRADE_STATE_NAMES[order.state - 1] as TradeStateName,
});

/**
 * The events of what a change added to an order's timeline. A payment that is not under management has none.
 * @param before null when the order is new
 */
export function tradeEvents(before: TradeOrder | null, after: TradeOrder): RecordedEvent[] {
  if (after.unmanagedReason !== null) return [];
  return after.events.slice(before?.events.length ?? 0).flatMap((event) => ofEvent(after, event));
}

function ofEvent(order: TradeOrder, { kind, atMs, facts }: TradeEvent): RecordedEvent[] {
  const head = { appid: order.appid, orderId: order.transactionId, atMs };
  const ref = refOf(order);
  switch (kind) {
    case "ingested": {
      const data = {
        ...ref,
        amount: representAmount({ amountMinor: order.amountMinor, currency: CURRENCY }),
        paid_at: instant(order.paidAtMs),
        visible_at: instant(order.visibleAtMs),
      };
      return [eventOf<"trade.ingested">({ ...head, type: "trade.ingested", data })];
    }
    case "shipped":
    case "reshipped": {
      const parcels = Number(facts["parcels"] ?? 0);
      const data = { ...ref, parcels, is_reshipment: kind === "reshipped" };
      return [eventOf<"trade.shipped">({ ...head, type: "trade.shipped", data })];
    }
    case "confirmed": {
      const method = order.confirmMethod ?? "automatic";
      return [
        eventOf<"trade.confirmed">({ ...head, type: "trade.confirmed", data: { ...ref, method } }),
      ];
    }
    case "settled":
      return [eventOf<"trade.settled">({ ...head, type: "trade.settled", data: ref })];
    case "refunded":
      return [eventOf<"trade.refunded">({ ...head, type: "trade.refunded", data: ref })];
    default:
      return [];
  }
}
