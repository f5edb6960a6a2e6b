import type { StoredOrder } from "./orders.js";

/** An order as its buyer sees it, with the members of Dingdan's answer. */
export function representOrder(order: StoredOrder, merchantName: string) {
  const details = JSON.parse(order.details) as {
    readonly order_list: readonly unknown[];
    readonly logistics_type: number;
  };
  return {
    id: String(order.id),
    appid: order.appid,
    merchant_name: merchantName,
    state: "to_ship",
    paid_at: order.paidAt,
    amount_fen: order.amountFen,
    transaction_id: order.transactionId,
    logistics_type: details.logistics_type,
    order_list: details.order_list,
    parcels: [],
  };
}
