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
  isOfMismatched,
  LISTED_COLUMNS,
  type ListedRow,
  listedOrderOf,
  PAYMENT_JOIN,
} from "../rows/listed-order-rows.js";
import { ANY_BY_MANAGEMENT } from "../rows/managed-shipping.js";
import type { TopRow } from "../rows/order-name-rows.js";
import { statusCounts } from "../rows/status-condition.js";
import type { PostgresDatabase } from "./database.js";
import { PostgresOrderNames } from "./order-names.js";

const SLOWEST = `SELECT ${LISTED_COLUMNS} FROM
    (SELECT number, received_at_ms - paid_at_ms AS delay_ms FROM uploads
     WHERE appid = $1 AND state = 'matched' AND matched_at_ms >= $2 AND matched_at_ms < $3
     ORDER BY delay_ms DESC, number LIMIT $4) slow
  JOIN uploads u ON u.number = slow.number ${PAYMENT_JOIN}
  ORDER BY slow.delay_ms DESC, u.number`;

export class PostgresOrderListStore implements OrderListStore {
  readonly #database: PostgresDatabase;
  readonly #names: PostgresOrderNames;

  constructor(database: PostgresDatabase) {
    this.#database = database;
    this.#names = new PostgresOrderNames(database);
  }

  list(query: OrderListQuery): Promise<OrderPage> {
    const names = this.#names;
    return orderPage(
      {
        topNumber: () => this.#topNumber(),
        indexedUpTo: () => names.upTo(),
        rangeOf: (fromMs, toMs) => names.rangeOf(fromMs, toMs),
        numbersOf: (text, appid) => names.numbersOf(text, appid),
        inRange: (...given) => this.#inRange(...given),
        ofNumbers: (...given) => this.#ofNumbers(...given),
      },
      query,
    );
  }

  async countByStatus(appid: string | null): Promise<StatusCounts> {
    const isManaged = (await this.#database.first(ANY_BY_MANAGEMENT)) !== null;
    const ofApp = appid === null ? "" : "AND u.appid = $3";
    const values = appid === null ? [] : [appid];
    return countInSlices(await this.#topNumber(), async ({ first, last }) => {
      const row = await this.#database.forLongWork.first<CountedRow>(
        `SELECT ${statusCounts(isManaged)} FROM uploads u
         WHERE u.number >= $1 AND u.number <= $2 ${ofApp}`,
        [first, last, ...values],
      );
      return countsOf(row as CountedRow);
    });
  }

  async countByState(appid: string | null): Promise<Readonly<Record<MatchState, number>>> {
    const ofApp = appid === null ? "" : "AND appid = $1";
    const values = appid === null ? [] : [appid];
    const count = async (condition: string) => {
      const row = await this.#database.forLongWork.first<{ count: number }>(
        `SELECT count(*) AS count FROM uploads WHERE ${condition} ${ofApp}`,
        values,
      );
      return row?.count ?? 0;
    };
    const [all, matched, mismatched] = await Promise.all([
      count("number IS NOT NULL"),
      count("state = 'matched'"),
      count("state = 'mismatched'"),
    ]);
    return { waiting: Math.max(0, all - matched - mismatched), matched, mismatched };
  }

  async slowest(appid: string, window: ReviewWindow, limit: number): Promise<DelayedOrder[]> {
    const rows = await this.#database.forLongWork.all<ListedRow>(SLOWEST, [
      appid,
      window.fromMs,
      window.toMs,
      limit,
    ]);
    return rows.map((row) => {
      const order = listedOrderOf(row);
      return { ...order, delayMs: order.receivedAtMs - (order.paidAtMs ?? 0) };
    });
  }

  indexNames(limit: number): Promise<number> {
    return this.#names.extend(limit);
  }

  async #topNumber(): Promise<number> {
    const row = await this.#database.first<TopRow>(
      "SELECT max(number) AS number FROM uploads WHERE number IS NOT NULL",
    );
    return row?.number ?? 0;
  }

  async #isManaged(query: OrderListQuery): Promise<boolean> {
    return dependsOnShipping(query) && (await this.#database.first(ANY_BY_MANAGEMENT)) !== null;
  }

  async #inRange(
    query: OrderListQuery,
    { first, last }: NumberRange,
    limit: number,
  ): Promise<ListedOrder[]> {
    const { conditions, parameters } = filterOf(query, await this.#isManaged(query), "ILIKE");
    // Mismatched uploads are few and have a separate index. That index is not in the order of the
    // numbers, so without the addition the planner would read all uploads by their numbers.
    const isMismatched = query.state === "mismatched" || isOfMismatched(query.reason);
    const number = isMismatched ? "(u.number + 0)" : "u.number";
    const rows = await this.#database.all<ListedRow>(
      numbered(`SELECT ${LISTED_COLUMNS} FROM uploads u ${PAYMENT_JOIN}
        WHERE ${[`${number} >= ?`, `${number} <= ?`, ...conditions].join(" AND ")}
        ORDER BY ${number} ${query.sort === "newest" ? "DESC" : "ASC"} LIMIT ?`),
      [first, last, ...parameters, limit],
    );
    return rows.map(listedOrderOf);
  }

  async #ofNumbers(query: OrderListQuery, numbers: readonly number[]): Promise<ListedOrder[]> {
    const { conditions, parameters } = filterOf(query, await this.#isManaged(query), "ILIKE");
    const rows = await this.#database.all<ListedRow>(
      numbered(`SELECT ${LISTED_COLUMNS} FROM uploads u ${PAYMENT_JOIN}
        WHERE ${["u.number = ANY(?::bigint[])", ...conditions].join(" AND ")}`),
      [numbers, ...parameters],
    );
    return rows.map(listedOrderOf);
  }
}

/** Replaces the question marks by `$1`, `$2`, … */
function numbered(statement: string): string {
  let count = 0;
  return statement.replaceAll("?", () => `$${++count}`);
}
