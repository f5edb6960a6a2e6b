import type { ReviewFigures, ReviewWindow } from "../../domain/access-review.js";
import type { ShippingFacts } from "../../domain/shipping.js";
import type { OrderFacts } from "../../domain/stored-order.js";
import type { VerifyFacts } from "../../domain/verify.js";
import { Batcher, type BatcherLimits } from "../batcher.js";
import { orderFacts, shippingFacts } from "../orders/facts.js";
import { type CommitJob, type OrderJob, OrderWrites } from "../orders/jobs.js";
import {
  SHOWN_UPLOAD_COLUMNS,
  SUMMARY_COLUMNS,
  type SummariesRow,
  summariesOf,
  type VerifyRow,
  valuesOfBuyer,
  verifyFactsOf,
} from "../rows/order-rows.js";
import type { SqlValue } from "../rows/row.js";
import { PAID_CONDITIONS, paidConditionOf } from "../rows/status-condition.js";
import type { RowOf } from "../statements/tables.js";
import type {
  BuyerOrderQuery,
  NumberedOrder,
  OrderQuery,
  OrderStore,
  OrderSummary,
} from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { isLostConnection } from "./faults.js";
import { loadOrders } from "./load-orders.js";
import { numberedOrders } from "./numbered-orders.js";
import { type OrderPlace, placeText } from "./order-rows.js";

const SELECT_ORDERS = `SELECT u.number, ${SHOWN_UPLOAD_COLUMNS} FROM uploads u`;

const FIND_ORDER = `${SELECT_ORDERS} WHERE appid = $1 AND order_key = $2 AND number IS NOT NULL`;

const inOneRow = (list: string) => `SELECT string_agg(number::text, E'\\n') AS numbers,
    string_agg(paid_at_ms::text, E'\\n') AS paid_at_ms,
    string_agg(summary, E'\\n') AS summaries
  FROM (${list}) AS list`;

/** The statement of a buyer's list, one variant for each status. */
function ofBuyer(columns: string, { status }: BuyerOrderQuery): string {
  const filter = status === undefined ? "" : `AND ${PAID_CONDITIONS[status]}`;
  return `SELECT ${columns} FROM uploads u
    WHERE u.appid = $1 AND u.openid = $2 AND u.state = 'matched'
      AND (u.paid_at_ms, u.number) < ($3, $4) ${filter}
    ORDER BY u.paid_at_ms DESC, u.number DESC LIMIT $5`;
}

const REVIEW_FIGURES = `SELECT count(*) AS "matchedUploads",
    count(*) FILTER (WHERE received_at_ms - paid_at_ms > $1) AS "lateUploads",
    max(received_at_ms - paid_at_ms) AS "slowestDelayMs"
  FROM (
    SELECT received_at_ms, paid_at_ms FROM uploads
    WHERE appid = $2 AND state = 'matched' AND matched_at_ms >= $3 AND matched_at_ms < $4
    UNION ALL SELECT received_at_ms, paid_at_ms FROM erased_orders
    WHERE appid = $2 AND state = 'matched' AND matched_at_ms >= $3 AND matched_at_ms < $4
  ) AS matched`;

/** Reads pages of several buyers' lists, one row each. Only for tables that are not distributed. */
const SELECT_LISTS = `SELECT asked.place, list.*
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::int[])
    WITH ORDINALITY
    AS asked (appid, openid, status, before_ms, before_number, size, place)
  CROSS JOIN LATERAL (${inOneRow(`SELECT ${SUMMARY_COLUMNS} FROM uploads u
    WHERE u.appid = asked.appid AND u.openid = asked.openid AND u.state = 'matched'
      AND (u.paid_at_ms, u.number) < (asked.before_ms, asked.before_number)
      AND (asked.status IS NULL OR ${paidConditionOf("asked.status")})
    ORDER BY u.paid_at_ms DESC, u.number DESC LIMIT asked.size`)}) AS list
  ORDER BY asked.place`;

