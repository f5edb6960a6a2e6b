import type { Payment } from "../../domain/stored-order.js";
import { isOthersPayment, rivalKeysOf } from "../orders/facts.js";
import type { JudgedJob } from "../orders/jobs.js";
import { DELIVERY, PAYMENT, UPLOAD_COLUMNS, uploadOf } from "../rows/order-rows.js";
import type { RowOf } from "../statements/tables.js";
import { LoadedOrderRows, type OrderPlace } from "./order-rows.js";
import type { Queries } from "./queries.js";
import { type RowName, rowsOf } from "./rows-of-apps.js";

// A row without a number is reserved by a payment for its upload.
type PlacedRow = RowOf<"uploads"> | { readonly number: null };
const UPLOADS = rowsOf<PlacedRow>("uploads", `number, ${UPLOAD_COLUMNS}`, "order_key");
const PAYMENTS = rowsOf<RowOf<"payments">>("payments", PAYMENT.list, "transaction_id");
const DELIVERIES = rowsOf<RowOf<"deliveries">>("deliveries", DELIVERY.list, "order_key");

const SELECT_NUMBERS = `SELECT order_key, appid, transaction_id FROM payment_numbers
  WHERE order_key = ANY($1::text[])`;

/** An order key whose rows are to be loaded. */
export interface AskedOrder extends OrderPlace {
  /** The merchant numbers of the app that asks; set only when the logistics are needed, too. */
  readonly shippedBy?: readonly string[];
}

/** The order keys that a job reads and writes. */
export function askedBy(job: JudgedJob): AskedOrder[] {
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
 * Loads all rows that decisions on these orders need, one table at a time.
 *
 * @param isLocked true inside a transaction that will write. The orders' rows and their payments are
 *   then locked until it ends: uploads before payments, each in the order of its key. A transaction
 *   writes an upload of a payment only while it holds the payment's lock, so the payment's other uploads
 *   need no locks.
 */
export async function loadOrders(
  queries: Queries,
  asked: readonly AskedOrder[],
  { isLocked }: { readonly isLocked: boolean },
): Promise<LoadedOrderRows> {
  const rows = new LoadedOrderRows();
  const uploads = await loadUploads(queries, rows, asked, isLocked ? "lock" : "select");
  const named = await queries.all<RowOf<"payment_numbers">>(SELECT_NUMBERS, [
    asked.map(({ orderKey }) => orderKey),
  ]);
  const payments = named.length === 0 ? [] : await loadPayments(queries, named, isLocked);
  for (const payment of payments) rows.loadPayment(payment);

  const others = asked.flatMap(({ appid, orderKey, shippedBy }): OrderPlace[] => {
    const payment = rows.paymentNamed(orderKey);
    const rivals = rivalKeysOf(payment, appid, orderKey).map((key) => ({ appid, orderKey: key }));
    if (shippedBy === undefined || !isOthersPayment(payment, appid, shippedBy)) return rivals;
    return payment.orderKeys.map((key) => ({ appid: payment.appid, orderKey: key }));
  });
  const missing = others.filter((place) => !rows.isLoaded(place));
  if (missing.length > 0) await loadUploads(queries, rows, missing, "select");

  const shipped = asked.filter(({ shippedBy }) => shippedBy !== undefined);
  if (shipped.length > 0 && uploads > 0) {
    for (const row of await DELIVERIES.select(queries, shipped.map(nameOf))) {
      rows.loadDelivery(DELIVERY.of(row));
    }
  }
  return rows;
}

const nameOf = ({ appid, orderKey }: OrderPlace): RowName => [appid, orderKey];

async function loadUploads(
  queries: Queries,
  rows: LoadedOrderRows,
  places: readonly OrderPlace[],
  how: "select" | "lock",
): Promise<number> {
  for (const place of places) rows.loadUpload(place, null);
  const found = await UPLOADS[how](queries, places.map(nameOf));
  for (const row of found) {
    if (row.number === null) continue;
    const upload = uploadOf(row);
    rows.loadUpload(upload, upload);
  }
  return found.length;
}

async function loadPayments(
  queries: Queries,
  named: readonly RowOf<"payment_numbers">[],
  isLocked: boolean,
): Promise<Payment[]> {
  const names = named.map((row): RowName => [row.appid, row.transaction_id]);
  return (await PAYMENTS[isLocked ? "lock" : "select"](queries, names)).map(PAYMENT.of);
}
