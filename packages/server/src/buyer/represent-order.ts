import {
  type BuyerOrderRepresentation,
  carrierName,
  type Delivery,
  type Item,
  type Language,
  type ListedOrderRepresentation,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { buyerTimeline } from "../domain/buyer-timeline.js";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderIdOf } from "../domain/order-id.js";
import { LISTED_ITEMS_MAX, orderFactsShown } from "../domain/order-summary.js";
import { refundEvents, type StoredRefund } from "../domain/refund.js";
import type { StoredDelivery } from "../domain/shipping.js";
import type { Payment } from "../domain/stored-order.js";
import { representRefund } from "../payments/represent-refund.js";
import type { NumberedOrder } from "../storage/store.js";

/** An order as its buyer's lists show it. */
export const representListedOrder = (
  order: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
): ListedOrderRepresentation => represent(order, refunds, app, language, LISTED_ITEMS_MAX);

/** An order with everything that its buyer sees. */
export function representBuyerOrder(
  order: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
): BuyerOrderRepresentation {
  const events = [...order.upload.events, ...refunds.flatMap(refundEvents)];
  const timeline = buyerTimeline(events, order.upload.paidAtMs as number, order.upload);
  return {
    ...represent(order, refunds, app, language),
    ...(app.openPaths.length === 0 ? {} : { open_paths: [...app.openPaths] }),
    timeline: timeline.map(({ atMs, event }) => ({ at: new Date(atMs).toISOString(), event })),
  };
}

function represent(
  { upload, payment, deliveries }: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
  itemsMax?: number,
): ListedOrderRepresentation {
  const contents = orderContents(upload);
  // A matched order has a payment.
  const paid = payment as Payment;
  return {
    ...orderFactsShown(upload, paid, itemsMax),
    id: orderIdOf(upload),
    appid: upload.appid,
    merchant_name: app.name,
    paid_at: new Date(paid.paidAtMs).toISOString(),
    refunds: refunds.map((refund) => representRefund(refund, paid)),
    parcels: deliveries.flatMap((delivery) => parcelsOf(delivery, contents, language)),
  };
}

function parcelsOf(
  { subOrderKey, delivery }: StoredDelivery,
  contents: readonly OrderContent[],
  language: Language,
) {
  const orders = contents.filter((content) => content.subOrderKey === subOrderKey);
  const items = orders.flatMap((content) => content.order.item_list);
  const nameOf = (id: string) => itemName(items, id, language);
  const { shipping_list: parcels } = JSON.parse(delivery) as Delivery;
  const [only] = orders;
  return parcels.map((parcel) => ({
    express_company: parcel.express_company,
    carrier_name: carrierName(parcel.express_company)[language],
    tracking_no: parcel.tracking_no,
    ...(orders.length === 1 && only !== undefined
      ? { merchant_order_no: only.order.merchant_order_no }
      : {}),
    ...(parcel.item_list === undefined
      ? {}
      : { items: parcel.item_list.map(({ merchant_item_id: id }) => nameOf(id)) }),
  }));
}

/** Two merchant orders of one payment may use one merchant_item_id: a parcel then does not show which was sent. */
function itemName(items: readonly Item[], id: string, language: Language): string {
  const named = items.filter((item) => item.merchant_item_id === id).map(({ name }) => name);
  const names = [...new Set(named)];
  return names.length === 0 ? id : names.join(language === "zh" ? " 或 " : " or ");
}