/** Reads the facts for several verify calls in one statement. Only for tables that are not distributed. */
const SELECT_VERIFY_FACTS = `SELECT u.appid, u.order_key, u.openid, u.state, u.mismatch,
    n.appid AS payment_appid
  FROM unnest($1::text[], $2::text[]) AS named (appid, order_key)
  JOIN uploads u USING (appid, order_key)
  LEFT JOIN payment_numbers n ON n.order_key = u.order_key
  WHERE u.number IS NOT NULL`;

/** How many orders, or buyers' lists, one query reads; more wait for the next query. */
const READ_BATCH_SIZE_MAX = 64;
/** How many reads may wait for a query; one more is rejected with an OverloadedError. */
const READ_QUEUE_SIZE_MAX = 10_000;

export class PostgresOrderStore extends OrderWrites implements OrderStore {
  readonly #database: PostgresDatabase;
  readonly #reads: Batcher<OrderPlace, OrderFacts>;
  readonly #verifyReads: Batcher<OrderPlace, VerifyFacts | null>;
  readonly #listReads: Batcher<BuyerOrderQuery, OrderSummary[]>;

  constructor(
    database: PostgresDatabase,
    commit: CommitJob<OrderJob>,
    queue: Pick<BatcherLimits, "waitMaxMs" | "onFull"> = {},
  ) {
    super(commit);
    this.#database = database;
    // Reads that arrive together share a query, as writes share a commit.
    const limits = {
      batchSizeMax: READ_BATCH_SIZE_MAX,
      queueSizeMax: READ_QUEUE_SIZE_MAX,
      lanes: 2,
      what: "reads",
      ...queue,
    };
    this.#reads = new Batcher((places) => this.#findFacts(places), limits);
    this.#verifyReads = new Batcher((places) => this.#findVerifyFacts(places), limits);
    this.#listReads = new Batcher((queries) => this.#findSummaries(queries), limits);
  }

  async findShippingFacts(
    app: { readonly appid: string; readonly mchids: readonly string[] },
    orderKey: string,
  ): Promise<ShippingFacts> {
    const asked = [{ appid: app.appid, orderKey, shippedBy: app.mchids }];
    return shippingFacts(
      await loadOrders(this.#database, asked, { isLocked: false }),
      app,
      orderKey,
    );
  }

  findFacts(appid: string, orderKey: string): Promise<OrderFacts> {
    return this.#reads.submit({ appid, orderKey });
  }

  async findVerifyFacts(appid: string, orderKey: string): Promise<VerifyFacts> {
    const facts = this.#database.isDistributed
      ? null
      : await this.#verifyReads.submit({ appid, orderKey });
    return facts ?? this.findFacts(appid, orderKey);
  }

  async #findVerifyFacts(
    places: readonly OrderPlace[],
  ): Promise<PromiseSettledResult<VerifyFacts | null>[]> {
    const rows = await this.#database.all<
      VerifyRow & Pick<RowOf<"uploads">, "appid" | "order_key">
    >(SELECT_VERIFY_FACTS, [
      places.map(({ appid }) => appid),
      places.map(({ orderKey }) => orderKey),
    ]);
    const found = new Map(
      rows.map((row) => [`${row.appid} ${row.order_key}`, verifyFactsOf(row, row.appid)]),
    );
    return places.map((place) => ({
      status: "fulfilled",
      value: found.get(placeText(place)) ?? null,
    }));
  }

  async search(query: OrderQuery): Promise<NumberedOrder[]> {
    const conditions: string[] = [];
    const values: SqlValue[] = [];
    const where = (condition: (value: string) => string, value: SqlValue) => {
      values.push(value);
      conditions.push(condition(`$${values.length}`));
    };
    where((number) => `number < ${number}`, query.beforeNumber ?? Number.MAX_SAFE_INTEGER);
    if (query.appid !== undefined) where((appid) => `appid = ${appid}`, query.appid);
    if (query.state !== undefined) where((state) => `state = ${state}`, query.state);
    if (query.text !== undefined) where(hasNumber, query.text);
    values.push(query.limit);
    const rows = await this.#database.all<RowOf<"uploads">>(
      `${SELECT_ORDERS} WHERE ${conditions.join(" AND ")}
       ORDER BY number DESC LIMIT $${values.length}`,
      values,
    );
    return numberedOrders(this.#database, rows);
  }

