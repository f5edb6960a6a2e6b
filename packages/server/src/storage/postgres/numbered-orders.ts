import type { Payment } from "../../domain/payment.js";
import type { StoredDelivery } from "../../domain/shipping.js";
import {
  DELIVERY_COLUMNS,
  deliveryOf,
  PAYMENT_COLUMNS,
  paymentOf,
  uploadOf,
} from "../rows/order-rows.js";
import type { Row } from "../rows/row.js";
import type { NumberedOrder } from "../store.js";
import type { Queries } from "./queries.js";

const SELECT_PAYMENTS = `SELECT ${PAYMENT_COLUMNS} FROM payments
  JOIN unnest($1::text[], $2::text[]) AS named (appid, transaction_id)
  USING (appid, transaction_id)`;

const SELECT_DELIVERIES = `SELECT ${DELIVERY_COLUMNS} FROM deliveries
  JOIN unnest($1::text[], $2::text[]) AS place (appid, order_key) USING (appid, order_key)
  ORDER BY sub_order_key`;

/** Orders with their payments and logistics, of a page of uploads' rows: a query for each table. */
export async function numberedOrders(
  queries: Queries,
  rows: readonly Row[],
): Promise<NumberedOrder[]> {
  const uploads = rows.map(uploadOf);
  const paid = uploads.filter(({ transactionId }) => transactionId !== null);
  const matched = uploads.filter(({ state }) => state === "matched");
  const [payments, deliveries] = await Promise.all([
    paid.length === 0
      ? []
      : queries.all(SELECT_PAYMENTS, [
          paid.map(({ appid }) => appid),
          paid.map(({ transactionId }) => transactionId),
        ]),
    // Shipping is what makes deliveries, so most orders need not be asked for theirs.
    matched.length === 0
      ? []
      : queries.all(SELECT_DELIVERIES, [
          matched.map(({ appid }) => appid),
          matched.map(({ orderKey }) => orderKey),
        ]),
  ]);
  const paymentOfName = new Map<string, Payment>();
  for (const payment of payments.map(paymentOf)) {
    paymentOfName.set(`${payment.appid} ${payment.transactionId}`, payment);
  }
  const deliveriesOfPlace = new Map<string, StoredDelivery[]>();
  for (const delivery of deliveries.map(deliveryOf)) {
    const place = `${delivery.appid} ${delivery.orderKey}`;
    deliveriesOfPlace.set(place, [...(deliveriesOfPlace.get(place) ?? []), delivery]);
  }
  return uploads.map((upload, index) => ({
    number: rows[index]?.["number"] as number,
    upload,
    payment: paymentOfName.get(`${upload.appid} ${upload.transactionId}`) ?? null,
    deliveries: deliveriesOfPlace.get(`${upload.appid} ${upload.orderKey}`) ?? [],
  }));
}
