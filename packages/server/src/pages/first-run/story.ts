import {
  EXAMPLE_PAYMENT,
  EXAMPLE_UPLOAD,
  type OrderKey,
  orderKeyOfText,
  orderKeyText,
  type TransactionRepresentation,
} from "@dingdan/contract";
import { orderContents } from "../../domain/order-content.js";
import type { StoredUpload } from "../../domain/stored-order.js";
import type { DemoApp } from "../demo-app.js";

/* What is sent in the steps of the first order: the examples of the contract, for the demo app. */

/** A merchant number that no demo app has. */
const FOREIGN_MCHID = "1900000999";

/** The order of the story. Further ones need a number of their own: a matched upload is locked. */
export function storyUpload({ mchid }: DemoApp, outTradeNo?: string) {
  const { order_key: key } = EXAMPLE_UPLOAD;
  return {
    ...EXAMPLE_UPLOAD,
    order_key: { ...key, mchid, out_trade_no: outTradeNo ?? key.out_trade_no },
  };
}

export const storyKeyText = (app: DemoApp): string => orderKeyText(storyUpload(app).order_key);

/** The upload that is refused. */
export const wrongUpload = (app: DemoApp) => ({
  ...EXAMPLE_UPLOAD,
  order_key: { ...storyUpload(app).order_key, mchid: FOREIGN_MCHID },
});

/** The payment of the story's order, without its time. */
export const storyPayment = ({ appid, mchid }: DemoApp) => {
  const { success_time: _, ...payment } = EXAMPLE_PAYMENT;
  return { ...payment, appid, mchid };
};

/** A payment for an upload, made at an instant. @param upload of one order, not of a combined payment */
export function paymentOf(
  upload: StoredUpload,
  app: DemoApp,
  nowMs: number,
): TransactionRepresentation {
  const isStorys = upload.orderKey === storyKeyText(app);
  const given = isStorys ? storyPayment(app) : otherPayment(upload, app);
  return { ...given, success_time: new Date(nowMs).toISOString() };
}

function otherPayment(upload: StoredUpload, app: DemoApp) {
  const key = orderKeyOfText(upload.orderKey);
  const items = orderContents(upload).flatMap(({ order }) => order.item_list);
  const total = items.reduce((sum, item) => sum + item.unit_price * item.quantity, 0);
  return {
    ...storyPayment(app),
    ...numbersOf(key, upload.firstReceivedAtMs),
    payer: { openid: upload.openid },
    amount: { total, payer_total: total, currency: "CNY" },
  };
}

/** The number that the upload names, and one of the other kind. */
const numbersOf = (key: OrderKey, receivedAtMs: number) =>
  key.order_number_type === 1
    ? { mchid: key.mchid, out_trade_no: key.out_trade_no, transaction_id: `4200009${receivedAtMs}` }
    : { out_trade_no: `T-${receivedAtMs}`, transaction_id: key.transaction_id };
