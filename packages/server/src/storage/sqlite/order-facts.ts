import type { Payment } from "../../domain/payment.js";
import { isOfMerchantNumbers } from "../../domain/payment.js";
import type { ShippingFacts, StoredDelivery } from "../../domain/shipping.js";
import { holderOf, type OrderFacts, type StoredUpload } from "../../domain/upload.js";
import type { SqliteDatabase } from "./database.js";
import {
  DELIVERY_COLUMNS,
  deliveryOf,
  PAYMENT_COLUMNS,
  paymentOf,
  UPLOAD_COLUMNS,
  uploadOf,
} from "./order-rows.js";

const SELECT_UPLOAD = `SELECT ${UPLOAD_COLUMNS} FROM uploads WHERE appid = ? AND order_key = ?`;

const SELECT_PAYMENT = `SELECT ${PAYMENT_COLUMNS} FROM payments
  WHERE (appid, transaction_id) =
    (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ?)`;

const SELECT_DELIVERIES = `SELECT ${DELIVERY_COLUMNS} FROM deliveries
  WHERE appid = ? AND order_key = ? ORDER BY sub_order_key`;

/** What is stored about orders, as decisions need it. Inside a transaction it sees that one's writes. */
export class SqliteOrderFacts {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  facts(appid: string, orderKey: string): OrderFacts {
    const upload = this.upload(appid, orderKey);
    const payment = this.paymentNamed(orderKey);
    const rivalKeys =
      payment?.appid === appid ? payment.orderKeys.filter((key) => key !== orderKey) : [];
    const rivals = rivalKeys.flatMap((key) => this.upload(appid, key) ?? []);
    return { upload, payment, rival: holderOf(rivals) };
  }

  shippingFacts(appid: string, orderKey: string, mchids: readonly string[]): ShippingFacts {
    const facts = this.facts(appid, orderKey);
    const { payment } = facts;
    const isOthers =
      payment !== null && payment.appid !== appid && isOfMerchantNumbers(payment, mchids);
    const isUploadedByOther =
      isOthers && payment.orderKeys.some((key) => this.upload(payment.appid, key) !== null);
    return { ...facts, deliveries: this.deliveries(appid, orderKey), isUploadedByOther };
  }

  upload(appid: string, orderKey: string): StoredUpload | null {
    const row = this.#database.first(SELECT_UPLOAD, appid, orderKey);
    return row && uploadOf(row);
  }

  paymentNamed(orderKey: string): Payment | null {
    const row = this.#database.first(SELECT_PAYMENT, orderKey);
    return row && paymentOf(row);
  }

  deliveries(appid: string, orderKey: string): StoredDelivery[] {
    return this.#database.all(SELECT_DELIVERIES, appid, orderKey).map(deliveryOf);
  }
}
