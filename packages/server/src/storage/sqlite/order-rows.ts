import type { StoredRefund } from "../../domain/refund.js";
import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment, StoredUpload } from "../../domain/stored-order.js";
import type { OrderRows } from "../orders/facts.js";
import { DELIVERY, PAYMENT, UPLOAD_COLUMNS, uploadOf } from "../rows/order-rows.js";
import { REFUND } from "../rows/refund-rows.js";
import type { RowOf } from "../statements/tables.js";
import type { SqliteDatabase } from "./database.js";

const SELECT_UPLOAD = `SELECT ${UPLOAD_COLUMNS} FROM uploads WHERE appid = ? AND order_key = ?`;

const SELECT_PAYMENT = `SELECT ${PAYMENT.list} FROM payments
  WHERE (appid, transaction_id) =
    (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ?)`;

const SELECT_DELIVERIES = `SELECT ${DELIVERY.list} FROM deliveries
  WHERE appid = ? AND order_key = ? ORDER BY sub_order_key`;

const SELECT_REFUNDS = `SELECT ${REFUND.list} FROM refunds WHERE appid = ? AND transaction_id = ?`;

/** Reads rows one by one. Inside a transaction, it sees the writes of that transaction. */
export class SqliteOrderRows implements OrderRows {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  upload(appid: string, orderKey: string): StoredUpload | null {
    const row = this.#database.first<RowOf<"uploads">>(SELECT_UPLOAD, appid, orderKey);
    return row && uploadOf(row);
  }

  paymentNamed(orderKey: string): Payment | null {
    const row = this.#database.first<RowOf<"payments">>(SELECT_PAYMENT, orderKey);
    return row && PAYMENT.of(row);
  }

  deliveries(appid: string, orderKey: string): StoredDelivery[] {
    const rows = this.#database.all<RowOf<"deliveries">>(SELECT_DELIVERIES, appid, orderKey);
    return rows.map(DELIVERY.of);
  }

  refunds({ appid, id }: Payment): StoredRefund[] {
    return this.#database.all<RowOf<"refunds">>(SELECT_REFUNDS, appid, id).map(REFUND.of);
  }
}
