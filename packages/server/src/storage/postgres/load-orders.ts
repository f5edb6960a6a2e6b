import { type IncomingPayment, reportedNames } from "../../domain/payment.js";
import { inApp } from "../../domain/recorded-payment.js";
import type { Payment } from "../../domain/stored-order.js";
import { isOthersPayment, rivalKeysOf } from "../orders/facts.js";
import type { JudgedJob } from "../orders/jobs.js";
import { uniquePayments, uploadPlaces } from "../orders/payment-places.js";
import { DELIVERY, PAYMENT, UPLOAD_COLUMNS, uploadOf } from "../rows/order-rows.js";
import { REFUND } from "../rows/refund-rows.js";
import type { RowOf } from "../statements/tables.js";
import { holdPlaces } from "./held-places.js";
import { LoadedOrderRows, type OrderPlace, paymentText } from "./order-rows.js";
import type { Queries } from "./queries.js";
import { type RowName, rowsOf } from "./rows-of-apps.js";

// A row without a number is reserved by a payment for its upload.
type PlacedRow = RowOf<"uploads"> | { readonly number: null };
const UPLOADS = rowsOf<PlacedRow>("uploads", `number, ${UPLOAD_COLUMNS}`, "order_key");
const PAYMENTS = rowsOf<RowOf<"payments">>("payments", PAYMENT.list, "transaction_id");
const DELIVERIES = rowsOf<RowOf<"deliveries">>("deliveries", DELIVERY.list, "order_key");

const REFUNDS = rowsOf<RowOf<"refunds">>("refunds", REFUND.list, "transaction_id");

const SELECT_NUMBERS = `SELECT order_key, appid, transaction_id FROM payment_numbers
  WHERE order_key = ANY($1::text[])`;

/** An order key whose rows are to be loaded. */
export interface AskedOrder extends OrderPlace {
  /** The merchant numbers of the app that asks; set only when the logistics are needed, too. */
  readonly shippedBy?: readonly string[];
  /** The report of a payment that asks for it; the recorded payment's refunds are needed, too. */
  readonly report?: IncomingPayment;
}

