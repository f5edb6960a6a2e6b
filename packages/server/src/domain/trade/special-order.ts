import { LAST_INSTANT_MS } from "@dingdan/contract";
import { withTradeEvent } from "./changes.js";
import { withTimer } from "./timers.js";
import { type SpecialOrder, TRADE_STATE, type TradeOrder } from "./trade-order.js";

const DAY_MS = 24 * 3_600_000;
/** A pre-sale is shipped later than this after its payment, */
export const PRESALE_MIN_MS = 15 * DAY_MS;
/** and at most this long after it. */
export const PRESALE_MAX_MS = 330 * DAY_MS;

export type SpecialOrderDecision =
  | { readonly kind: "declared"; readonly order: TradeOrder }
  | {
      readonly kind: "refused";
      readonly error: "SPECIAL_ORDER_DELAY_INVALID" | "SPECIAL_ORDER_NOT_FOUND";
      readonly path: string;
    };

/**
 * Declares an unshipped order a pre-sale or a test. A repeated declaration replaces the last one.
 * @see shipping-management, §9
 */
export function decideSpecialOrder(
  order: TradeOrder | null,
  special: SpecialOrder,
  nowMs: number,
): SpecialOrderDecision {
  if (order === null || order.state !== TRADE_STATE.UNSHIPPED) {
    return { kind: "refused", error: "SPECIAL_ORDER_NOT_FOUND", path: "order_id" };
  }
  if (special.kind === "presale" && !isInRange(special.delayToMs, order.paidAtMs)) {
    return { kind: "refused", error: "SPECIAL_ORDER_DELAY_INVALID", path: "delay_to" };
  }
  const facts: Record<string, string | number> =
    special.kind === "presale"
      ? { type: 1, delay_to: Math.floor(special.delayToMs / 1000) }
      : { type: 2 };
  return {
    kind: "declared",
    order: withTimer({
      ...withTradeEvent(withoutLastDeclaration(order), "special", nowMs, facts),
      special,
    }),
  };
}

/** A declaration takes the place of the one before it, so that repeated calls do not make the order grow. */
const withoutLastDeclaration = (order: TradeOrder): TradeOrder =>
  order.events.at(-1)?.kind === "special" ? { ...order, events: order.events.slice(0, -1) } : order;

const isInRange = (delayToMs: number, paidAtMs: number): boolean =>
  delayToMs - paidAtMs > PRESALE_MIN_MS &&
  delayToMs - paidAtMs <= PRESALE_MAX_MS &&
  delayToMs <= LAST_INSTANT_MS;
