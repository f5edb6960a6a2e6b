import { remindShippingMessage, settledMessage } from "./messages.js";
import { canMove, stateAfter } from "./moves.js";
import { later, withTimer } from "./timers.js";
import {
  type AppMessage,
  type ConfirmMethod,
  TRADE_STATE,
  type TradeEvent,
  type TradeOrder,
  type TradeSettings,
} from "./trade-order.js";

/** An order after a change, and the messages of the change to the app. */
export interface TradeChange {
  readonly order: TradeOrder;
  readonly messages: readonly AppMessage[];
}

type Settings = Pick<TradeSettings, "settleSeconds">;

const eventOf = (
  kind: TradeEvent["kind"],
  atMs: number,
  facts: TradeEvent["facts"] = {},
): TradeEvent => ({ kind, atMs, facts });

export const withTradeEvent = (
  order: TradeOrder,
  kind: TradeEvent["kind"],
  atMs: number,
  facts: TradeEvent["facts"] = {},
): TradeOrder => ({ ...order, events: [...order.events, eventOf(kind, atMs, facts)] });

const silent = (order: TradeOrder): TradeChange => ({ order: withTimer(order), messages: [] });

/** True when the interfaces of the shipping information management find the order. */
export const isVisible = (order: TradeOrder, nowMs: number): boolean =>
  order.unmanagedReason === null && order.visibleAtMs <= nowMs;

/**
 * Confirms the receipt of a shipped order. Without a complaint it is settled after the app's settlement
 * time, and at once when that is 0.
 */
export function confirm(
  order: TradeOrder,
  method: ConfirmMethod,
  { settleSeconds }: Settings,
  atMs: number,
): TradeChange {
  const state = stateAfter(order.state, order.isInComplaint ? "confirmInComplaint" : "confirm");
  if (state === null) return silent(order);
  const confirmed: TradeOrder = {
    ...withTradeEvent(order, "confirmed", atMs, { method }),
    state,
    confirmedAtMs: atMs,
    confirmMethod: method,
    confirmDueAtMs: null,
    confirmLeftMs: null,
    settleDueAtMs: order.isInComplaint ? null : later(atMs, settleSeconds * 1000),
  };
  return confirmed.settleDueAtMs === atMs ? settle(confirmed, atMs) : silent(confirmed);
}

/** What the component of the buyer's receipt returns to the mini program. @see shipping-management, §11 */
export interface ComponentResult {
  readonly status: "success" | "fail" | "cancel";
  readonly errormsg: string;
}

/** The buyer confirms the receipt in the component. Null as the change: nothing changes. */
export function confirmAsBuyer(
  order: TradeOrder | null,
  openid: string,
  settings: Settings,
  nowMs: number,
): { readonly result: ComponentResult; readonly change: TradeChange | null } {
  if (order === null || !isVisible(order, nowMs) || order.openid !== openid) {
    return { result: { status: "fail", errormsg: "获取用户订单失败" }, change: null };
  }
  if (!canMove(order.state, "confirm")) {
    return { result: { status: "cancel", errormsg: "" }, change: null };
  }
  const change = confirm(order, "buyer", settings, nowMs);
  return { result: { status: "success", errormsg: "" }, change };
}

function settle(order: TradeOrder, atMs: number): TradeChange {
  const move = order.state === TRADE_STATE.UNSETTLED ? "settleAfterComplaint" : "settle";
  const state = stateAfter(order.state, move);
  if (state === null) return silent(order);
  const settled: TradeOrder = {
    ...withTradeEvent(order, "settled", atMs),
    state,
    settledAtMs: atMs,
    settleDueAtMs: null,
  };
  return { order: withTimer(settled), messages: [settledMessage(settled, atMs)] };
}

/** True when a complaint of the order can be opened: WeChat knows of no payment before it is visible. */
export const canComplain = (order: TradeOrder, nowMs: number): boolean =>
  isVisible(order, nowMs) &&
  order.state !== TRADE_STATE.SETTLED &&
  order.state !== TRADE_STATE.REFUNDED;

/** Opens a complaint. It stops the timers of the receipt and of the settlement. */
export function openComplaint(order: TradeOrder, atMs: number): TradeChange {
  if (order.isInComplaint || !canComplain(order, atMs)) return silent(order);
  return silent({
    ...withTradeEvent(order, "complaint_opened", atMs),
    state: stateAfter(order.state, "complain") ?? order.state,
    isInComplaint: true,
    confirmDueAtMs: null,
    // A timer that has ended, but is not carried out yet, has nothing left.
    confirmLeftMs: order.confirmDueAtMs === null ? null : Math.max(0, order.confirmDueAtMs - atMs),
    settleDueAtMs: null,
  });
}

/** Closes a complaint. A confirmed order is settled; the timer of a shipped one runs on. */
export function closeComplaint(order: TradeOrder, atMs: number): TradeChange {
  if (!order.isInComplaint) return silent(order);
  const { confirmLeftMs: leftMs } = order;
  const closed: TradeOrder = {
    ...withTradeEvent(order, "complaint_closed", atMs),
    isInComplaint: false,
    confirmDueAtMs: leftMs === null ? null : later(atMs, leftMs),
    confirmLeftMs: null,
  };
  return closed.state === TRADE_STATE.UNSETTLED ? settle(closed, atMs) : silent(closed);
}

/** All of the payment was refunded: the money went back, and no timer runs any more. */
export function refundTrade(order: TradeOrder, atMs: number): TradeOrder {
  const state = stateAfter(order.state, "refund");
  if (state === null || order.unmanagedReason !== null) return order;
  return withTimer({
    ...withTradeEvent(order, "refunded", atMs),
    state,
    refundedAtMs: atMs,
    isInComplaint: false,
    confirmDueAtMs: null,
    confirmLeftMs: null,
    settleDueAtMs: null,
  });
}

/**
 * Carries out the timer of an order that has ended, as of the time at which it ended: the reminder of the
 * merchant, the automatic confirmation, or the settlement.
 * @param hasShippedBefore whether the app has ever shipped an order; otherwise it is not reminded
 */
export function advance(
  order: TradeOrder,
  settings: Settings,
  hasShippedBefore: boolean,
): TradeChange {
  const atMs = order.dueAtMs as number;
  if (order.state === TRADE_STATE.SHIPPED) return confirm(order, "automatic", settings, atMs);
  if (order.state === TRADE_STATE.CONFIRMED) return settle(order, atMs);
  const reminded = { ...order, merchantRemindedAtMs: atMs };
  if (!hasShippedBefore) return silent(reminded);
  return {
    order: withTimer(withTradeEvent(reminded, "reminded_merchant", atMs)),
    messages: [remindShippingMessage(order, atMs)],
  };
}