/** The order keys that a job reads and writes. */
export function askedBy(job: JudgedJob): AskedOrder[] {
  switch (job.kind) {
    case "upload":
      return [{ appid: job.incoming.appid, orderKey: job.incoming.orderKey }];
    case "payment": {
      const { payment: report } = job;
      const places = uploadPlaces(report, reportedNames(report), []);
      return places.map(({ appid, orderKey }) => ({ appid, orderKey, report }));
    }
    case "tradeUpload":
      return [];
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
 *   then locked until it ends: uploads before payments. A transaction writes an upload of a payment only
 *   while it holds the payment's lock, so the payment's other uploads need no locks. Each statement locks
 *   in the order of the keys, but the uploads of a payment that was reported again are known only after
 *   the asked ones are locked. So two transactions can deadlock; PostgreSQL then cancels one of them
 *   (40P01), which is retried. To read the names first would cost every payment a statement.
 */
export async function loadOrders(
  queries: Queries,
  asked: readonly AskedOrder[],
  { isLocked }: { readonly isLocked: boolean },
): Promise<LoadedOrderRows> {
  const rows = new LoadedOrderRows();
  if (asked.length === 0) return rows;
  const uploads = await loadUploads(queries, rows, asked, isLocked ? "lock" : "select");
  const payments = await loadNamedPayments(queries, rows, asked, isLocked);
  if (payments.length > 0) await loadReported(queries, rows, reportsOf(asked));

  const others = asked.flatMap(({ appid, orderKey, shippedBy }): OrderPlace[] => {
    const payment = rows.paymentNamed(orderKey);
    if (payment === null) return [];
    const own = { ...payment, appid };
    if (payment.appid === appid) return placesOf(appid, rivalKeysOf(own, appid, orderKey));
    // The payment of another app, which may also have been made in this one.
    const isHere = inApp(payment, appid) !== null;
    const isOthers = shippedBy !== undefined && isOthersPayment(payment, appid, shippedBy);
    return [
      ...(isHere || isOthers ? placesOf(payment.appid, payment.orderKeys) : []),
      ...(isHere ? placesOf(appid, payment.orderKeys) : []),
    ];
  });
  await loadFurther(queries, rows, others);

  const shipped = asked.filter(({ shippedBy }) => shippedBy !== undefined);
  if (shipped.length > 0 && uploads > 0) {
    for (const row of await DELIVERIES.select(queries, shipped.map(nameOf))) {
      rows.loadDelivery(DELIVERY.of(row));
    }
  }
  return rows;
}

const placesOf = (appid: string, orderKeys: readonly string[]): OrderPlace[] =>
  orderKeys.map((orderKey) => ({ appid, orderKey }));

/** Loads the uploads of places that are not loaded yet. */
async function loadFurther(
  queries: Queries,
  rows: LoadedOrderRows,
  places: readonly OrderPlace[],
): Promise<void> {
  const missing = places.filter((place) => !rows.isLoaded(place));
  if (missing.length > 0) await loadUploads(queries, rows, missing, "select");
}

/** A payment can be replaced while its lock is awaited; its names then lead to another row. */
const ATTEMPTS_MAX = 3;

/** Loads the payments under these names. */
async function loadNamedPayments(
  queries: Queries,
  rows: LoadedOrderRows,
  asked: readonly AskedOrder[],
  isLocked: boolean,
): Promise<Payment[]> {
  const names = [...new Set(asked.map(({ orderKey }) => orderKey))];
  for (let attempt = 1; ; attempt++) {
    const named = await queries.all<RowOf<"payment_numbers">>(SELECT_NUMBERS, [names]);
    if (named.length === 0) return [];
    if (isLocked) await lockReported(queries, rows, asked, named);
    const payments = await loadPayments(queries, named, isLocked);
    const found = new Map(payments.map((payment) => [paymentText(payment), payment]));
    const paymentOf = (row: RowOf<"payment_numbers">) =>
      found.get(paymentText({ appid: row.appid, id: row.transaction_id }));
    for (const row of named) {
      const payment = paymentOf(row);
      if (payment !== undefined) rows.loadPayment(row.order_key, payment);
    }
    if (attempt === ATTEMPTS_MAX || named.every((row) => paymentOf(row) !== undefined)) {
      return payments;
    }
  }
}

/** The reports that ask, each once. */
const reportsOf = (asked: readonly AskedOrder[]): IncomingPayment[] => [
  ...new Set(asked.flatMap(({ report }) => report ?? [])),
];

/** The payments that a report is about, and the places of the uploads of the one that it makes of them. */
function recordedBy(
  report: IncomingPayment,
  paymentNamed: (name: string) => Payment | null | undefined,
): { readonly recorded: readonly Payment[]; readonly places: readonly OrderPlace[] } {
  const named = reportedNames(report);
  const recorded = uniquePayments(named.names.flatMap((name) => paymentNamed(name) ?? []));
  return {
    recorded,
    places: recorded.length === 0 ? [] : uploadPlaces(report, named, recorded),
  };
}

/**
 * Locks the uploads under all names of the payments that were reported again: the report may match them
 * again. It does so before the payments are locked. A name that only the recorded payment has and an app
 * that only the report has make a place that neither has reserved; it is reserved now.
 */
async function lockReported(
  queries: Queries,
  rows: LoadedOrderRows,
  asked: readonly AskedOrder[],
  named: readonly RowOf<"payment_numbers">[],
): Promise<void> {
  const isReported = new Set(
    asked.flatMap(({ orderKey, report }) => (report === undefined ? [] : [orderKey])),
  );
  const again = named.filter((row) => isReported.has(row.order_key));
  if (again.length === 0) return;
  const recorded = await loadPayments(queries, again, false);
  const payments = new Map(recorded.map((payment) => [paymentText(payment), payment]));
  const paymentOfName = new Map(
    again.map((row) => [
      row.order_key,
      payments.get(paymentText({ appid: row.appid, id: row.transaction_id })),
    ]),
  );
  const places = reportsOf(asked).flatMap(
    (report) => recordedBy(report, (name) => paymentOfName.get(name)).places,
  );
  const missing = places.filter((place) => !rows.isLoaded(place));
  if (missing.length === 0) return;
  await holdPlaces(queries, missing);
  await loadUploads(queries, rows, missing, "lock");
}

/** Loads what a further report of a payment needs: its uploads under all names, and its refunds. */
async function loadReported(
  queries: Queries,
  rows: LoadedOrderRows,
  reports: readonly IncomingPayment[],
): Promise<void> {
  const found = reports.map((report) => recordedBy(report, (name) => rows.paymentNamed(name)));
  const recorded = found.flatMap((one) => one.recorded);
  if (recorded.length === 0) return;
  await loadFurther(
    queries,
    rows,
    found.flatMap(({ places }) => places),
  );
  const names = unique(recorded.map(({ appid, id }): RowName => [appid, id]));
  for (const row of await REFUNDS.select(queries, names)) rows.loadRefund(REFUND.of(row));
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
  const names = unique(named.map((row): RowName => [row.appid, row.transaction_id]));
  return (await PAYMENTS[isLocked ? "lock" : "select"](queries, names)).map(PAYMENT.of);
}

const unique = (names: readonly RowName[]): RowName[] => [
  ...new Map(names.map((name) => [name.join(" "), name])).values(),
];
