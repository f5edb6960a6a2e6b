import type { ReviewFigures, ReviewWindow } from "../../domain/access-review.js";
import {
  decidePayment,
  isOfMerchantNumbers,
  type Payment,
  type PaymentDecision,
} from "../../domain/payment.js";
import {
  decideShipping,
  type IncomingShipping,
  type ShippingDecision,
  type ShippingFacts,
  type StoredDelivery,
} from "../../domain/shipping.js";
import {
  decideUpload,
  type IncomingUpload,
  type OrderFacts,
  type StoredUpload,
  type UploadDecision,
} from "../../domain/upload.js";
import type { BuyerOrderQuery, NumberedOrder, OrderQuery, OrderStore } from "../store.js";
import type { Row, SqliteDatabase, SqlValue } from "./database.js";
import {
  DELIVERY_COLUMNS,
  deliveryOf,
  PAYMENT_COLUMNS,
  paymentOf,
  UPLOAD_COLUMNS,
  uploadColumns,
  uploadOf,
} from "./order-rows.js";
import { noteRenamed } from "./renamed-uploads.js";

export class SqliteOrderStore implements OrderStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  putUpload(incoming: IncomingUpload): Promise<UploadDecision> {
    return this.#database.write(() => {
      const facts = this.#facts(incoming.appid, incoming.orderKey);
      const decision = decideUpload(facts, incoming);
      if (decision.kind === "stored") {
        this.#putUpload(decision.upload);
        noteRenamed(this.#database, facts.upload, decision.upload);
      }
      return decision;
    });
  }

  putPayment(payment: Payment): Promise<PaymentDecision> {
    return this.#database.write(() => {
      const recorded = payment.orderKeys.flatMap((key) => this.#paymentNamed(key) ?? []);
      const uploads = payment.orderKeys.flatMap((key) => this.#upload(payment.appid, key) ?? []);
      const decision = decidePayment({ recorded, uploads }, payment);
      if (decision.kind === "recorded") {
        this.#insertPayment(payment);
        for (const upload of decision.uploads) this.#putUpload(upload);
      }
      return decision;
    });
  }

  putShipping(incoming: IncomingShipping): Promise<ShippingDecision> {
    return this.#database.write(() => {
      const facts = this.#shippingFacts(incoming.app.appid, incoming.orderKey, incoming.app.mchids);
      const decision = decideShipping(facts, incoming);
      if (decision.kind === "stored") {
        this.#putUpload(decision.upload);
        for (const delivery of decision.deliveries) this.#putDelivery(delivery);
      }
      return decision;
    });
  }

  findShippingFacts(
    app: { readonly appid: string; readonly mchids: readonly string[] },
    orderKey: string,
  ): Promise<ShippingFacts> {
    return Promise.resolve(this.#shippingFacts(app.appid, orderKey, app.mchids));
  }

  findFacts(appid: string, orderKey: string): Promise<OrderFacts> {
    return Promise.resolve(this.#facts(appid, orderKey));
  }

  search(query: OrderQuery): Promise<NumberedOrder[]> {
    const conditions = ["number < ?"];
    const parameters: SqlValue[] = [query.beforeNumber ?? Number.MAX_SAFE_INTEGER];
    const where = (condition: string, ...values: SqlValue[]) => {
      conditions.push(condition);
      parameters.push(...values);
    };
    if (query.appid !== undefined) where("appid = ?", query.appid);
    if (query.state !== undefined) where("state = ?", query.state);
    if (query.text !== undefined) {
      const { text } = query;
      where(
        `(openid = ? OR transaction_id = ? OR order_key = ? OR instr(order_key || '\n', ?) > 0
          OR (appid, transaction_id) IN
            (SELECT appid, transaction_id FROM payments WHERE out_trade_no = ?)
          OR (instr(merchant_order_nos, ?) > 0
            AND ? IN (SELECT value FROM json_each(merchant_order_nos))))`,
        text,
        text,
        `2:${text}`,
        `:${text}\n`,
        text,
        JSON.stringify(text),
        text,
      );
    }
    const rows = this.#database.all(
      `SELECT number, ${UPLOAD_COLUMNS} FROM uploads WHERE ${conditions.join(" AND ")}
       ORDER BY number DESC LIMIT ?`,
      ...parameters,
      query.limit,
    );
    return Promise.resolve(rows.map((row) => this.#numberedOrder(row)));
  }

  findOrder(appid: string, orderKey: string): Promise<NumberedOrder | null> {
    const row = this.#database.first(
      `SELECT number, ${UPLOAD_COLUMNS} FROM uploads WHERE appid = ? AND order_key = ?`,
      appid,
      orderKey,
    );
    return Promise.resolve(row && this.#numberedOrder(row));
  }

  listOfBuyer(query: BuyerOrderQuery): Promise<NumberedOrder[]> {
    const { appid, openid, isShipped, before, limit } = query;
    const shipped =
      isShipped === undefined ? "" : `AND shipped_at_ms IS ${isShipped ? "NOT" : ""} NULL`;
    const rows = this.#database.all(
      `SELECT number, ${UPLOAD_COLUMNS} FROM uploads
       WHERE appid = ? AND openid = ? AND state = 'matched' AND (paid_at_ms, number) < (?, ?)
         ${shipped}
       ORDER BY paid_at_ms DESC, number DESC LIMIT ?`,
      appid,
      openid,
      before?.paidAtMs ?? Number.MAX_SAFE_INTEGER,
      before?.number ?? Number.MAX_SAFE_INTEGER,
      limit,
    );
    return Promise.resolve(rows.map((row) => this.#numberedOrder(row)));
  }

  reviewFigures(appid: string, window: ReviewWindow, delayMaxMs: number): Promise<ReviewFigures> {
    const row = this.#database.first(
      `SELECT count(*) AS matchedUploads,
         count(*) FILTER (WHERE received_at_ms - paid_at_ms > ?) AS lateUploads,
         max(received_at_ms - paid_at_ms) AS slowestDelayMs
       FROM uploads
       WHERE appid = ? AND state = 'matched' AND matched_at_ms > ? AND matched_at_ms <= ?`,
      delayMaxMs,
      appid,
      window.fromMs,
      window.toMs,
    );
    return Promise.resolve(row as unknown as ReviewFigures);
  }

  #facts(appid: string, orderKey: string): OrderFacts {
    const upload = this.#upload(appid, orderKey);
    const payment = this.#paymentNamed(orderKey);
    const rivalKeys =
      payment?.appid === appid ? payment.orderKeys.filter((key) => key !== orderKey) : [];
    const rivals = rivalKeys.flatMap((key) => this.#upload(appid, key) ?? []);
    // A service provider's payment has three numbers, so two of them may have been uploaded.
    const holder = rivals.find(({ mismatch }) => mismatch !== "order_number_type");
    return { upload, payment, rival: holder ?? rivals[0] ?? null };
  }

  #shippingFacts(appid: string, orderKey: string, mchids: readonly string[]): ShippingFacts {
    const facts = this.#facts(appid, orderKey);
    const { payment } = facts;
    const isOthers =
      payment !== null && payment.appid !== appid && isOfMerchantNumbers(payment, mchids);
    const isUploadedByOther =
      isOthers && payment.orderKeys.some((key) => this.#upload(payment.appid, key) !== null);
    return { ...facts, deliveries: this.#deliveries(appid, orderKey), isUploadedByOther };
  }

  #deliveries(appid: string, orderKey: string): StoredDelivery[] {
    return this.#database
      .all(
        `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE appid = ? AND order_key = ?
         ORDER BY sub_order_key`,
        appid,
        orderKey,
      )
      .map(deliveryOf);
  }

  #putDelivery(delivery: StoredDelivery): void {
    this.#database.run(
      `INSERT OR REPLACE INTO deliveries (${DELIVERY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      delivery.appid,
      delivery.orderKey,
      delivery.subOrderKey,
      delivery.uploadTime,
      delivery.uploadInstant,
      delivery.receivedAtMs,
      delivery.delivery,
    );
  }

  #upload(appid: string, orderKey: string): StoredUpload | null {
    const row = this.#database.first(
      `SELECT ${UPLOAD_COLUMNS} FROM uploads WHERE appid = ? AND order_key = ?`,
      appid,
      orderKey,
    );
    return row && uploadOf(row);
  }

  #paymentNamed(orderKey: string): Payment | null {
    const row = this.#database.first(
      `SELECT ${PAYMENT_COLUMNS} FROM payments
       WHERE (appid, transaction_id) =
         (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ?)`,
      orderKey,
    );
    return row && paymentOf(row);
  }

  #numberedOrder(row: Row): NumberedOrder {
    const upload = uploadOf(row);
    const payment =
      upload.transactionId === null
        ? null
        : this.#database.first(
            `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE appid = ? AND transaction_id = ?`,
            upload.appid,
            upload.transactionId,
          );
    return {
      number: row["number"] as number,
      upload,
      payment: payment && paymentOf(payment),
      // Shipping is what makes deliveries, so most orders need not be asked for theirs.
      deliveries: upload.state === "matched" ? this.#deliveries(upload.appid, upload.orderKey) : [],
    };
  }

  #putUpload(upload: StoredUpload): void {
    this.#database.run(
      `INSERT INTO uploads (${UPLOAD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (appid, order_key) DO UPDATE SET
         openid = excluded.openid, upload_time = excluded.upload_time,
         upload_instant = excluded.upload_instant, state = excluded.state,
         mismatch = excluded.mismatch, transaction_id = excluded.transaction_id,
         paid_at_ms = excluded.paid_at_ms, received_at_ms = excluded.received_at_ms,
         matched_at_ms = excluded.matched_at_ms, shipped_at_ms = excluded.shipped_at_ms, events = excluded.events,
         merchant_order_nos = excluded.merchant_order_nos, details = excluded.details`,
      ...uploadColumns(upload),
    );
  }

  #insertPayment(payment: Payment): void {
    const { appid, transactionId } = payment;
    this.#database.run(
      `INSERT INTO payments (${PAYMENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      appid,
      transactionId,
      payment.outTradeNo,
      JSON.stringify(payment.orderKeys),
      payment.openid,
      payment.amountFen,
      payment.paidAtMs,
      payment.receivedAtMs,
      payment.transaction,
    );
    for (const orderKey of payment.orderKeys) {
      this.#database.run(
        "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES (?, ?, ?)",
        orderKey,
        appid,
        transactionId,
      );
    }
  }
}
