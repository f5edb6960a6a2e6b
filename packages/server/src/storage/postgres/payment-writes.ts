import { allNamesOf } from "../../domain/recorded-payment.js";
import type { Payment } from "../../domain/stored-order.js";
import { PAYMENT } from "../rows/order-rows.js";
import { REFUND } from "../rows/refund-rows.js";
import { SUB_PAYMENT_COLUMNS, subPaymentRows } from "../rows/sub-payment-rows.js";
import type { RowOf } from "../statements/tables.js";
import type { LoadedOrderRows, PaymentPlace } from "./order-rows.js";
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

const PUT_NUMBERS = rowsStatement(
  "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES",
  { columns: "order_key, appid, transaction_id" },
  `ON CONFLICT (order_key) DO UPDATE SET
     appid = excluded.appid, transaction_id = excluded.transaction_id`,
);

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

/** Writes the payments of a batch, with their names and parts. */
export async function writePayments(
  queries: Queries,
  { newPayments, changedPayments, replacedPayments }: LoadedOrderRows["written"],
): Promise<void> {
  for (const [old, payment] of replacedPayments) await replacePayment(queries, old, payment);
  if (newPayments.length > 0) {
    await queries.run(INSERT_PAYMENTS(newPayments.length), newPayments.flatMap(PAYMENT.values));
  }
  for (const payment of changedPayments) {
    await queries.run(UPDATE_PAYMENT, PAYMENT.values(payment));
  }
  await writeNames(queries, [...newPayments, ...changedPayments], {
    areNew: changedPayments.length === 0 && replacedPayments.length === 0,
  });
}

/** @param areNew true when none of the payments had a name before: another app's payment with one is a fault */
async function writeNames(
  queries: Queries,
  payments: readonly Payment[],
  { areNew }: { readonly areNew: boolean },
): Promise<void> {
  if (payments.length === 0) return;
  const names = payments.flatMap((payment) =>
    allNamesOf(payment).map((name) => [name, payment.appid, payment.id]),
  );
  const put = areNew ? INSERT_NUMBERS : PUT_NUMBERS;
  await queries.run(put(names.length), names.flat());
  const parts = payments.flatMap(subPaymentRows);
  if (parts.length > 0) await queries.run(PUT_SUB_PAYMENTS(parts.length), parts.flat());
}

/** Deletes a row whose place another payment takes, and gives that payment its refunds. */
async function replacePayment(
  queries: Queries,
  old: PaymentPlace,
  { appid, id }: Payment,
): Promise<void> {
  await queries.run(DELETE_PAYMENT, [old.appid, old.id]);
  const rows = await queries.all<RowOf<"refunds">>(SELECT_REFUNDS, [old.appid, old.id]);
  if (rows.length === 0) return;
  await queries.run(DELETE_REFUNDS, [old.appid, old.id]);
  for (const refund of rows.map(REFUND.of)) {
    await queries.run(INSERT_REFUND, REFUND.values({ ...refund, appid, paymentId: id }));
    await queries.run(MOVE_REFUND_ID, [refund.refundId, appid, id]);
  }
}
