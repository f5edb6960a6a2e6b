import type { TradeOrderKey } from "@dingdan/contract";
import { aDelivery, anIncomingUpload, aParcel, aTradeOrder } from "../../domain/trade/samples.js";
import type { AppMessage, TradeOrder } from "../../domain/trade/trade-order.js";
import type { Store } from "../store.js";
import { aPayment } from "./samples.js";

export const ORDER = aTradeOrder();
export const OTHER_APPID = "wx-another";
export const SHIPPED_AT_MS = ORDER.paidAtMs + 60_000;
export const AT_ANY_TIME = { paidFromMs: 0, paidUntilMs: Number.MAX_SAFE_INTEGER, limit: 10 };

export const ofTransaction = (transaction_id: string): TradeOrderKey => ({
  kind: "transaction",
  transaction_id,
});
export const ofMerchant = (mchid: string, out_trade_no: string): TradeOrderKey => ({
  kind: "merchant",
  mchid,
  out_trade_no,
});

/** An order with numbers of its own, `42-1` and `DD-1` for the number 1. */
export const numbered = (number: string, changes: Partial<TradeOrder> = {}): TradeOrder =>
  aTradeOrder({ transactionId: `42-${number}`, outTradeNo: `DD-${number}`, ...changes });

/** Records a payment that makes these orders. */
export const pay = (store: Store, ...trade: TradeOrder[]) =>
  store.orders.putPayment({
    ...aPayment({
      outTradeNo: trade.map((order) => order.transactionId).join("-"),
      transactionId: trade.map((order) => `${order.appid}${order.transactionId}`).join("-"),
    }),
    trade,
  });

export const upload = (
  store: Store,
  transactionId = ORDER.transactionId,
  itemDesc = "雨伞*1",
  uploadTimeMs = SHIPPED_AT_MS,
) =>
  store.tradeOrders.put(
    anIncomingUpload(uploadTimeMs, [
      aDelivery({
        order_key: ofTransaction(transactionId),
        shipping_list: [aParcel({ item_desc: itemDesc })],
      }),
    ]),
  );

export const find = async (
  store: Store,
  { transactionId }: Pick<TradeOrder, "transactionId"> = ORDER,
) => (await store.tradeOrders.findNamed(ORDER.appid, ofTransaction(transactionId)))[0];

/** Takes the messages that wait, of all apps. */
export async function take(store: Store, nowMs = SHIPPED_AT_MS, leaseUntilMs = nowMs + 60) {
  const due = { nowMs, leaseUntilMs, limit: 10, perApp: 10 };
  return (await store.appMessages.takeDue(due)).flatMap(({ messages }) => messages);
}

export const numbersOf = (orders: readonly TradeOrder[]) =>
  orders.map(({ transactionId }) => transactionId);

export const aMessage = (from = "buyer", createdAtMs = SHIPPED_AT_MS): AppMessage => ({
  appid: ORDER.appid,
  from,
  event: "trade_manage_remind_shipping",
  createdAtMs,
  members: [
    ["transaction_id", "42"],
    ["pay_time", 1],
  ],
});
