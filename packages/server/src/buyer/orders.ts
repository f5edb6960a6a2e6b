import {
  type BuyerOrderRepresentation,
  type Item,
  type MerchantOrder,
  type OrderState,
  type ShoppingDetails,
} from "@dingdan/contract";
import { type App, isExposedToBuyers } from "../domain/app.js";
import { orderIdOf, orderPlaceOf } from "../domain/order-id.js";
import { decodeCursor, pageOf } from "../http/cursor.js";
import type { AppStore, NumberedOrder, OrderStore } from "../storage/store.js";
import type { Buyer } from "./sessions.js";

interface Stores {
  readonly apps: AppStore;
  readonly orders: OrderStore;
}

/** A buyer's matched orders, once their app was approved: before, only the merchant sees them. */
export async function listBuyerOrders(
  buyer: Buyer,
  query: { readonly state?: OrderState; readonly cursor?: string; readonly limit: number },
  { apps, orders }: Stores,
) {
  const cursor = decodeCursor<[number, number]>(query.cursor, ["number", "number"]);
  const app = await apps.find(buyer.appid);
  // Nothing is shipped or refunded yet, so every visible order is one to ship.
  const isAsked = query.state === undefined || query.state === "to_ship";
  if (app === null || !isExposedToBuyers(app) || !isAsked) return { items: [] };
  const found = await orders.listOfBuyer({
    appid: buyer.appid,
    openid: buyer.openid,
    ...(cursor === null ? {} : { before: { paidAtMs: cursor[0], number: cursor[1] } }),
    limit: query.limit + 1,
  });
  return pageOf(
    found,
    query.limit,
    (order) => representBuyerOrder(order, app),
    (last) => [last.upload.paidAtMs as number, last.number],
  );
}

/** One order of the buyer's; null for another's, and for one that is not to be seen yet. */
export async function findBuyerOrder(
  buyer: Buyer,
  id: string,
  { apps, orders }: Stores,
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
  return isVisible ? representBuyerOrder(order, app) : null;
}

function representBuyerOrder(order: NumberedOrder, app: App): BuyerOrderRepresentation {
  const { upload, payment } = order;
  const details = JSON.parse(upload.details) as ShoppingDetails;
  return {
    id: orderIdOf(upload),
    appid: upload.appid,
    merchant_name: app.name,
    state: "to_ship",
    paid_at: new Date(upload.paidAtMs as number).toISOString(),
    amount_fen: payment?.amountFen ?? 0,
    transaction_id: upload.transactionId as string,
    logistics_type: details.logistics_type,
    order_list: details.order_list.map(withItemLinks),
  };
}

/** An item without a link of its own leads where its order leads. */
function withItemLinks(order: MerchantOrder): MerchantOrder {
  const link = order.order_detail_jump_link;
  const items = order.item_list.map((item): Item => ({ item_detail_jump_link: link, ...item }));
  return { ...order, item_list: items };
}
