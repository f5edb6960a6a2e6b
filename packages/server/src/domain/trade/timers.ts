import { LAST_INSTANT_MS, LOGISTICS_TYPE, type LogisticsType } from "@dingdan/contract";
import { TRADE_STATE, type TradeOrder } from "./trade-order.js";

const DAY_MS = 24 * 3_600_000;

/** The receipt of a courier's parcels is confirmed automatically after this time. */
export const COURIER_CONFIRM_MS = 10 * DAY_MS;
/** The same for goods that reach the buyer otherwise. */
export const OTHER_CONFIRM_MS = 2 * DAY_MS;
/** An unshipped payment is reminded of after this time. */
export const REMIND_SHIPPING_MS = 2 * DAY_MS;

/**
 * A time, some milliseconds later. Payments may be made in the year 9999: what would come after it is at its
 * end, the last time that a reply can show.
 */
export const later = (atMs: number, afterMs: number): number =>
  Math.min(atMs + afterMs, LAST_INSTANT_MS);

export const confirmAfterMs = (logisticsType: LogisticsType): number =>
  logisticsType === LOGISTICS_TYPE.PHYSICAL_LOGISTICS ? COURIER_CONFIRM_MS : OTHER_CONFIRM_MS;

/** The order with the end of its next timer. Each change of an order ends with it. */
export const withTimer = (order: Omit<TradeOrder, "dueAtMs">): TradeOrder => ({
  ...order,
  dueAtMs: dueAtMsOf(order),
});

/** When the next timer of an order ends; null when none runs. */
export function dueAtMsOf(order: Omit<TradeOrder, "dueAtMs">): number | null {
  if (order.unmanagedReason !== null) return null;
  switch (order.state) {
    case TRADE_STATE.UNSHIPPED:
      return remindShippingAtMs(order);
    case TRADE_STATE.SHIPPED:
      return order.confirmDueAtMs;
    case TRADE_STATE.CONFIRMED:
      return order.settleDueAtMs;
    default:
      return null;
  }
}

/** When the merchant is reminded to ship; null when it was, or when nothing needs to be shipped. */
function remindShippingAtMs({
  paidAtMs,
  special,
  merchantRemindedAtMs,
}: Pick<TradeOrder, "paidAtMs" | "special" | "merchantRemindedAtMs">): number | null {
  if (merchantRemindedAtMs !== null || special?.kind === "test") return null;
  const atMs = later(paidAtMs, REMIND_SHIPPING_MS);
  return special === null ? atMs : Math.max(atMs, special.delayToMs);
}
