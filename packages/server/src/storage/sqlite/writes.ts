import { quotaEvents } from "../../domain/events/app-events.js";
import type { QuotaGrant } from "../../domain/quota.js";
import { decideQuota } from "../../domain/quota.js";
import { allNamesOf } from "../../domain/recorded-payment.js";
import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment, StoredUpload } from "../../domain/stored-order.js";
import { carryOutOrderJob, type WritableOrderRows } from "../orders/carry-out.js";
import { judgeJob, type QuotaJob, type WriteJob, type WriteOutcome } from "../orders/jobs.js";
import { NotedEvents } from "../orders/noted-events.js";
import type { RowOfFields } from "../rows/fields.js";
import { DELIVERY, PAYMENT, UPLOAD_COLUMNS, uploadColumns } from "../rows/order-rows.js";
import { QUOTA } from "../rows/quota-rows.js";
import { SUB_PAYMENT_COLUMNS, subPaymentRows } from "../rows/sub-payment-rows.js";
import type { SqliteDatabase } from "./database.js";
import { SqliteOrderRows } from "./order-rows.js";
import { SqliteTradeRows } from "./trade-rows.js";

const UPSERT_UPLOAD = `INSERT INTO uploads (${UPLOAD_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (appid, order_key) DO UPDATE SET
    openid = excluded.openid, upload_time = excluded.upload_time,
    upload_instant = excluded.upload_instant, state = excluded.state,
    mismatch = excluded.mismatch, transaction_id = excluded.transaction_id,
    paid_at_ms = excluded.paid_at_ms, received_at_ms = excluded.received_at_ms,
    matched_at_ms = excluded.matched_at_ms, shipped_at_ms = excluded.shipped_at_ms,
    shipping_progress = excluded.shipping_progress,
    refunded_at_ms = excluded.refunded_at_ms, refund_progress = excluded.refund_progress,
    summary = excluded.summary,
    events = excluded.events, merchant_order_nos = excluded.merchant_order_nos,
    details = excluded.details`;

const PUT_PAYMENT = `INSERT OR REPLACE INTO payments (${PAYMENT.list})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const DELETE_PAYMENT = "DELETE FROM payments WHERE appid = ? AND transaction_id = ?";

const INSERT_NUMBER =
  "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES (?, ?, ?)";

const MOVE_NUMBER = `UPDATE payment_numbers SET appid = ?, transaction_id = ?
  WHERE order_key = ? AND appid = ? AND transaction_id = ?`;

const PUT_SUB_PAYMENT = `INSERT OR REPLACE INTO sub_payments (${SUB_PAYMENT_COLUMNS})
  VALUES (?, ?, ?, ?)`;

const MOVE_REFUND_IDS = `UPDATE refund_ids SET appid = ?, transaction_id = ? WHERE refund_id IN
  (SELECT refund_id FROM refunds WHERE appid = ? AND transaction_id = ?)`;

const MOVE_REFUNDS =
  "UPDATE refunds SET appid = ?, transaction_id = ? WHERE appid = ? AND transaction_id = ?";

const REPLACE_DELIVERY = `INSERT OR REPLACE INTO deliveries (${DELIVERY.list})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const NOTE_RENAMED = `INSERT INTO renamed_uploads (number) SELECT number FROM uploads
  WHERE appid = ? AND order_key = ? ON CONFLICT DO NOTHING`;

const SELECT_QUOTA = `SELECT minute, in_minute, day, in_day FROM quota_counts
  WHERE appid = ? AND operation = ?`;

const UPSERT_QUOTA = `INSERT INTO quota_counts (appid, operation, minute, in_minute, day, in_day)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (appid, operation) DO UPDATE SET minute = excluded.minute,
    in_minute = excluded.in_minute, day = excluded.day, in_day = excluded.in_day`;

const SELECT_ERASURE = `SELECT erased_at_ms FROM erased_transactions WHERE transaction_hash = ?1
  UNION ALL SELECT erased_at_ms FROM erased_buyers WHERE buyer_hash = ?1`;

