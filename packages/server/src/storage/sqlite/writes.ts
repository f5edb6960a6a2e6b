import {
  decidePayment,
  type Payment,
  type PaymentOutcome,
  paymentOutcome,
} from "../../domain/payment.js";
import { decideQuota, type QuotaCount } from "../../domain/quota.js";
import {
  decideShipping,
  type IncomingShipping,
  type ShippingOutcome,
  type StoredDelivery,
  shippingOutcome,
} from "../../domain/shipping.js";
import { unreachable } from "../../domain/unreachable.js";
import {
  decideUpload,
  type IncomingUpload,
  type StoredUpload,
  type UploadOutcome,
  uploadOutcome,
} from "../../domain/upload.js";
import type { QuotaGrant, WriteJob, WriteOutcome } from "../write-job.js";
import type { Row, SqliteDatabase } from "./database.js";
import { SqliteOrderFacts } from "./order-facts.js";
import { DELIVERY_COLUMNS, PAYMENT_COLUMNS, UPLOAD_COLUMNS, uploadColumns } from "./order-rows.js";

const UPSERT_UPLOAD = `INSERT INTO uploads (${UPLOAD_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (appid, order_key) DO UPDATE SET
    openid = excluded.openid, upload_time = excluded.upload_time,
    upload_instant = excluded.upload_instant, state = excluded.state,
    mismatch = excluded.mismatch, transaction_id = excluded.transaction_id,
    paid_at_ms = excluded.paid_at_ms, received_at_ms = excluded.received_at_ms,
    matched_at_ms = excluded.matched_at_ms, shipped_at_ms = excluded.shipped_at_ms,
    events = excluded.events, merchant_order_nos = excluded.merchant_order_nos,
    details = excluded.details`;

const INSERT_PAYMENT = `INSERT INTO payments (${PAYMENT_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const INSERT_PAYMENT_NUMBER =
  "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES (?, ?, ?)";

const REPLACE_DELIVERY = `INSERT OR REPLACE INTO deliveries (${DELIVERY_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

const SELECT_QUOTA = `SELECT minute, in_minute, day, in_day FROM quota_counts
  WHERE appid = ? AND operation = ?`;

const UPSERT_QUOTA = `INSERT INTO quota_counts (appid, operation, minute, in_minute, day, in_day)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (appid, operation) DO UPDATE SET minute = excluded.minute,
    in_minute = excluded.in_minute, day = excluded.day, in_day = excluded.in_day`;

/** Carries out the hot path's writes, each inside a transaction that others may share. */
export class SqliteWrites {
  readonly #database: SqliteDatabase;
  readonly #facts: SqliteOrderFacts;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#facts = new SqliteOrderFacts(database);
  }

  apply(job: WriteJob): WriteOutcome {
    switch (job.kind) {
      case "upload":
        return this.#upload(job.incoming);
      case "payment":
        return this.#payment(job.payment);
      case "shipping":
        return this.#shipping(job.incoming);
      case "quota":
        return this.#quota(job);
      default:
        return unreachable(job);
    }
  }

  #upload(incoming: IncomingUpload): UploadOutcome {
    const decision = decideUpload(this.#facts.facts(incoming.appid, incoming.orderKey), incoming);
    if (decision.kind === "stored") this.#writeUpload(decision.upload);
    return uploadOutcome(decision);
  }

  #payment(payment: Payment): PaymentOutcome {
    const { appid, orderKeys } = payment;
    const recorded = orderKeys.flatMap((key) => this.#facts.paymentNamed(key) ?? []);
    const uploads = orderKeys.flatMap((key) => this.#facts.upload(appid, key) ?? []);
    const decision = decidePayment({ recorded, uploads }, payment);
    if (decision.kind === "recorded") {
      this.#writePayment(payment);
      for (const upload of decision.uploads) this.#writeUpload(upload);
    }
    return paymentOutcome(decision);
  }

  #shipping(incoming: IncomingShipping): ShippingOutcome {
    const { app, orderKey } = incoming;
    const facts = this.#facts.shippingFacts(app.appid, orderKey, app.mchids);
    const decision = decideShipping(facts, incoming);
    if (decision.kind === "stored") {
      this.#writeUpload(decision.upload);
      for (const delivery of decision.deliveries) this.#writeDelivery(delivery);
    }
    return shippingOutcome(decision);
  }

  #quota({ appid, operation, request }: Extract<WriteJob, { kind: "quota" }>): QuotaGrant {
    const row = this.#database.first(SELECT_QUOTA, appid, operation);
    const { granted, exceeded, count } = decideQuota(row && quotaCountOf(row), request);
    if (granted > 0) {
      const { minute, inMinute, day, inDay } = count;
      this.#database.run(UPSERT_QUOTA, appid, operation, minute, inMinute, day, inDay);
    }
    return { granted, exceeded };
  }

  #writeUpload(upload: StoredUpload): void {
    this.#database.run(UPSERT_UPLOAD, ...uploadColumns(upload));
  }

  #writePayment(payment: Payment): void {
    const { appid, transactionId, orderKeys } = payment;
    this.#database.run(
      INSERT_PAYMENT,
      appid,
      transactionId,
      payment.outTradeNo,
      JSON.stringify(orderKeys),
      payment.openid,
      payment.amountFen,
      payment.paidAtMs,
      payment.receivedAtMs,
      payment.transaction,
    );
    for (const orderKey of orderKeys) {
      this.#database.run(INSERT_PAYMENT_NUMBER, orderKey, appid, transactionId);
    }
  }

  #writeDelivery(delivery: StoredDelivery): void {
    this.#database.run(
      REPLACE_DELIVERY,
      delivery.appid,
      delivery.orderKey,
      delivery.subOrderKey,
      delivery.uploadTime,
      delivery.uploadInstant,
      delivery.receivedAtMs,
      delivery.delivery,
    );
  }
}

const quotaCountOf = (row: Row): QuotaCount => ({
  minute: row["minute"] as number,
  inMinute: row["in_minute"] as number,
  day: row["day"] as string,
  inDay: row["in_day"] as number,
});
