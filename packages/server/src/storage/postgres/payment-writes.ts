import { allNamesOf } from "../../domain/recorded-payment.js";
import type { Payment } from "../../domain/stored-order.js";
import { PAYMENT } from "../rows/order-rows.js";
import { REFUND } from "../rows/refund-rows.js";
import { SUB_PAYMENT_COLUMNS, subPaymentRows } from "../rows/sub-payment-rows.js";
import type { RowOf } from "../statements/tables.js";
import { type LoadedOrderRows, type PaymentChange, paymentText } from "./order-rows.js";
import type { Queries } from "./queries.js";
import { parametersFor, rowsStatement } from "./sql.js";

const INSERT_PAYMENTS = rowsStatement(`INSERT INTO payments (${PAYMENT.list}) VALUES`, {
  columns: PAYMENT.list,
});

// A changed payment keeps its row, whose lock other transactions wait for. Its first two columns, appid and
// id, are its key.
const UPDATE_PAYMENT = `UPDATE payments SET ${PAYMENT.columns
  .map((column, index) => `${column} = $${index + 1}`)
  .slice(2)
  .join(", ")} WHERE appid = $1 AND transaction_id = $2`;

const DELETE_PAYMENT = "DELETE FROM payments WHERE appid = $1 AND transaction_id = $2";

const INSERT_NUMBERS = rowsStatement(
  "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES",
  { columns: "order_key, appid, transaction_id" },
);

const MOVE_NUMBERS = `UPDATE payment_numbers SET appid = $4, transaction_id = $5
  WHERE order_key = ANY($1::text[]) AND appid = $2 AND transaction_id = $3`;

// A part's key is a name of its payment. Names are written first, so the row is not another payment's.
const PUT_SUB_PAYMENTS = rowsStatement(
  `INSERT INTO sub_payments (${SUB_PAYMENT_COLUMNS}) VALUES`,
  { columns: SUB_PAYMENT_COLUMNS },
  `ON CONFLICT (sub_transaction_id) DO UPDATE SET appid = excluded.appid,
     transaction_id = excluded.transaction_id, out_trade_no = excluded.out_trade_no`,
);

const SELECT_REFUNDS = `SELECT ${REFUND.list} FROM refunds
  WHERE appid = $1 AND transaction_id = $2`;
const DELETE_REFUNDS = "DELETE FROM refunds WHERE appid = $1 AND transaction_id = $2";
const INSERT_REFUND = `INSERT INTO refunds (${REFUND.list}) VALUES (${parametersFor(REFUND.list)})`;
const MOVE_REFUND_ID = "UPDATE refund_ids SET appid = $2, transaction_id = $3 WHERE refund_id = $1";

/**
 * Writes the payments of a batch, with their names and parts.
 * @throws an error 23505 when a payment that was committed meanwhile has one of the names. A retry sees it.
 */
export async function writePayments(
  queries: Queries,
  { newPayments, changedPayments, replacedPayments }: LoadedOrderRows["written"],
): Promise<void> {
  for (const change of replacedPayments) await replacePayment(queries, change);
  if (newPayments.length > 0) {
    await queries.run(INSERT_PAYMENTS(newPayments.length), newPayments.flatMap(PAYMENT.values));
  }
  for (const [, payment] of changedPayments) {
    await queries.run(UPDATE_PAYMENT, PAYMENT.values(payment));
  }
  const payments = [...newPayments, ...changedPayments.map(([, payment]) => payment)];
  await insertNames(queries, payments, [...changedPayments, ...replacedPayments]);
  const parts = payments.flatMap(subPaymentRows);
  if (parts.length > 0) await queries.run(PUT_SUB_PAYMENTS(parts.length), parts.flat());
}

/** Inserts the names that no row of a payment had before. It never takes a name of another payment. */
async function insertNames(
  queries: Queries,
  payments: readonly Payment[],
  changes: readonly PaymentChange[],
): Promise<void> {
  const known = new Map<string, string[]>();
  for (const [stored, payment] of changes) {
    const key = paymentText(payment);
    known.set(key, [...(known.get(key) ?? []), ...allNamesOf(stored)]);
  }
  const names = payments.flatMap((payment) => {
    const had = known.get(paymentText(payment)) ?? [];
    return allNamesOf(payment)
      .filter((name) => !had.includes(name))
      .map((name) => [name, payment.appid, payment.id] as const);
  });
  if (names.length === 0) return;
  // Two batches that insert the same names wait for each other less often when both use one order.
  const ordered = names.toSorted(([one], [other]) => (one < other ? -1 : 1));
  await queries.run(INSERT_NUMBERS(names.length), ordered.flat());
}

/** Deletes a row whose place another payment takes, and gives that payment its names and refunds. */
async function replacePayment(
  queries: Queries,
  [old, { appid, id }]: PaymentChange,
): Promise<void> {
  await queries.run(DELETE_PAYMENT, [old.appid, old.id]);
  await queries.run(MOVE_NUMBERS, [allNamesOf(old), old.appid, old.id, appid, id]);
  const rows = await queries.all<RowOf<"refunds">>(SELECT_REFUNDS, [old.appid, old.id]);
  if (rows.length === 0) return;
  await queries.run(DELETE_REFUNDS, [old.appid, old.id]);
  for (const refund of rows.map(REFUND.of)) {
    await queries.run(INSERT_REFUND, REFUND.values({ ...refund, appid, paymentId: id }));
    await queries.run(MOVE_REFUND_ID, [refund.refundId, appid, id]);
  }
}