const INSERT_EVENTS = "INSERT INTO event_outbox (events, created_at_ms) VALUES (?, ?)";

/** Carries out the hot path's writes, each inside a transaction that others may share. */
export class SqliteWrites extends SqliteOrderRows implements WritableOrderRows {
  readonly events = new NotedEvents();
  readonly trade: SqliteTradeRows;
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    super(database);
    this.#database = database;
    this.trade = new SqliteTradeRows(database, this.events);
  }

  /** Carries out prepared jobs in one transaction, together with their events. */
  commitAll(jobs: readonly (() => WriteOutcome)[]): PromiseSettledResult<WriteOutcome>[] {
    return this.#database.commitAll(jobs, {
      begin: () => this.events.clear(),
      end: () => {
        const { row } = this.events;
        if (row !== null) this.#database.run(INSERT_EVENTS, row.events, row.created_at_ms);
      },
    });
  }

  /**
   * Checks a job immediately, and returns the rest of the work, for a transaction. Checking an entire
   * batch before its transaction begins is faster (docs/performance.md, "What is near is fast").
   */
  prepare(job: WriteJob): () => WriteOutcome {
    if (job.kind === "quota") return () => this.#takeQuota(job);
    try {
      const judged = judgeJob(job);
      if (judged.kind === "broken") return () => judged;
      return () => carryOutOrderJob(this, judged.job);
    } catch (fault) {
      // A job whose check throws fails alone.
      return () => {
        throw fault;
      };
    }
  }

  writeUpload(upload: StoredUpload): void {
    this.#database.run(UPSERT_UPLOAD, ...uploadColumns(upload));
  }

  /** @throws when another payment has one of the names: a decision was made without seeing it */
  writePayment(payment: Payment, replaced: readonly Payment[]): void {
    const { appid, id } = payment;
    const known = new Set<string>();
    for (const old of replaced) {
      const names = allNamesOf(old);
      for (const name of names) known.add(name);
      if (old.appid === appid && old.id === id) continue;
      this.#database.run(DELETE_PAYMENT, old.appid, old.id);
      for (const name of names) {
        this.#database.run(MOVE_NUMBER, appid, id, name, old.appid, old.id);
      }
      this.#database.run(MOVE_REFUND_IDS, appid, id, old.appid, old.id);
      this.#database.run(MOVE_REFUNDS, appid, id, old.appid, old.id);
    }
    this.#database.run(PUT_PAYMENT, ...PAYMENT.values(payment));
    for (const name of allNamesOf(payment)) {
      if (!known.has(name)) this.#database.run(INSERT_NUMBER, name, appid, id);
    }
    for (const row of subPaymentRows(payment)) this.#database.run(PUT_SUB_PAYMENT, ...row);
  }

  writeDelivery(delivery: StoredDelivery): void {
    this.#database.run(REPLACE_DELIVERY, ...DELIVERY.values(delivery));
  }

  erasedAtMs(hash: string): number | null {
    const row = this.#database.first<{ erased_at_ms: number }>(SELECT_ERASURE, hash);
    return row?.erased_at_ms ?? null;
  }

  noteRenamed({ appid, orderKey }: StoredUpload): void {
    this.#database.run(NOTE_RENAMED, appid, orderKey);
  }

  #takeQuota({ appid, operation, request }: QuotaJob): QuotaGrant {
    const row = this.#database.first<RowOfFields<typeof QUOTA>>(SELECT_QUOTA, appid, operation);
    const { granted, exceeded, reached, count } = decideQuota(row && QUOTA.of(row), request);
    if (granted > 0) {
      const { minute, inMinute, day, inDay } = count;
      this.#database.run(UPSERT_QUOTA, appid, operation, minute, inMinute, day, inDay);
      this.events.add(quotaEvents({ appid, operation }, reached, request.nowMs));
    }
    return { granted, exceeded };
  }
}
