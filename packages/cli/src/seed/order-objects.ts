import type { Item, MerchantOrder, OrderKey } from "@dingdan/client";
import {
  formatChinaTime,
  type TransactionRepresentation,
  type WeChatPayRefund,
} from "@dingdan/contract";
import type { PlannedOrder, PlannedParcel, PlannedPart } from "./order-plan.js";

// The requests that a merchant's program and WeChat Pay would send for a planned order.

const time = formatChinaTime;
const merchantKey = ({ mchid, outTradeNo }: PlannedOrder): OrderKey => ({
  order_number_type: 1,
  mchid,
  out_trade_no: outTradeNo,
});

export function orderKeyOf(order: PlannedOrder, form = order.form): OrderKey {
  return form === 1
    ? merchantKey(order)
    : { order_number_type: 2, transaction_id: order.transactionId };
}

export function uploadOf(
  order: PlannedOrder,
  nowMs: number,
  { openid = order.openid, form = order.form } = {},
) {
  return {
    order_key: orderKeyOf(order, form),
    order_list: order.parts.flatMap(({ orders }) => orders),
    payer: { openid },
    logistics_type: order.logisticsType,
    upload_time: time(nowMs),
  };
}

export function combinedUploadOf(order: PlannedOrder, nowMs: number) {
  return {
    order_key: merchantKey(order),
    sub_orders: order.parts.map(({ orderKey, orders: [merchantOrder] }) => ({
      order_key: orderKey,
      ...(merchantOrder as MerchantOrder),
      logistics_type: order.logisticsType,
    })),
    payer: { openid: order.openid },
    upload_time: time(nowMs),
  };
}

const amountOf = (order: PlannedOrder) =>
  order.parts.reduce((sum, { amountFen }) => sum + amountFen, 0);

export function paymentOf(order: PlannedOrder, paidAtMs: number): TransactionRepresentation {
  const { shop, mchid, outTradeNo, transactionId, openid, parts } = order;
  const paid = { trade_type: "JSAPI", trade_state: "SUCCESS", success_time: time(paidAtMs) };
  const source = shop.kind === "mini_program" ? "mini_program" : "other";
  if (parts.length > 1) {
    return {
      source,
      combine_appid: shop.appid,
      combine_mchid: mchid,
      combine_out_trade_no: outTradeNo,
      combine_transaction_id: transactionId,
      combine_payer_info: { openid },
      sub_orders: parts.map((part) => ({
        mchid,
        out_trade_no: tradeNoOf(part),
        transaction_id: part.transactionId,
        ...paid,
        amount: { total_amount: part.amountFen, payer_amount: part.amountFen, currency: "CNY" },
      })),
    };
  }
  const total = amountOf(order);
  return {
    source,
    appid: shop.appid,
    mchid,
    out_trade_no: outTradeNo,
    transaction_id: transactionId,
    ...paid,
    payer: { openid },
    amount: { total, payer_total: total, currency: "CNY" },
  };
}

/** The refund of an order, in its final state or, with `isStarted`, in progress. */
export function refundOf(
  { parts: [part], refund, mchid }: PlannedOrder,
  nowMs: number,
  isStarted = false,
): WeChatPayRefund {
  if (part === undefined || refund === null) throw new Error("the order has no refund");
  const state = isStarted ? "PROCESSING" : refund.state;
  return {
    mchid,
    transaction_id: part.transactionId,
    out_trade_no: tradeNoOf(part),
    refund_id: refund.refundId,
    out_refund_no: `R${tradeNoOf(part)}`,
    // A query reports that the refund has started, a notification how it ended.
    ...(isStarted ? { status: state, create_time: time(nowMs) } : { refund_status: state }),
    ...(state === "SUCCESS" ? { success_time: time(nowMs) } : {}),
    amount: {
      total: part.amountFen,
      refund: refund.amountFen,
      payer_total: part.amountFen,
      payer_refund: refund.amountFen,
      currency: "CNY",
    },
  };
}

export const tradeNoOf = ({ orderKey }: PlannedPart) => orderKey.out_trade_no ?? "";

export function shippingOf(order: PlannedOrder, nowMs: number) {
  return {
    order_key: orderKeyOf(order),
    ...deliveryOf(order, order.parts, order.shipment?.parcels ?? []),
    payer: { openid: order.openid },
    upload_time: time(nowMs),
  };
}

export function combinedShippingOf(order: PlannedOrder, nowMs: number) {
  const shipped = order.shipment?.kind === "part" ? order.parts.slice(0, 1) : order.parts;
  return {
    order_key: merchantKey(order),
    sub_orders: shipped.map((part, index) => ({
      order_key: part.orderKey,
      ...deliveryOf(order, [part], (order.shipment?.parcels ?? []).slice(index, index + 1)),
    })),
    payer: { openid: order.openid },
    upload_time: time(nowMs),
  };
}

function deliveryOf(
  { shipment }: PlannedOrder,
  parts: readonly PlannedPart[],
  parcels: readonly PlannedParcel[],
) {
  const items = parts.flatMap(({ orders }) => orders).flatMap((order) => order.item_list);
  const isSplit = shipment?.kind === "split";
  return {
    delivery_mode: isSplit ? 2 : 1,
    shipping_list: parcels.map(({ carrier, trackingNo }, index) => ({
      tracking_no: trackingNo,
      express_company: carrier,
      ...(isSplit ? { item_list: shareOf(items, index) } : {}),
      // SF Express requires the last digits of a phone number.
      ...(carrier === "SF"
        ? { contact: { receiver_contact: `138****${trackingNo.slice(-4)}` } }
        : {}),
    })),
  } as const;
}

/**
 * The items of the first parcel, or all others. Without duplicates, because two orders of one payment
 * may contain the same item.
 */
function shareOf(items: readonly Item[], index: number) {
  const ids = [...new Set(items.map((item) => item.merchant_item_id as string))];
  const share = index === 0 ? ids.slice(0, 1) : ids.slice(ids.length === 1 ? 0 : 1);
  return share.map((id) => ({ merchant_item_id: id }));
}
