import { text } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { orderPlaceOf } from "../domain/order-id.js";
import { Problem } from "../http/problem.js";
import type { NumberedOrder, Store } from "../storage/store.js";

export interface KnownOrderStores {
  readonly apps: Pick<Store["apps"], "find">;
  readonly orders: Pick<Store["orders"], "findOrder">;
}

/** @throws Problem when no order has the id */
export async function knownOrder(
  id: string,
  { apps, orders }: KnownOrderStores,
): Promise<{ order: NumberedOrder; app: App }> {
  const place = orderPlaceOf(id);
  const order = place && (await orders.findOrder(place.appid, place.orderKey));
  const app = place && (await apps.find(place.appid));
  if (order !== null && app !== null) return { order, app };
  throw new Problem(404, text(`No order has the id ${id}.`, `没有 id 为 ${id} 的订单。`));
}
