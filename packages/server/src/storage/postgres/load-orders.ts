import type { Payment } from "../../domain/payment.js";
import { isOthersPayment, rivalKeysOf } from "../order-facts.js";
import {
  DELIVERY_COLUMNS,
  deliveryOf,
  PAYMENT_COLUMNS,
  paymentOf,
  UPLOAD_COLUMNS,
  uploadOf,
} from "../rows/order-rows.js";
import type { Row } from "../rows/row.js";
import type { OrderJob } from "../write-job.js";
import { LoadedOrderRows, type OrderPlace } from "./order-rows.js";
import type { Queries } from "./queries.js";

const PLACES = "unnest($1::text[], $2::text[]) AS place (appid, order_key)";

// A row without a number is a place that a payment holds for its upload.
const SELECT_UPLOADS = `SELECT number, ${UPLOAD_COLUMNS} FROM uploads
  JOIN ${PLACES} USING (appid, order_key)`;
const LOCK_UPLOADS = `${SELECT_UPLOADS} ORDER BY appid, order_key FOR UPDATE OF uploads`;

const SELECT_NUMBERS = `SELECT order_key, appid, transaction_id FROM payment_numbers
  WHERE order_key = ANY($1::text[])`;

const SELECT_PAYMENTS = `SELECT ${PAYMENT_COLUMNS} FROM payments
  JOIN unnest($1::text[], $2::text[]) AS named (appid, transaction_id)
  USING (appid, transaction_id)`;
const LOCK_PAYMENTS = `${SELECT_PAYMENTS} ORDER BY appid, transaction_id FOR UPDATE OF payments`;

const SELECT_DELIVERIES = `SELECT ${DELIVERY_COLUMNS} FROM deliveries
  JOIN ${PLACES} USING (appid, order_key)`;

/** An order key that somebody asks about. */
export interface AskedOrder extends OrderPlace {
  /** With its logistics: the merchant numbers of the app that asks. */
  readonly shippedBy?: readonly string[];
}

/** The places that a job reads and writes. */
export function askedBy(job: OrderJob): AskedOrder[] {
  switch (job.kind) {
    case "upload":
      return [{ appid: job.incoming.appid, orderKey: job.incoming.orderKey }];
    case "payment":
      return job.payment.orderKeys.map((orderKey) => ({ appid: job.payment.appid, orderKey }));
    case "shipping": {
      const { app, orderKey } = job.incoming;
      return [{ appid: app.appid, orderKey, shippedBy: app.mchids }];
    }
  }
}

/**
 * Loads all that decisions on these orders need, a table at a time.
 *
 * @param isLocked inside a transaction that will write: the orders' rows and their payments are locked
 *   until it ends, uploads before payments and each in the order of its key. Every upload of a payment
 *   is written under its payment's lock, so the others that name it need no lock of their own.
 */
export async function loadOrders(
  queries: Queries,
  asked: readonly AskedOrder[],
  { isLocked }: { readonly isLocked: boolean },
): Promise<LoadedOrderRows> {
  const rows = new LoadedOrderRows();
  const uploads = await loadUploads(queries, rows, asked, isLocked ? LOCK_UPLOADS : SELECT_UPLOADS);
  const named = await queries.all(SELECT_NUMBERS, [asked.map(({ orderKey }) => orderKey)]);
  const payments = named.length === 0 ? [] : await loadPayments(queries, named, isLocked);
  for (const payment of payments) rows.loadPayment(payment);

  const others = asked.flatMap(({ appid, orderKey, shippedBy }): OrderPlace[] => {
    const payment = rows.paymentNamed(orderKey);
    const rivals = rivalKeysOf(payment, appid, orderKey).map((key) => ({ appid, orderKey: key }));
    if (shippedBy === undefined || !isOthersPayment(payment, appid, shippedBy)) return rivals;
    return payment.orderKeys.map((key) => ({ appid: payment.appid, orderKey: key }));
  });
  const missing = others.filter((place) => !rows.isLoaded(place));
  if (missing.length > 0) await loadUploads(queries, rows, missing, SELECT_UPLOADS);

  const shipped = asked.filter(({ shippedBy }) => shippedBy !== undefined);
  if (shipped.length > 0 && uploads > 0) {
    for (const row of await queries.all(SELECT_DELIVERIES, placesOf(shipped))) {
      rows.loadDelivery(deliveryOf(row));
    }
  }
  return rows;
}

const placesOf = (places: readonly OrderPlace[]): [string[], string[]] => [
  places.map(({ appid }) => appid),
  places.map(({ orderKey }) => orderKey),
];

async function loadUploads(
  queries: Queries,
  rows: LoadedOrderRows,
  places: readonly OrderPlace[],
  statement: string,
): Promise<number> {
  for (const place of places) rows.loadUpload(place, null);
  const found = await queries.all(statement, placesOf(places));
  for (const row of found) {
    if (row["number"] === null) continue;
    const upload = uploadOf(row);
    rows.loadUpload(upload, upload);
  }
  return found.length;
}

async function loadPayments(
  queries: Queries,
  named: readonly Row[],
  isLocked: boolean,
): Promise<Payment[]> {
  const values = [
    named.map((row) => row["appid"] as string),
    named.map((row) => row["transaction_id"] as string),
  ];
  return (await queries.all(isLocked ? LOCK_PAYMENTS : SELECT_PAYMENTS, values)).map(paymentOf);
}