  async findOrder(appid: string, orderKey: string): Promise<NumberedOrder | null> {
    const row = await this.#database.first<RowOf<"uploads">>(FIND_ORDER, [appid, orderKey]);
    const [order = null] = row === null ? [] : await numberedOrders(this.#database, [row]);
    return order;
  }

  async listOfBuyer(query: BuyerOrderQuery): Promise<NumberedOrder[]> {
    const list = ofBuyer(`u.number, ${SHOWN_UPLOAD_COLUMNS}`, query);
    const rows = await this.#database.all<RowOf<"uploads">>(list, valuesOfBuyer(query));
    return numberedOrders(this.#database, rows);
  }

  async summariesOfBuyer(query: BuyerOrderQuery): Promise<OrderSummary[]> {
    if (!this.#database.isDistributed) return this.#listReads.submit(query);
    const list = inOneRow(ofBuyer(SUMMARY_COLUMNS, query));
    return summariesOf(await this.#database.first<SummariesRow>(list, valuesOfBuyer(query)));
  }

  /** Reads several lists together. When that fails, it reads each alone, so that a bad one fails no other. */
  async #findSummaries(
    queries: readonly BuyerOrderQuery[],
  ): Promise<PromiseSettledResult<OrderSummary[]>[]> {
    try {
      const lists = await this.#readSummaries(queries);
      return lists.map((value) => ({ status: "fulfilled", value }));
    } catch (error) {
      if (queries.length === 1 || isLostConnection(error)) throw error;
      return Promise.allSettled(
        queries.map(async (query) => (await this.#readSummaries([query]))[0] ?? []),
      );
    }
  }

  async #readSummaries(queries: readonly BuyerOrderQuery[]): Promise<OrderSummary[][]> {
    const rows = await this.#database.all<SummariesRow>(SELECT_LISTS, [
      queries.map(({ appid }) => appid),
      queries.map(({ openid }) => openid),
      queries.map(({ status }) => status ?? null),
      queries.map(({ before }) => before?.paidAtMs ?? Number.MAX_SAFE_INTEGER),
      queries.map(({ before }) => before?.number ?? Number.MAX_SAFE_INTEGER),
      queries.map(({ limit }) => limit),
    ]);
    return rows.map(summariesOf);
  }

  async reviewFigures(
    appid: string,
    window: ReviewWindow,
    delayMaxMs: number,
  ): Promise<ReviewFigures> {
    const values = [delayMaxMs, appid, window.fromMs, window.toMs];
    const [figures] = await this.#database.forLongWork.all<ReviewFigures>(REVIEW_FIGURES, values);
    return figures as ReviewFigures;
  }

  async #findFacts(places: readonly OrderPlace[]): Promise<PromiseSettledResult<OrderFacts>[]> {
    const rows = await loadOrders(this.#database, places, { isLocked: false });
    return places.map(({ appid, orderKey }) => ({
      status: "fulfilled",
      value: orderFacts(rows, appid, orderKey),
    }));
  }
}

/** The condition that a text is a complete number of the order: of its key, its payment or its details. */
const hasNumber = (text: string) => `(openid = ${text} OR transaction_id = ${text}
  OR order_key = '2:' || ${text} OR strpos(order_key || E'\\n', ':' || ${text} || E'\\n') > 0
  OR (appid, transaction_id) IN
    (SELECT appid, transaction_id FROM payments WHERE out_trade_no = ${text})
  OR ${text} IN (SELECT json_array_elements_text(merchant_order_nos::json)))`;
