import { type Delivery, type Language, orderKeyOfText } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { numbersShown } from "../domain/order-summary.js";
import { reportsOf } from "../domain/recorded-payment.js";
import type { StoredRefund } from "../domain/refund.js";
import type { StoredDelivery } from "../domain/shipping.js";
import type { Payment } from "../domain/stored-order.js";
import { representRefund } from "../payments/represent-refund.js";
import type { NumberedOrder } from "../storage/store.js";
import { listedOrder, orderTimeline, representOrderSummary } from "./represent.js";

/** Everything stored about an order. */
export interface WholeOrder {
  readonly order: NumberedOrder;
  /** The refunds of its payment. */
  readonly refunds: readonly StoredRefund[];
  readonly app: App | null;
}

/**
 * An order with its content, payment, refunds, deliveries and timeline.
 * @param language of the timeline's details
 */
export function representOrder({ order, refunds, app }: WholeOrder, language: Language) {
  const { upload, payment } = order;
  return {
    ...representOrderSummary(listedOrder(order), app),
    details: JSON.parse(upload.details) as unknown,
    deliveries: order.deliveries.map(representDelivery),
    ...(payment === null ? {} : representPayment(payment)),
    refunds: payment === null ? [] : refunds.map((refund) => representRefund(refund, payment)),
    timeline: orderTimeline(order, refunds, app, language),
  };
}

/** WeChat Pay's object of the payment, or the objects when it was reported in several shapes. */
function representPayment(payment: Payment) {
  const [report, ...others] = reportsOf(payment);
  const { parts } = numbersShown(payment);
  return {
    payment: report as unknown,
    ...(others.length === 0 ? {} : { part_reports: others }),
    ...(parts === undefined ? {} : { parts }),
  };
}

const representDelivery = ({ subOrderKey, uploadTime, delivery }: StoredDelivery) => ({
  ...(subOrderKey === "" ? {} : { order_key: orderKeyOfText(subOrderKey) }),
  upload_time: uploadTime,
  ...(JSON.parse(delivery) as Delivery),
});
