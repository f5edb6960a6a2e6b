import {
  type BuyerOrderRepresentation,
  carrierName,
  type Delivery,
  type Item,
  type Language,
  type MerchantOrder,
  type OrderState,
} from "@dingdan/contract";
import { type App, isExposedToBuyers } from "../domain/app.js";
import { type OrderContent, orderContents } from "../domain/order-content.js";
import { orderIdOf, orderPlaceOf } from "../domain/order-id.js";
import type { StoredRefund } from "../domain/refund.js";
import type { StoredDelivery } from "../domain/shipping.js";
import type { StoredUpload } from "../domain/upload.js";
import { decodeCursor, pageOf } from "../http/cursor.js";
import { representRefund } from "../payments/represent-refund.js";
import type {
  AppStore,
  BuyerOrderQuery,
  NumberedOrder,
  OrderStore,
  RefundStore,
} from "../storage/store.js";
import type { Buyer } from "./sessions.js";

interface Stores {
  readonly apps: AppStore;
  readonly orders: OrderStore;
  readonly refunds: RefundStore;
}

/** A buyer's matched orders, once their app was approved: before, only the merchant sees them. */
export async function listBuyerOrders(
  buyer: Buyer,
  query: { readonly state?: OrderState; readonly cursor?: string; readonly limit: number },
  { apps, orders, refunds }: Stores,
  language: Language,
) {
  const cursor = decodeCursor<[number, number]>(query.cursor, ["number", "number"]);
  const app = await apps.find(buyer.appid);
  if (app === null || !isExposedToBuyers(app)) return { items: [] };
  const found = await orders.listOfBuyer({
    appid: buyer.appid,
    openid: buyer.openid,
    ...(query.state === undefined ? {} : FILTERS[query.state]),
    ...(cursor === null ? {} : { before: { paidAtMs: cursor[0], number: cursor[1] } }),
    limit: query.limit + 1,
  });
  const stored = await refunds.ofPayments(
    buyer.appid,
    found.map(({ upload }) => upload.transactionId as string),
  );
  return pageOf(
    found,
    query.limit,
    (order) => representBuyerOrder(order, stored, app, language),
    (last) => [last.upload.paidAtMs as number, last.number],
  );
}

/** One order of the buyer's; null for another's, and for one that is not to be seen yet. */
export async function findBuyerOrder(
  buyer: Buyer,
  id: string,
  { apps, orders, refunds }: Stores,
  language: Language,
): Promise<BuyerOrderRepresentation | null> {
  const place = orderPlaceOf(id);
  if (place?.appid !== buyer.appid) return null;
  const [app, order] = await Promise.all([
    apps.find(place.appid),
    orders.findOrder(place.appid, place.orderKey),
  ]);
  const isVisible =
    app !== null &&
    isExposedToBuyers(app) &&
    order?.upload.state === "matched" &&
    order.upload.openid === buyer.openid;
  if (!isVisible) return null;
  const { transactionId } = order.upload;
  const stored = await refunds.ofPayments(app.appid, [transactionId as string]);
  return representBuyerOrder(order, stored, app, language);
}

/** What was refunded whole is neither shipped nor to be shipped, whatever became of it before. */
const FILTERS = {
  to_ship: { isShipped: false, isRefunded: false },
  shipped: { isShipped: true, isRefunded: false },
  refunded: { isRefunded: true },
} as const satisfies Record<OrderState, Pick<BuyerOrderQuery, "isShipped" | "isRefunded">>;

function stateOf({ refundedAtMs, shippedAtMs }: StoredUpload): OrderState {
  if (refundedAtMs !== null) return "refunded";
  return shippedAtMs === null ? "to_ship" : "shipped";
}

/** @param refunds those of the order's payment among them */
function representBuyerOrder(
  order: NumberedOrder,
  refunds: readonly StoredRefund[],
  app: App,
  language: Language,
): BuyerOrderRepresentation {
  const { upload, payment } = order;
  const contents = orderContents(upload);
  return {
    id: orderIdOf(upload),
    appid: upload.appid,
    merchant_name: app.name,
    state: stateOf(upload),
    paid_at: new Date(upload.paidAtMs as number).toISOString(),
    amount_fen: payment?.amountFen ?? 0,
    refunds: refunds
      .filter(({ transactionId }) => transactionId === upload.transactionId)
      .map(representRefund),
    transaction_id: upload.transactionId as string,
    logistics_type: contents[0]?.logisticsType ?? 1,
    order_list: contents.map((content) => withItemLinks(content.order)),
    parcels: order.deliveries.flatMap((delivery) => parcelsOf(delivery, contents, language)),
  };
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

/** An item without a link of its own leads where its order leads. */
function withItemLinks(order: MerchantOrder): MerchantOrder {
  const link = order.order_detail_jump_link;
  const items = order.item_list.map((item): Item => ({ item_detail_jump_link: link, ...item }));
  return { ...order, item_list: items };
}
