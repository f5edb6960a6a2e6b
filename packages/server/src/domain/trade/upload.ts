import type { TradeDelivery, TradeOrderKey, TradeUpload } from "@dingdan/contract";
import { isVisible, withTradeEvent } from "./changes.js";
import { shippedMessage } from "./messages.js";
import { isCombinationOf, isNamedBy } from "./names.js";
import { type DeliveryFault, deliver } from "./shipping.js";
import { confirmAfterMs, later, withTimer } from "./timers.js";
import {
  type AppMessage,
  TRADE_STATE,
  type TradeOrder,
  type TradeSettings,
  type UnmanagedReason,
} from "./trade-order.js";

/** An upload that has passed the contract's rules. */
export interface IncomingTradeUpload {
  readonly appid: string;
  readonly upload: TradeUpload;
  /** The instant of its upload_time. */
  readonly uploadTimeMs: number;
  readonly settings: Pick<TradeSettings, "settleSeconds">;
  readonly receivedAtMs: number;
  /** False: the app has no message URL, so its messages are not queued. @default true */
  readonly isPushed?: boolean;
}

/** Why an upload is refused: the code alone often does not say it. `explain` names it. */
export type TradeRefusalCause =
  /** The payment is not there yet. */
  | "too_early"
  | UnmanagedReason
  /** The app has no payment of this name. */
  | "not_found"
  /** An ordinary payment, sent to the interface for combined ones. */
  | "not_combined"
  /** A payment that is no part of the combined one. */
  | "not_a_part"
  | "other_payer"
  | "confirmed"
  | "settled"
  | "refunded"
  | "unsettled"
  | DeliveryFault["cause"];

export type TradeUploadDecision =
  | {
      readonly kind: "stored";
      readonly orders: readonly TradeOrder[];
      readonly messages: readonly AppMessage[];
    }
  | TradeUploadRefusal;

/** The errors of the contract that the stored orders decide. */
export type TradeUploadError =
  | "TRADE_ORDER_NOT_FOUND"
  | "TRADE_PAYER_MISMATCH"
  | "TRADE_ORDER_NOT_SHIPPABLE"
  | DeliveryFault["error"];

export interface TradeUploadRefusal {
  readonly kind: "refused";
  readonly error: TradeUploadError;
  /** The path in the request, such as `order_key` or `sub_orders[0].order_key`. */
  readonly path: string;
  readonly cause: TradeRefusalCause;
}

export type TradeUploadOutcome = { readonly kind: "stored" } | TradeUploadRefusal;

/** The outcome of an upload for its sender, without the stored rows. */
export const tradeUploadOutcome = (decision: TradeUploadDecision): TradeUploadOutcome =>
  decision.kind === "stored" ? { kind: "stored" } : decision;

/**
 * Decides on an upload, plain or combined. All or nothing: the first delivery that cannot be stored
 * decides. @see shipping-management, §2 "Errors, in answer order" and §3
 * @param orders the app's orders that any key of the upload names
 */
export function decideTradeUpload(
  orders: readonly TradeOrder[],
  incoming: IncomingTradeUpload,
): TradeUploadDecision {
  const { combined_key: main, deliveries } = incoming.upload;
  if (main !== null) {
    const parts = orders.filter((order) => isCombinationOf(order, main));
    const fault = notFound(parts, incoming, "order_key");
    if (fault !== null) {
      const isOrdinary = orders.some((order) => isNamedBy(order, main));
      return isOrdinary && fault.cause === "not_found"
        ? { ...fault, cause: "not_combined" }
        : fault;
    }
  }
  const changed: TradeOrder[] = [];
  const messages: AppMessage[] = [];
  for (const delivery of deliveries) {
    const change = decideDelivery(orders, delivery, incoming);
    if (change.kind === "refused") return change;
    changed.push(change.order);
    messages.push(...change.messages);
  }
  return { kind: "stored", orders: changed, messages };
}

type DeliveryDecision =
  | { readonly kind: "kept"; readonly order: TradeOrder; readonly messages: readonly AppMessage[] }
  | TradeUploadRefusal;

