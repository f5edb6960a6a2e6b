import {
  carrierName,
  type Language,
  type ShipmentRepresentation,
  TRADE_STATE_NAMES,
  type TradeStateName,
} from "@dingdan/contract";
import { representAmount } from "../domain/amount.js";
import type { App } from "../domain/app.js";
import type { TradeOrder } from "../domain/trade/trade-order.js";

/** What of the facts around a trade order its buyer sees. */
export interface ShipmentContext {
  readonly app: App;
  readonly language: Language;
  /** True if this buyer may confirm the receipt here, in a state that allows it. */
  readonly mayConfirm: boolean;
  /** The order with the shopping details; null in lists, and when there is none. */
  readonly orderId: string | null;
}

const instant = (timeMs: number) => new Date(timeMs).toISOString();

/** A payment under shipping information management, as its buyer sees it. */
export function representShipment(
  order: TradeOrder,
  { app, language, mayConfirm, orderId }: ShipmentContext,
): ShipmentRepresentation {
  const { shipping, shippedAtMs, confirmDueAtMs, confirmedAtMs } = order;
  const parcels = shipping?.parcels ?? [];
  return {
    transaction_id: order.transactionId,
    appid: order.appid,
    merchant_name: app.name,
    out_trade_no: order.outTradeNo,
    // Only payments in CNY are under management.
    amount: representAmount({ amountMinor: order.amountMinor, currency: "CNY" }),
    paid_at: instant(order.paidAtMs),
    state_name: TRADE_STATE_NAMES[order.state - 1] as TradeStateName,
    in_complaint: order.isInComplaint,
    description: parcels.map(({ item_desc: description }) => description).join("；"),
    ...(shipping === null ? {} : { logistics_type: shipping.logisticsType }),
    is_shipped: shipping?.isFinished ?? false,
    ...(shippedAtMs === null ? {} : { shipped_at: instant(shippedAtMs) }),
    ...(confirmDueAtMs === null ? {} : { confirms_at: instant(confirmDueAtMs) }),
    ...(confirmedAtMs === null ? {} : { confirmed_at: instant(confirmedAtMs) }),
    can_confirm: mayConfirm,
    ...(orderId === null ? {} : { order_id: orderId }),
    parcels: parcels.map((parcel) => ({
      express_company: parcel.express_company,
      carrier_name: carrierName(parcel.express_company)[language],
      tracking_no: parcel.tracking_no,
      item_desc: parcel.item_desc,
    })),
  };
}
