import type { MatchState } from "@dingdan/contract";
import type { ReviewWindow } from "../../domain/access-review.js";
import type { DelayedOrder, OrderListQuery, OrderListStore, OrderPage } from "../console-store.js";
import {
  filterOf,
  LISTED_COLUMNS,
  listedOrderOf,
  PAYMENT_JOIN,
} from "../rows/listed-order-rows.js";
import type { SqlValue } from "../rows/row.js";
import type { PostgresDatabase } from "./database.js";
import { PostgresOrderNames } from "./order-names.js";
import type { SqlParameter } from "./values.js";

const SLOWEST = `SELECT ${LISTED_COLUMNS} FROM
    (SELECT number, received_at_ms - paid_at_ms AS delay_ms FROM uploads
     WHERE appid = $1 AND state = 'matched' AND matched_at_ms > $2 AND matched_at_ms <= $3
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

  async list(query: OrderListQuery): Promise<OrderPage> {
    const { text, sort, limit } = query;
    const isNewest = sort === "newest";
    const after = query.after ?? (isNewest ? Number.MAX_SAFE_INTEGER : 0);
    const filter = filterOf(query);
    const conditions = [isNewest ? "u.number < ?" : "u.number > ?", ...filter.conditions];
    const values: SqlParameter[] = [after, ...filter.parameters];
    if (text === undefined) {
      const range = await this.#rangeOf(query);
      conditions.push(...range.conditions);
      values.push(...range.parameters);
    } else {
      const how = [...(await this.#names.numbersOf(text, query.appid))];
      const numbersBy = (kind: "key" | "name") =>
        how.flatMap(([number, found]) => (found === kind ? [number] : []));
      // What a name led to may have been renamed since.
      conditions.push(`(u.number = ANY(?::bigint[]) OR u.number = ANY(?::bigint[])
        AND (u.openid = ? OR strpos(u.merchant_order_nos, ?) > 0))`);
      values.push(numbersBy("key"), numbersBy("name"), text, JSON.stringify(text));
    }
    const rows = await this.#database.all(
      numbered(`SELECT ${LISTED_COLUMNS} FROM uploads u ${PAYMENT_JOIN}
        WHERE ${conditions.join(" AND ")} ORDER BY u.number ${isNewest ? "DESC" : "ASC"} LIMIT ?`),
      [...values, limit + 1],
    );
    const orders = rows.slice(0, limit).map(listedOrderOf);
    return { orders, next: rows.length > limit ? (orders.at(-1)?.number ?? null) : null };
  }

  async countByState(appid: string | null): Promise<Readonly<Record<MatchState, number>>> {
    const ofApp = appid === null ? "" : "AND appid = $1";
    const values = appid === null ? [] : [appid];
    const count = async (condition: string) => {
      const row = await this.#database.first(
        `SELECT count(*) AS count FROM uploads WHERE ${condition} ${ofApp}`,
        values,
      );
      return row?.["count"] as number;
    };
    const [all, matched, mismatched] = await Promise.all([
      count("number IS NOT NULL"),
      count("state = 'matched'"),
      count("state = 'mismatched'"),
    ]);
    return { waiting: Math.max(0, all - matched - mismatched), matched, mismatched };
  }

  async slowest(appid: string, window: ReviewWindow, limit: number): Promise<DelayedOrder[]> {
    const rows = await this.#database.all(SLOWEST, [appid, window.fromMs, window.toMs, limit]);
    return rows.map((row) => {
      const order = listedOrderOf(row);
      return { ...order, delayMs: order.receivedAtMs - (order.paidAtMs ?? 0) };
    });
  }

  indexNames(limit: number): Promise<number> {
    return this.#names.extend(limit);
  }

  /** Where the uploads of a span of time stand, and all that is not in the index yet. */
  async #rangeOf({ fromMs, toMs }: OrderListQuery): Promise<{
    readonly conditions: readonly string[];
    readonly parameters: readonly SqlValue[];
  }> {
    if (fromMs === undefined && toMs === undefined) return { conditions: [], parameters: [] };
    // Read before the range: what is taken in between the two is looked through twice, not never.
    const upTo = await this.#names.upTo();
    const range = await this.#names.rangeOf(fromMs ?? 0, toMs ?? Number.MAX_SAFE_INTEGER);
    if (range === null) return { conditions: ["u.number > ?"], parameters: [upTo] };
    return {
      conditions: ["(u.number BETWEEN ? AND ? OR u.number > ?)"],
      parameters: [range.first, range.last, upTo],
    };
  }
}

/** `$1`, `$2`, … in the places of the question marks. */
function numbered(statement: string): string {
  let count = 0;
  return statement.replaceAll("?", () => `$${++count}`);
}
