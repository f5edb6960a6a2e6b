import type { App } from "../domain/app.js";
import { orderPlaceOf } from "../domain/order-id.js";
import type { PaidOrder } from "../domain/ucp/ucp-order.js";
import type { Store } from "../storage/store.js";

export type UcpStores = Pick<Store, "orders" | "refunds"> & {
  /** May read from memory. */
  readonly apps: Pick<Store["apps"], "find">;
};

export interface FoundOrder extends PaidOrder {
  readonly app: App;
}

/** An order that can be shown: it is paid, and the payment is the one of its details. Otherwise null. */
export async function findPaidOrder(id: string, stores: UcpStores): Promise<FoundOrder | null> {
  const place = orderPlaceOf(id);
  const order = place && (await stores.orders.findOrder(place.appid, place.orderKey));
  const app = place && (await stores.apps.find(place.appid));
  if (order === null || app === null || order.upload.state !== "matched") return null;
  const { upload, payment, deliveries } = order;
  if (payment === null) return null;
  const refunds = await stores.refunds.ofPayments(payment.appid, [payment.id]);
  return { app, upload, payment, deliveries, refunds };
}
