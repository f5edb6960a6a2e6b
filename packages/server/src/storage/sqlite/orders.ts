import type { ReviewFigures, ReviewWindow } from "../../domain/access-review.js";
import type { ShippingFacts } from "../../domain/shipping.js";
import type { OrderFacts } from "../../domain/stored-order.js";
import type { VerifyFacts } from "../../domain/verify.js";
import { orderFacts, shippingFacts } from "../orders/facts.js";
import { type CommitJob, type OrderJob, OrderWrites } from "../orders/jobs.js";
import { withShippedIndex } from "../rows/managed-shipping.js";
import {
  PAYMENT,
  SHOWN_UPLOAD_COLUMNS,
  SUMMARY_COLUMNS,
  type SummariesRow,
  summariesOf,
  uploadOf,
  type VerifyRow,
  valuesOfBuyer,
  verifyFactsOf,
} from "../rows/order-rows.js";
import { PAID_CONDITIONS } from "../rows/status-condition.js";
import type { RowOf } from "../statements/tables.js";
import type {
  BuyerOrderQuery,
  NumberedOrder,
  OrderQuery,
  OrderStore,
  OrderSummary,
} from "../store.js";
import type { SqliteDatabase, SqlValue } from "./database.js";
import { SqliteOrderRows } from "./order-rows.js";

const SELECT_VERIFY_FACTS = `SELECT u.openid, u.state, u.mismatch, n.appid AS payment_appid
  FROM uploads u
  LEFT JOIN payment_numbers n ON n.order_key = u.order_key
  WHERE u.appid = ? AND u.order_key = ?`;

const SUMMARIES = withShippedIndex(SUMMARY_COLUMNS);
const SHOWN_ORDER = `u.number, ${withShippedIndex(SHOWN_UPLOAD_COLUMNS)}`;

// A list is sent as the stored bytes: decoding and encoding them would cost more than reading them.
const inOneRow = (list: string) => `SELECT group_concat(number, char(10)) AS numbers,
    group_concat(paid_at_ms, char(10)) AS paid_at_ms,
    CAST(group_concat(summary, char(10)) AS BLOB) AS summaries
  FROM (${list})`;

/** The statement of a buyer's list, one variant for each status. */
function ofBuyer(columns: string, { status }: BuyerOrderQuery): string {
  const filter = status === undefined ? "" : `AND ${withShippedIndex(PAID_CONDITIONS[status])}`;
  return `SELECT ${columns} FROM uploads u
    WHERE u.appid = ? AND u.openid = ? AND u.state = 'matched'
      AND (u.paid_at_ms, u.number) < (?, ?) ${filter}
    ORDER BY u.paid_at_ms DESC, u.number DESC LIMIT ?`;
}

export class SqliteOrderStore extends OrderWrites implements OrderStore {
  readonly #database: SqliteDatabase;
  readonly #rows: SqliteOrderRows;

  constructor(database: SqliteDatabase, commit: CommitJob<OrderJob>) {
    super(commit);
    this.#database = database;
    this.#rows = new SqliteOrderRows(database);
  }

  findShippingFacts(
    app: { readonly appid: string; readonly mchids: readonly string[] },
    orderKey: string,
  ): Promise<ShippingFacts> {
    return Promise.resolve(shippingFacts(this.#rows, app, orderKey));
  }

  findFacts(appid: string, orderKey: string): Promise<OrderFacts> {
    return Promise.resolve(orderFacts(this.#rows, appid, orderKey));
  }

  findVerifyFacts(appid: string, orderKey: string): Promise<VerifyFacts> {
    const row = this.#database.first<VerifyRow>(SELECT_VERIFY_FACTS, appid, orderKey);
    const facts = row === null ? null : verifyFactsOf(row, appid);
    return facts === null ? this.findFacts(appid, orderKey) : Promise.resolve(facts);
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
    const rows = this.#database.all<RowOf<"uploads">>(
      `SELECT ${SHOWN_ORDER} FROM uploads u WHERE ${conditions.join(" AND ")}
       ORDER BY number DESC LIMIT ?`,
      ...parameters,
      query.limit,
    );
    return Promise.resolve(rows.map((row) => this.#numberedOrder(row)));
  }

  findOrder(appid: string, orderKey: string): Promise<NumberedOrder | null> {
    const row = this.#database.first<RowOf<"uploads">>(
      `SELECT ${SHOWN_ORDER} FROM uploads u WHERE appid = ? AND order_key = ?`,
      appid,
      orderKey,
    );
    return Promise.resolve(row && this.#numberedOrder(row));
  }

  listOfBuyer(query: BuyerOrderQuery): Promise<NumberedOrder[]> {
    const list = ofBuyer(SHOWN_ORDER, query);
    const rows = this.#database.all<RowOf<"uploads">>(list, ...valuesOfBuyer(query));
    return Promise.resolve(rows.map((row) => this.#numberedOrder(row)));
  }

  summariesOfBuyer(query: BuyerOrderQuery): Promise<OrderSummary[]> {
    const list = inOneRow(ofBuyer(SUMMARIES, query));
    return Promise.resolve(
      summariesOf(this.#database.first<SummariesRow>(list, ...valuesOfBuyer(query))),
    );
  }

  reviewFigures(appid: string, window: ReviewWindow, delayMaxMs: number): Promise<ReviewFigures> {
    const [figures] = this.#database.all<ReviewFigures>(
      `SELECT count(*) AS matchedUploads,
         count(*) FILTER (WHERE received_at_ms - paid_at_ms > ?1) AS lateUploads,
         max(received_at_ms - paid_at_ms) AS slowestDelayMs
       FROM (
         SELECT received_at_ms, paid_at_ms FROM uploads
         WHERE appid = ?2 AND state = 'matched' AND matched_at_ms >= ?3 AND matched_at_ms < ?4
         UNION ALL SELECT received_at_ms, paid_at_ms FROM erased_orders
         WHERE appid = ?2 AND state = 'matched' AND matched_at_ms >= ?3 AND matched_at_ms < ?4
       ) AS matched`,
      delayMaxMs,
      appid,
      window.fromMs,
      window.toMs,
    );
    return Promise.resolve(figures as ReviewFigures);
  }

  #numberedOrder(row: RowOf<"uploads">): NumberedOrder {
    const upload = uploadOf(row);
    const payment =
      upload.paymentId === null
        ? null
        : this.#database.first<RowOf<"payments">>(
            `SELECT ${PAYMENT.list} FROM payments WHERE appid = ? AND transaction_id = ?`,
            upload.appid,
            upload.paymentId,
          );
    return {
      number: row.number,
      upload,
      payment: payment && PAYMENT.of(payment),
      // Only matched orders have deliveries.
      deliveries:
        upload.state === "matched" ? this.#rows.deliveries(upload.appid, upload.orderKey) : [],
    };
  }
}
