import type { MatchState } from "@dingdan/contract";
import type { ReviewWindow } from "../../domain/access-review.js";
import type {
  DelayedOrder,
  ListedOrder,
  OrderListQuery,
  OrderListStore,
  OrderPage,
  StatusCounts,
} from "../console-store.js";
import { countInSlices, type NumberRange, orderPage } from "../order-pages.js";
import {
  type CountedRow,
  countsOf,
  dependsOnShipping,
  filterOf,
  isByRefund,
  isOfMismatched,
  LISTED_COLUMNS,
  type ListedRow,
  listedOrderOf,
  PAYMENT_JOIN,
} from "../rows/listed-order-rows.js";
import { ANY_BY_MANAGEMENT, withShippedIndex } from "../rows/managed-shipping.js";
import type { TopRow } from "../rows/order-name-rows.js";
import { statusCounts } from "../rows/status-condition.js";
import type { SqliteDatabase } from "./database.js";
import { SqliteOrderNames } from "./order-names.js";
import type { SqliteWriter } from "./writer.js";

const LISTED = withShippedIndex(LISTED_COLUMNS);

export class SqliteOrderListStore implements OrderListStore {
  readonly #database: SqliteDatabase;
  readonly #names: SqliteOrderNames;
  readonly #writer: SqliteWriter | null;

  /** @param writer writes the index in the writer thread once that runs; null without a writer thread */
  constructor(database: SqliteDatabase, writer: SqliteWriter | null = null) {
    this.#database = database;
    this.#names = new SqliteOrderNames(database);
    this.#writer = writer;
  }

  list(query: OrderListQuery): Promise<OrderPage> {
    const names = this.#names;
    return orderPage(
      {
        topNumber: async () => this.#topNumber(),
        indexedUpTo: async () => names.upTo,
        rangeOf: async (fromMs, toMs) => names.rangeOf(fromMs, toMs),
        numbersOf: (text, appid) => names.numbersOf(text, appid),
        inRange: async (...given) => this.#inRange(...given),
        ofNumbers: async (...given) => this.#ofNumbers(...given),
      },
      query,
    );
  }

  countByStatus(appid: string | null): Promise<StatusCounts> {
    const counts = withShippedIndex(statusCounts(this.#database.first(ANY_BY_MANAGEMENT) !== null));
    const ofApp = appid === null ? "" : "AND u.appid = ?";
    const values = appid === null ? [] : [appid];
    return countInSlices(this.#topNumber(), async ({ first, last }) => {
      const row = this.#database.first<CountedRow>(
        `SELECT ${counts} FROM uploads u WHERE u.number >= ? AND u.number <= ? ${ofApp}`,
        first,
        last,
        ...values,
      );
      return countsOf(row as CountedRow);
    });
  }

  async countByState(appid: string | null): Promise<Readonly<Record<MatchState, number>>> {
    const count = (condition: string) => {
      const ofApp = appid === null ? "TRUE" : "appid = ?";
      const row = this.#database.first<{ count: number }>(
        `SELECT count(*) AS count FROM uploads WHERE ${ofApp} AND ${condition}`,
        ...(appid === null ? [] : [appid]),
      );
      return row?.count ?? 0;
    };
    await Promise.resolve();
    // Matched and mismatched uploads have indexes to count in; waiting uploads have none.
    const matched = count("state = 'matched'");
    const mismatched = count("state = 'mismatched'");
    return { waiting: count("TRUE") - matched - mismatched, matched, mismatched };
  }

  slowest(appid: string, window: ReviewWindow, limit: number): Promise<DelayedOrder[]> {
    const rows = this.#database.all<ListedRow>(
      `SELECT ${LISTED} FROM
         (SELECT number, received_at_ms - paid_at_ms AS delay_ms FROM uploads
          WHERE appid = ? AND state = 'matched' AND matched_at_ms >= ? AND matched_at_ms < ?
          ORDER BY delay_ms DESC, number LIMIT ?) slow
       CROSS JOIN uploads u ${PAYMENT_JOIN} WHERE u.number = slow.number
       ORDER BY slow.delay_ms DESC, u.number`,
      appid,
      window.fromMs,
      window.toMs,
      limit,
    );
    const delayed = rows.map((row) => {
      const order = listedOrderOf(row);
      return { ...order, delayMs: order.receivedAtMs - (order.paidAtMs ?? 0) };
    });
    return Promise.resolve(delayed);
  }

  indexNames(limit: number): Promise<number> {
    return this.#writer?.isRunning === true
      ? this.#writer.indexNames(limit)
      : this.#names.extend(limit);
  }

  #topNumber(): number {
    const row = this.#database.first<TopRow>("SELECT max(number) AS number FROM uploads");
    return row?.number ?? 0;
  }

  #isManaged(query: OrderListQuery): boolean {
    return dependsOnShipping(query) && this.#database.first(ANY_BY_MANAGEMENT) !== null;
  }

  #inRange(query: OrderListQuery, { first, last }: NumberRange, limit: number): ListedOrder[] {
    const isManaged = this.#isManaged(query);
    const { conditions, parameters } = filterOf(query, isManaged, "LIKE");
    const index = indexFor(query, isManaged);
    return this.#database
      .all<ListedRow>(
        `SELECT ${LISTED} FROM uploads u ${index} ${PAYMENT_JOIN}
         WHERE ${["u.number >= ?", "u.number <= ?", ...conditions.map(withShippedIndex)].join(" AND ")}
         ORDER BY u.number ${query.sort === "newest" ? "DESC" : "ASC"} LIMIT ?`,
        first,
        last,
        ...parameters,
        limit,
      )
      .map(listedOrderOf);
  }

  #ofNumbers(query: OrderListQuery, numbers: readonly number[]): ListedOrder[] {
    const { conditions, parameters } = filterOf(query, this.#isManaged(query), "LIKE");
    const sql = `SELECT ${LISTED} FROM uploads u ${PAYMENT_JOIN}
      WHERE ${["u.number = ?", ...conditions.map(withShippedIndex)].join(" AND ")}`;
    return numbers.flatMap((number) => {
      const row = this.#database.first<ListedRow>(sql, number, ...parameters);
      return row === null ? [] : [listedOrderOf(row)];
    });
  }
}

/** Names the index of a filter with few matches. Otherwise SQLite would read all uploads in their order. */
function indexFor(query: OrderListQuery, isManaged: boolean): string {
  const { state, status, reason, isShipped } = query;
  if (isByRefund(query)) return "INDEXED BY uploads_with_refunds";
  if (isManaged) return "";
  if (state === "mismatched" || isOfMismatched(reason)) return "INDEXED BY uploads_mismatched";
  if (status === "partly_shipped") return "INDEXED BY uploads_partly_shipped";
  if (status === "refunded") return "INDEXED BY uploads_refunded";
  if (status === "refund_in_progress" || status === "partly_refunded") {
    return "INDEXED BY uploads_refunding";
  }
  return isShipped === true || status === "shipped" ? "INDEXED BY uploads_shipped" : "";
}
