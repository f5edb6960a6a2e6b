import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment } from "../../domain/stored-order.js";
import { DELIVERY, PAYMENT, uploadOf } from "../rows/order-rows.js";
import type { RowOf } from "../statements/tables.js";
import type { NumberedOrder } from "../store.js";
import type { Queries } from "./queries.js";
import { rowsOf } from "./rows-of-apps.js";

const PAYMENTS = rowsOf<RowOf<"payments">>("payments", PAYMENT.list, "transaction_id");
const DELIVERIES = rowsOf<RowOf<"deliveries">>("deliveries", DELIVERY.list, "order_key");

/** Adds payments and logistics to a page of uploads, with one query for each table. */
export async function numberedOrders(
  queries: Queries,
  rows: readonly RowOf<"uploads">[],
): Promise<NumberedOrder[]> {
  const numbered = rows.map((row) => ({ number: row.number, upload: uploadOf(row) }));
  const uploads = numbered.map(({ upload }) => upload);
  const paid = uploads.filter(({ paymentId }) => paymentId !== null);
  const matched = uploads.filter(({ state }) => state === "matched");
  const [payments, deliveries] = await Promise.all([
    PAYMENTS.select(
      queries,
      paid.map(({ appid, paymentId }) => [appid, paymentId as string]),
    ),
    // Only matched orders have deliveries.
    DELIVERIES.select(
      queries,
      matched.map(({ appid, orderKey }) => [appid, orderKey]),
    ),
  ]);
  const paymentOfName = new Map<string, Payment>();
  for (const payment of payments.map(PAYMENT.of)) {
    paymentOfName.set(`${payment.appid} ${payment.id}`, payment);
  }
  const deliveriesOfPlace = new Map<string, StoredDelivery[]>();
  const ordered = deliveries.map(DELIVERY.of).toSorted(bySubOrder);
  for (const delivery of ordered) {
    const place = `${delivery.appid} ${delivery.orderKey}`;
    deliveriesOfPlace.set(place, [...(deliveriesOfPlace.get(place) ?? []), delivery]);
  }
  return numbered.map(({ number, upload }) => ({
    number,
    upload,
    payment: paymentOfName.get(`${upload.appid} ${upload.paymentId}`) ?? null,
    deliveries: deliveriesOfPlace.get(`${upload.appid} ${upload.orderKey}`) ?? [],
  }));
}

const bySubOrder = (one: StoredDelivery, other: StoredDelivery) =>
  one.subOrderKey < other.subOrderKey ? -1 : 1;
