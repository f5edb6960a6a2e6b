import {
  decideRefund,
  type IncomingRefund,
  type RefundDecision,
  type StoredRefund,
} from "../../domain/refund.js";
import type { Payment } from "../../domain/stored-order.js";
import { PAYMENT_COLUMNS, paymentOf } from "../rows/order-rows.js";
import { REFUND_COLUMNS, refundColumns, refundOf } from "../rows/refund-rows.js";
import type { Row } from "../rows/row.js";
import type { RefundStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";
import { parametersFor } from "./sql.js";

const FIND_NAMED = "SELECT appid, transaction_id FROM payment_numbers WHERE order_key = $1";
const FIND_SUB = "SELECT appid, transaction_id FROM sub_payments WHERE sub_transaction_id = $1";
const FIND_REFUNDED = "SELECT appid, transaction_id FROM refund_ids WHERE refund_id = $1";

// Under the payment's lock, no upload of it is matched and no other refund of it is decided.
const LOCK_PAYMENT = `SELECT ${PAYMENT_COLUMNS} FROM payments
  WHERE appid = $1 AND transaction_id = $2 FOR UPDATE`;

const SELECT_REFUNDS = `SELECT ${REFUND_COLUMNS} FROM refunds
  WHERE appid = $1 AND transaction_id = ANY($2::text[]) ORDER BY received_at_ms, refund_id`;

const SELECT_REFUND = `SELECT ${REFUND_COLUMNS} FROM refunds
  WHERE appid = $1 AND transaction_id = $2 AND refund_id = $3`;

const UPSERT_REFUND = `INSERT INTO refunds (${REFUND_COLUMNS})
  VALUES (${parametersFor(REFUND_COLUMNS)})
  ON CONFLICT (appid, transaction_id, refund_id) DO UPDATE SET
    state = excluded.state, started_at_ms = excluded.started_at_ms,
    at_ms = excluded.at_ms, body = excluded.body`;

const INSERT_ID = `INSERT INTO refund_ids (refund_id, appid, transaction_id) VALUES ($1, $2, $3)
  ON CONFLICT (refund_id) DO NOTHING`;

const MARK_PAYMENT = `UPDATE payments SET refunded_at_ms = $1
  WHERE appid = $2 AND transaction_id = $3`;

const MARK_UPLOADS = `UPDATE uploads SET refunded_at_ms = $1
  WHERE appid = $2 AND order_key = ANY($3::text[]) AND transaction_id = $4`;

// Uploads are locked before their payments, everywhere.
const LOCK_UPLOADS = `SELECT order_key FROM uploads
  WHERE appid = $1 AND order_key = ANY($2::text[]) ORDER BY order_key FOR UPDATE`;

const FIND_KEYS = "SELECT order_keys FROM payments WHERE appid = $1 AND transaction_id = $2";

export class PostgresRefundStore implements RefundStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  put(incoming: IncomingRefund): Promise<RefundDecision> {
    return this.#database.transaction(async (transaction) => {
      // Two notices of one refund that come at once meet here, before either is stored.
      await lock(transaction, "refund", incoming.refundId);
      const payment = await lockPayment(transaction, incoming.ofTransactionId);
      const refunds =
        payment === null
          ? []
          : await refundsOf(transaction, payment.appid, [payment.transactionId]);
      const known = await findKnown(transaction, incoming.refundId);
      const decision = decideRefund({ payment, refunds, known }, incoming);
      if (decision.kind === "recorded") {
        const { refund, refundedAtMs } = decision;
        await transaction.run(UPSERT_REFUND, refundColumns(refund));
        await transaction.run(INSERT_ID, [refund.refundId, refund.appid, refund.transactionId]);
        if (refundedAtMs !== null) await mark(transaction, decision.payment, refundedAtMs);
      }
      return decision;
    });
  }

  ofPayments(appid: string, transactionIds: readonly string[]): Promise<StoredRefund[]> {
    return refundsOf(this.#database, appid, transactionIds);
  }
}

async function lockPayment(queries: Queries, transactionId: string): Promise<Payment | null> {
  const named =
    (await queries.first(FIND_NAMED, [`2:${transactionId}`])) ??
    (await queries.first(FIND_SUB, [transactionId]));
  if (named === null) return null;
  const place = placeOf(named);
  const keys = await queries.first(FIND_KEYS, place);
  if (keys !== null) {
    const orderKeys = JSON.parse(keys["order_keys"] as string) as string[];
    await queries.all(LOCK_UPLOADS, [place[0], orderKeys]);
  }
  const row = await queries.first(LOCK_PAYMENT, place);
  return row && paymentOf(row);
}

async function findKnown(queries: Queries, refundId: string): Promise<StoredRefund | null> {
  const named = await queries.first(FIND_REFUNDED, [refundId]);
  const row = named && (await queries.first(SELECT_REFUND, [...placeOf(named), refundId]));
  return row && refundOf(row);
}

const placeOf = (row: Row): [appid: string, transactionId: string] => [
  row["appid"] as string,
  row["transaction_id"] as string,
];

async function refundsOf(
  queries: Queries,
  appid: string,
  transactionIds: readonly string[],
): Promise<StoredRefund[]> {
  if (transactionIds.length === 0) return [];
  return (await queries.all(SELECT_REFUNDS, [appid, transactionIds])).map(refundOf);
}

async function mark(
  queries: Queries,
  { appid, transactionId, orderKeys }: Payment,
  refundedAtMs: number,
): Promise<void> {
  await queries.run(MARK_PAYMENT, [refundedAtMs, appid, transactionId]);
  await queries.run(MARK_UPLOADS, [refundedAtMs, appid, orderKeys, transactionId]);
}
