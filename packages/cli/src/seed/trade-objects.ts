import { formatChinaTime } from "@dingdan/contract";
import { orderKeyOf, tradeNoOf } from "./order-objects.js";
import type { PlannedOrder, PlannedParcel, PlannedPart } from "./order-plan.js";

/* What a merchant's program sends to shipping information management for a planned order. */

const ITEM_DESC_CHARACTERS_MAX = 120;

export function tradeUploadOf(order: PlannedOrder, nowMs: number) {
  return {
    order_key: { order_number_type: 2 as const, transaction_id: order.transactionId },
    ...deliveryOf(order, order.parts, order.shipment?.parcels ?? []),
    upload_time: formatChinaTime(nowMs),
    payer: { openid: order.openid },
  };
}

/** The parts of a combined order that were shipped, each with its parcel. */
export function combinedTradeUploadOf(order: PlannedOrder, nowMs: number) {
  const { shipment, parts, logisticsType } = order;
  const needsParcel = logisticsType < 3;
  const shipped = needsParcel && shipment?.kind === "part" ? parts.slice(0, 1) : parts;
  return {
    order_key: orderKeyOf(order, 1),
    sub_orders: shipped.map((part, index) => ({
      order_key: { ...part.orderKey, out_trade_no: tradeNoOf(part) },
      ...deliveryOf(order, [part], (shipment?.parcels ?? []).slice(index, index + 1)),
    })),
    upload_time: formatChinaTime(nowMs),
    payer: { openid: order.openid },
  };
}

/** Goods without a parcel have one entry, which only describes them. */
function deliveryOf(
  { logisticsType, shipment }: PlannedOrder,
  parts: readonly PlannedPart[],
  parcels: readonly PlannedParcel[],
) {
  const description = descriptionOf(parts);
  const isSplit = shipment?.kind === "split" && logisticsType === 1;
  const entries = parcels.slice(0, isSplit ? parcels.length : 1).map(({ carrier, trackingNo }) => ({
    tracking_no: trackingNo,
    express_company: carrier,
    item_desc: description,
    ...(carrier === "SF"
      ? { contact: { receiver_contact: `138****${trackingNo.slice(-4)}` } }
      : {}),
  }));
  return {
    logistics_type: logisticsType,
    delivery_mode: isSplit ? 2 : 1,
    ...(isSplit ? { is_all_delivered: true } : {}),
    shipping_list: entries.length === 0 ? [{ item_desc: description }] : entries,
  } as const;
}

function descriptionOf(parts: readonly PlannedPart[]): string {
  const items = parts.flatMap(({ orders }) => orders).flatMap((order) => order.item_list);
  const goods = items.map(({ name, quantity }) => `${name}*${quantity}`);
  return Array.from(goods.join("；")).slice(0, ITEM_DESC_CHARACTERS_MAX).join("");
}
