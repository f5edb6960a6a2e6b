import {
  EXAMPLE_PAYMENT,
  EXAMPLE_UPLOAD,
  orderKeyText,
  type TransactionRepresentation,
} from "@dingdan/contract";
import type { StoredUpload } from "../../domain/stored-order.js";
import { sandboxPayment } from "../../payments/sandbox-payment.js";
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

/** A payment for an upload, made at an instant. */
export const paymentOf = (
  upload: StoredUpload,
  app: DemoApp,
  nowMs: number,
): TransactionRepresentation =>
  upload.orderKey === storyKeyText(app)
    ? { ...storyPayment(app), success_time: new Date(nowMs).toISOString() }
    : sandboxPayment(upload, { appid: app.appid, mchids: [app.mchid] }, nowMs);
