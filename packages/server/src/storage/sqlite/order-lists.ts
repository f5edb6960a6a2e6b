import type { MatchState } from "@dingdan/contract";
import type { ReviewWindow } from "../../domain/access-review.js";
import type {
  DelayedOrder,
  ListedOrder,
  OrderListQuery,
  OrderListStore,
  OrderPage,
} from "../console-store.js";
import {
  filterOf,
  LISTED_COLUMNS,
  listedOrderOf,
  PAYMENT_JOIN,
} from "../rows/listed-order-rows.js";
import type { SqliteDatabase } from "./database.js";
import { SqliteOrderNames } from "./order-names.js";

/** A list that no index carries is looked through in slices of so many uploads: some milliseconds. */
const SLICE = 10_000;
/** One page looks through so many slices at the most. */
const SLICES_MAX = 100;

/** Numbers from the first up to and with the last. */
interface Range {
  readonly first: number;
  readonly last: number;
}

export class SqliteOrderListStore implements OrderListStore {
  readonly #database: SqliteDatabase;
  readonly #names: SqliteOrderNames;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#names = new SqliteOrderNames(database);
  }

  async list(query: OrderListQuery): Promise<OrderPage> {
    const { text, limit } = query;
    const found: ListedOrder[] = [];
    let lookedThrough: number | null = null;
    for await (const part of text === undefined ? this.#scan(query) : this.#named(query, text)) {
      found.push(...part.orders);
      lookedThrough = part.upTo;
      if (found.length > limit) break;
    }
    const orders = found.slice(0, limit);
    if (found.length > limit) return { orders, next: orders.at(-1)?.number ?? null };
    return { orders, next: lookedThrough };
  }

  async countByState(appid: string | null): Promise<Readonly<Record<MatchState, number>>> {
    const count = (condition: string) => {
      const ofApp = appid === null ? "TRUE" : "appid = ?";
      const row = this.#database.first(
        `SELECT count(*) AS count FROM uploads WHERE ${ofApp} AND ${condition}`,
        ...(appid === null ? [] : [appid]),
      );
      return row?.["count"] as number;
    };
    await Promise.resolve();
    // Each is counted in an index; those that wait are in none of their own.
    const matched = count("state = 'matched'");
    const mismatched = count("state = 'mismatched'");
    return { waiting: count("TRUE") - matched - mismatched, matched, mismatched };
  }

  slowest(appid: string, window: ReviewWindow, limit: number): Promise<DelayedOrder[]> {
    const rows = this.#database.all(
      `SELECT ${LISTED_COLUMNS} FROM
         (SELECT number, received_at_ms - paid_at_ms AS delay_ms FROM uploads
          WHERE appid = ? AND state = 'matched' AND matched_at_ms > ? AND matched_at_ms <= ?
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
    return this.#names.extend(limit);
  }

  /** Looks at the uploads that a text names, one after another. */
  async *#named(query: OrderListQuery, text: string): AsyncGenerator<Part> {
    const isNewest = query.sort === "newest";
    const after = query.after ?? (isNewest ? Number.MAX_SAFE_INTEGER : 0);
    const how = await this.#names.numbersOf(text, query.appid);
    const numbers = [...how.keys()]
      .filter((number) => (isNewest ? number < after : number > after))
      .toSorted((a, b) => (isNewest ? b - a : a - b));
    const { conditions, parameters } = filterOf(query);
    for (const number of numbers) {
      const row = this.#database.first(
        `SELECT ${LISTED_COLUMNS} FROM uploads u ${PAYMENT_JOIN}
         WHERE ${["u.number = ?", ...conditions].join(" AND ")}`,
        number,
        ...parameters,
      );
      if (row === null) continue;
      const order = listedOrderOf(row);
      const isNamed = order.openid === text || order.merchantOrderNos.includes(text);
      if (isNamed || how.get(number) === "key") yield { orders: [order], upTo: null };
    }
  }

  /** Looks through the uploads in the order of the list, slice by slice. */
  async *#scan(query: OrderListQuery): AsyncGenerator<Part> {
    const isNewest = query.sort === "newest";
    const { conditions, parameters } = filterOf(query);
    const index = query.state === "mismatched" ? "INDEXED BY uploads_mismatched" : "";
    const sql = `SELECT ${LISTED_COLUMNS} FROM uploads u ${index} ${PAYMENT_JOIN}
      WHERE ${["u.number >= ?", "u.number <= ?", ...conditions].join(" AND ")}
      ORDER BY u.number ${isNewest ? "DESC" : "ASC"} LIMIT ?`;
    let slices = 0;
    for (const slice of slicesOf(this.#ranges(query), isNewest, sliceOf(query))) {
      if (slices++ === SLICES_MAX) {
        yield { orders: [], upTo: isNewest ? slice.last + 1 : slice.first - 1 };
        return;
      }
      const { first, last } = slice;
      const rows = this.#database.all(sql, first, last, ...parameters, query.limit + 1);
      yield { orders: rows.map(listedOrderOf), upTo: null };
      // Whoever came meanwhile goes first.
      await new Promise(setImmediate);
    }
  }

  /** Where the uploads of a list may stand, in its order. */
  #ranges({ fromMs, toMs, sort, after }: OrderListQuery): Range[] {
    const top = this.#database.first("SELECT max(number) AS number FROM uploads");
    const all = { first: 1, last: (top?.["number"] as number | null) ?? 0 };
    const ranges =
      fromMs === undefined && toMs === undefined
        ? [all]
        : this.#rangesOfSpan(fromMs ?? 0, toMs ?? Number.MAX_SAFE_INTEGER, all);
    const rest =
      sort === "newest"
        ? ranges.map(({ first, last }) => ({
            first,
            last: Math.min(last, (after ?? Infinity) - 1),
          }))
        : ranges.map(({ first, last }) => ({ first: Math.max(first, (after ?? 0) + 1), last }));
    const left = rest.filter(({ first, last }) => first <= last);
    return sort === "newest" ? left.toReversed() : left;
  }

  /** What the index tells of the span, and all that is not in the index yet. */
  #rangesOfSpan(fromMs: number, toMs: number, all: Range): Range[] {
    const indexed = this.#names.rangeOf(fromMs, toMs);
    const tail = { first: this.#names.upTo + 1, last: all.last };
    return indexed === null ? [tail] : [indexed, tail];
  }
}

interface Part {
  readonly orders: readonly ListedOrder[];
  /** Where the look through the list was given up; null where it goes on or is at its end. */
  readonly upTo: number | null;
}

/** A list of which every upload, or an index, is a hit is read in one piece. */
function sliceOf({ state, isShipped, fromMs, toMs }: OrderListQuery): number {
  if (state === "mismatched") return Number.MAX_SAFE_INTEGER;
  const isSearch = [state, isShipped, fromMs, toMs].some((filter) => filter !== undefined);
  return isSearch ? SLICE : Number.MAX_SAFE_INTEGER;
}

function* slicesOf(ranges: readonly Range[], isNewest: boolean, size: number): Generator<Range> {
  for (const { first, last } of ranges) {
    if (isNewest) {
      for (let end = last; end >= first; end -= size) {
        yield { first: Math.max(first, end - size + 1), last: end };
      }
    } else {
      for (let start = first; start <= last; start += size) {
        yield { first: start, last: Math.min(last, start + size - 1) };
      }
    }
  }
}