function decideDelivery(
  orders: readonly TradeOrder[],
  delivery: TradeDelivery,
  incoming: IncomingTradeUpload,
): DeliveryDecision {
  const { combined_key: main, openid } = incoming.upload;
  const path = `${delivery.path}order_key`;
  const named = orders.filter((order) => isNamedBy(order, delivery.order_key));
  const missing = notFound(named, incoming, path);
  if (missing !== null) return missing;
  const order = newest(named.filter((found) => isVisible(found, incoming.receivedAtMs)));
  if (main !== null && !isCombinationOf(order, main)) {
    return refused("TRADE_ORDER_NOT_FOUND", path, "not_a_part");
  }
  if (order.openid !== openid)
    return refused("TRADE_PAYER_MISMATCH", "payer.openid", "other_payer");
  const closed = CLOSED_CAUSES[order.state];
  if (closed !== undefined) return refused("TRADE_ORDER_NOT_SHIPPABLE", path, closed);
  const delivered = deliver(order.shipping, delivery, incoming);
  if (delivered.kind === "refused") {
    return refused(delivered.error, `${delivery.path}${delivered.path}`, delivered.cause);
  }
  return { kind: "kept", ...afterDelivery({ ...order, shipping: delivered.shipping }, incoming) };
}

/** The order after its goods were reported, in part or as a whole. */
function afterDelivery(
  order: TradeOrder,
  { receivedAtMs, settings }: IncomingTradeUpload,
): { readonly order: TradeOrder; readonly messages: readonly AppMessage[] } {
  const { shipping } = order;
  if (shipping === null || !shipping.isFinished) {
    const facts = { parcels: shipping?.parcels.length ?? 0 };
    return {
      order: withTimer(withTradeEvent(order, "parcels", receivedAtMs, facts)),
      messages: [],
    };
  }
  const confirmMs = confirmAfterMs(shipping.logisticsType);
  const kind = shipping.finishCount === 2 ? "reshipped" : "shipped";
  const shipped = withTimer({
    ...withTradeEvent(order, kind, receivedAtMs, { parcels: shipping.parcels.length }),
    state: TRADE_STATE.SHIPPED,
    shippedAtMs: receivedAtMs,
    confirmDueAtMs: order.isInComplaint ? null : later(receivedAtMs, confirmMs),
    confirmLeftMs: order.isInComplaint ? confirmMs : null,
  });
  const settlementAtMs = later(receivedAtMs, confirmMs + settings.settleSeconds * 1000);
  return { order: shipped, messages: [shippedMessage(shipped, receivedAtMs, settlementAtMs)] };
}

const CLOSED_CAUSES: Partial<Record<TradeOrder["state"], TradeRefusalCause>> = {
  [TRADE_STATE.CONFIRMED]: "confirmed",
  [TRADE_STATE.SETTLED]: "settled",
  [TRADE_STATE.REFUNDED]: "refunded",
  [TRADE_STATE.UNSETTLED]: "unsettled",
};

/** Why none of the orders that a key names can be found by an interface; null when one can. */
function notFound(
  named: readonly TradeOrder[],
  { receivedAtMs }: IncomingTradeUpload,
  path: string,
): TradeUploadRefusal | null {
  if (named.some((order) => isVisible(order, receivedAtMs))) return null;
  return refused("TRADE_ORDER_NOT_FOUND", path, absenceOf(named));
}

/** Why orders that exist are not found; `not_found` when there are none. */
export function absenceOf(named: readonly TradeOrder[]): TradeRefusalCause {
  if (named.length === 0) return "not_found";
  return newest(named).unmanagedReason ?? "too_early";
}

/** The order that was paid last. */
export const newest = (orders: readonly TradeOrder[]): TradeOrder =>
  orders.reduce((latest, order) => (order.paidAtMs > latest.paidAtMs ? order : latest));

const refused = (
  error: TradeUploadError,
  path: string,
  cause: TradeRefusalCause,
): TradeUploadRefusal => ({
  kind: "refused",
  error,
  path,
  cause,
});

/** Every key of an upload: what must be read to decide on it. */
export const keysOf = ({ upload }: Pick<IncomingTradeUpload, "upload">): TradeOrderKey[] => [
  ...(upload.combined_key === null ? [] : [upload.combined_key]),
  ...upload.deliveries.map(({ order_key: key }) => key),
];
