import type { AppMessage, TradeOrder } from "./trade-order.js";

export const unixSeconds = (atMs: number): number => Math.floor(atMs / 1000);

type Members = AppMessage["members"];

const idsOf = (order: TradeOrder): Members => [
  ["transaction_id", order.transactionId],
  ["merchant_id", order.mchid],
  ["sub_merchant_id", order.subMchid],
  ["merchant_trade_no", order.outTradeNo],
  ["pay_time", unixSeconds(order.paidAtMs)],
];

const messageOf = (
  order: TradeOrder,
  event: AppMessage["event"],
  createdAtMs: number,
  members: Members,
): AppMessage => ({ appid: order.appid, from: order.openid, event, createdAtMs, members });

/** The order was reported as sent: the event of the settlement, with the time that is expected. */
export const shippedMessage = (
  order: TradeOrder,
  shippedAtMs: number,
  settlementAtMs: number,
): AppMessage =>
  messageOf(order, "trade_manage_order_settlement", shippedAtMs, [
    ...idsOf(order),
    ["shipped_time", unixSeconds(shippedAtMs)],
    ["estimated_settlement_time", unixSeconds(settlementAtMs)],
  ]);

/** The order was settled: the same event, distinguished by its members. */
export const settledMessage = (order: TradeOrder, settledAtMs: number): AppMessage =>
  messageOf(order, "trade_manage_order_settlement", settledAtMs, [
    ...idsOf(order),
    ["shipped_time", unixSeconds(order.shippedAtMs ?? order.paidAtMs)],
    ["confirm_receive_method", order.confirmMethod === "buyer" ? 2 : 1],
    ["confirm_receive_time", unixSeconds(order.confirmedAtMs ?? settledAtMs)],
    ["settlement_time", unixSeconds(settledAtMs)],
  ]);

/** The order is unshipped 48 hours after its payment. */
export const remindShippingMessage = (order: TradeOrder, atMs: number): AppMessage =>
  messageOf(order, "trade_manage_remind_shipping", atMs, [
    ...idsOf(order),
    ["msg", "您有订单超过 48 小时未发货，请尽快发货并上传发货信息。"],
  ]);
