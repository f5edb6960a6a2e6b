import { unixSeconds } from "./messages.js";
import type { StoredParcel, TradeOrder, TradeShipping } from "./trade-order.js";

/** A longer description of an order is cut to this many characters. */
const DESCRIPTION_CHARACTERS_MAX = 120;

/** An order as get_order and get_order_list return it; times in Unix seconds. @see shipping-management, §4 */
export function representTradeOrder(order: TradeOrder) {
  const { shipping } = order;
  return {
    transaction_id: order.transactionId,
    merchant_trade_no: order.outTradeNo,
    merchant_id: order.mchid,
    sub_merchant_id: order.subMchid,
    description: shipping === null ? "" : descriptionOf(shipping),
    paid_amount: order.amountMinor,
    openid: order.openid,
    trade_create_time: unixSeconds(order.createdAtMs),
    pay_time: unixSeconds(order.paidAtMs),
    order_state: order.state,
    in_complaint: order.isInComplaint,
    shipping: shipping === null ? {} : representShipping(shipping),
  };
}

const representShipping = (shipping: TradeShipping) => ({
  delivery_mode: shipping.deliveryMode,
  logistics_type: shipping.logisticsType,
  finish_shipping: shipping.isFinished,
  finish_shipping_count: shipping.finishCount,
  goods_desc: descriptionOf(shipping),
  shipping_list: shipping.parcels.map(representParcel),
});

const representParcel = (parcel: StoredParcel) => ({
  tracking_no: parcel.tracking_no,
  express_company: parcel.express_company,
  goods_desc: parcel.item_desc,
  upload_time: unixSeconds(parcel.uploadedAtMs),
  contact: Object.fromEntries(
    Object.entries(parcel.contact ?? {}).filter(([, number]) => number !== ""),
  ),
});

/** The goods of all parcels, cut as WeChat cuts them. */
export function descriptionOf({ parcels }: Pick<TradeShipping, "parcels">): string {
  const joined = Array.from(parcels.map(({ item_desc: description }) => description).join("；"));
  return joined.length <= DESCRIPTION_CHARACTERS_MAX
    ? joined.join("")
    : `${joined.slice(0, DESCRIPTION_CHARACTERS_MAX).join("")}...`;
}
