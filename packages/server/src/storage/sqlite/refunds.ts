import {
  decideRefund,
  type IncomingRefund,
  type RefundDecision,
  type StoredRefund,
} from "../../domain/refund.js";
import type { Payment } from "../../domain/stored-order.js";
import { PAYMENT_COLUMNS, paymentOf } from "../rows/order-rows.js";
import { REFUND_COLUMNS, refundColumns, refundOf } from "../rows/refund-rows.js";
import type { RefundStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteRefundStore implements RefundStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  put(incoming: IncomingRefund): Promise<RefundDecision> {
    return this.#database.write(() => {
      const payment = this.#payment(incoming.ofTransactionId);
      const refunds = payment === null ? [] : this.#refunds(payment.appid, payment.transactionId);
      const known = this.#known(incoming.refundId);
      const decision = decideRefund({ payment, refunds, known }, incoming);
      if (decision.kind === "recorded") {
        this.#write(decision.refund);
        if (decision.refundedAtMs !== null) {
          this.#markRefunded(decision.payment, decision.refundedAtMs);
        }
      }
      return decision;
    });
  }

  ofPayments(appid: string, transactionIds: readonly string[]): Promise<StoredRefund[]> {
    return Promise.resolve(transactionIds.flatMap((id) => this.#refunds(appid, id)));
  }

  #payment(transactionId: string): Payment | null {
    const row = this.#database.first(
      `SELECT ${PAYMENT_COLUMNS} FROM payments
       WHERE (appid, transaction_id) =
         (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ?)
       UNION ALL
       SELECT ${PAYMENT_COLUMNS} FROM payments
       WHERE (appid, transaction_id) =
         (SELECT appid, transaction_id FROM sub_payments WHERE sub_transaction_id = ?)
       LIMIT 1`,
      `2:${transactionId}`,
      transactionId,
    );
    return row && paymentOf(row);
  }

  #refunds(appid: string, transactionId: string): StoredRefund[] {
    return this.#database
      .all(
        `SELECT ${REFUND_COLUMNS} FROM refunds WHERE appid = ? AND transaction_id = ?
         ORDER BY received_at_ms, refund_id`,
        appid,
        transactionId,
      )
      .map(refundOf);
  }

  #known(refundId: string): StoredRefund | null {
    const row = this.#database.first(
      `SELECT ${REFUND_COLUMNS} FROM refunds
       WHERE (appid, transaction_id, refund_id) =
         (SELECT appid, transaction_id, refund_id FROM refund_ids WHERE refund_id = ?)`,
      refundId,
    );
    return row && refundOf(row);
  }

  #write(refund: StoredRefund): void {
    this.#database.run(
      `INSERT INTO refunds (${REFUND_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (appid, transaction_id, refund_id) DO UPDATE SET
         state = excluded.state, started_at_ms = excluded.started_at_ms,
         at_ms = excluded.at_ms, body = excluded.body`,
      ...refundColumns(refund),
    );
    this.#database.run(
      `INSERT INTO refund_ids (refund_id, appid, transaction_id) VALUES (?, ?, ?)
       ON CONFLICT (refund_id) DO NOTHING`,
      refund.refundId,
      refund.appid,
      refund.transactionId,
    );
  }

  /** The uploads are named by the payment's keys, since no index leads from a payment to them. */
  #markRefunded({ appid, transactionId, orderKeys }: Payment, refundedAtMs: number): void {
    this.#database.run(
      "UPDATE payments SET refunded_at_ms = ? WHERE appid = ? AND transaction_id = ?",
      refundedAtMs,
      appid,
      transactionId,
    );
    for (const orderKey of orderKeys) {
      this.#database.run(
        `UPDATE uploads SET refunded_at_ms = ?
         WHERE appid = ? AND order_key = ? AND transaction_id = ?`,
        refundedAtMs,
        appid,
        orderKey,
        transactionId,
      );
    }
  }
}
