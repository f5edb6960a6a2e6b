import {
  type BuyerOrderRepresentation,
  carrierName,
  type Delivery,
  type Language,
  type ListedOrderRepresentation,
  type OrderState,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { buyerTimeline } from "../domain/buyer-timeline.js";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderIdOf } from "../domain/order-id.js";
import { LISTED_ITEMS_MAX, orderFactsShown } from "../domain/order-summary.js";
import { refundEvents, type StoredRefund } from "../domain/refund.js";
import type { StoredDelivery } from "../domain/shipping.js";
import type { StoredUpload } from "../domain/stored-order.js";
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
  const timeline = buyerTimeline(events, order.upload.paidAtMs as number);
  return {
    ...represent(order, refunds, app, language),
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
  return {
    id: orderIdOf(upload),
    appid: upload.appid,
    merchant_name: app.name,
    state: stateOf(upload),
    paid_at: new Date(upload.paidAtMs as number).toISOString(),
    ...orderFactsShown(upload, payment, itemsMax),
    refunds: refunds.map(representRefund),
    parcels: deliveries.flatMap((delivery) => parcelsOf(delivery, contents, language)),
  };
}

/** A fully refunded order is neither shipped nor to be shipped, even if it was shipped before. */
function stateOf({
  refundedAtMs,
  shippedAtMs,
}: Pick<StoredUpload, "refundedAtMs" | "shippedAtMs">): OrderState {
  if (refundedAtMs !== null) return "refunded";
  return shippedAtMs === null ? "to_ship" : "shipped";
}

function parcelsOf(
  { subOrderKey, delivery }: StoredDelivery,
  contents: readonly OrderContent[],
  language: Language,
) {
  const orders = contents.filter((content) => content.subOrderKey === subOrderKey);
  const items = orders.flatMap((content) => content.order.item_list);
  const nameOf = (id: string) => items.find((item) => item.merchant_item_id === id)?.name ?? id;
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
