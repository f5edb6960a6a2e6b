import {
  type BuyerOrderRepresentation,
  carrierName,
  type Delivery,
  type Item,
  type Language,
  type ListedOrderRepresentation,
  type MerchantOrder,
  type OrderState,
} from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { buyerTimeline } from "../domain/buyer-timeline.js";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderIdOf } from "../domain/order-id.js";
import { refundEvents, type StoredRefund } from "../domain/refund.js";
import type { StoredDelivery } from "../domain/shipping.js";
import type { StoredUpload } from "../domain/upload.js";
import { representRefund } from "../payments/represent-refund.js";
import type { NumberedOrder } from "../storage/store.js";

/** A list shows so many items of each merchant order; the order itself has all. */
const LISTED_ITEMS_MAX = 3;

/** An order as its buyer's lists show it. */
export function representListedOrder(
  order: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
): ListedOrderRepresentation {
  return represent(order, refunds, app, language, LISTED_ITEMS_MAX);
}

/** An order as its buyer sees it, with everything. */
export function representBuyerOrder(
  order: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
): BuyerOrderRepresentation {
  const events = [...order.upload.events, ...refunds.flatMap(refundEvents)];
  const timeline = buyerTimeline(events, order.upload.paidAtMs as number);
  return {
    ...represent(order, refunds, app, language, Number.POSITIVE_INFINITY),
    timeline: timeline.map(({ atMs, event }) => ({ at: new Date(atMs).toISOString(), event })),
  };
}

function represent(
  { upload, payment, deliveries }: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
  itemsMax: number,
): ListedOrderRepresentation {
  const contents = orderContents(upload);
  return {
    id: orderIdOf(upload),
    appid: upload.appid,
    merchant_name: app.name,
    state: stateOf(upload),
    paid_at: new Date(upload.paidAtMs as number).toISOString(),
    amount_fen: payment?.amountFen ?? 0,
    transaction_id: upload.transactionId as string,
    ...(payment === null ? {} : { out_trade_no: payment.outTradeNo }),
    logistics_type: contents[0]?.logisticsType ?? 1,
    item_count: contents.reduce((count, { order }) => count + pieces(order), 0),
    order_list: contents.map(({ order }) => withItems(order, itemsMax)),
    refunds: refunds.map(representRefund),
    parcels: deliveries.flatMap((delivery) => parcelsOf(delivery, contents, language)),
  };
}

/** What was refunded whole is neither shipped nor to be shipped, whatever became of it before. */
function stateOf({ refundedAtMs, shippedAtMs }: StoredUpload): OrderState {
  if (refundedAtMs !== null) return "refunded";
  return shippedAtMs === null ? "to_ship" : "shipped";
}

const pieces = (order: MerchantOrder): number =>
  order.item_list.reduce((count, { quantity }) => count + quantity, 0);

/** The order with its first items. One without a link of its own leads where its order leads. */
function withItems(order: MerchantOrder, itemsMax: number): MerchantOrder {
  const link = order.order_detail_jump_link;
  const items = order.item_list.slice(0, itemsMax);
  const item_list = items.map((item): Item => ({ item_detail_jump_link: link, ...item }));
  return { ...order, item_list };
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
