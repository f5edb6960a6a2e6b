import { orderPlaceOf } from "../../domain/order-id.js";
import { HOUR_MS } from "../../domain/statistics.js";
import type { NamedNumbers, NumberRange } from "../order-pages.js";
import { fromJson } from "../rows/json.js";
import {
  hoursOf,
  INDEXED_UP_TO,
  NAMED_COLUMNS,
  type NamedRow,
  type NumberedApp,
  namedRowOf,
  numberedAppOf,
  orderKeysWith,
  type RangeRow,
  rangeOfRow,
  type TopRow,
} from "../rows/order-name-rows.js";
import type { RowOf } from "../statements/tables.js";
import type { SqliteDatabase, SqlValue } from "./database.js";

/** How many unindexed uploads one read takes: a few milliseconds. */
const SLICE = 5_000;

/**
 * The index of names: merchant_order_nos and openids. An upload's other numbers are, or lead to, its
 * order key. The index holds every upload up to a number. A search reads later uploads, and those that
 * were renamed since, one by one.
 */
export class SqliteOrderNames {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /** Up to which number the index holds every upload. */
  get upTo(): number {
    const row = this.#database.first("SELECT value FROM settings WHERE name = ?", INDEXED_UP_TO);
    return Number(row?.["value"] ?? 0);
  }

  /** Adds the next uploads to the index, and those that were renamed; returns how many. */
  extend(limit: number): Promise<number> {
    return this.#database.writeUnsynced(() => {
      const renamed = this.#rows(
        "number IN (SELECT number FROM renamed_uploads ORDER BY number LIMIT ?)",
        limit,
      );
      const rows = this.#rows("number > ? ORDER BY number LIMIT ?", this.upTo, limit);
      for (const { number, appid, names } of [...renamed, ...rows]) {
        for (const name of names) this.#putName(name, appid, number);
      }
      for (const { number } of renamed) {
        this.#database.run("DELETE FROM renamed_uploads WHERE number = ?", number);
      }
      this.#putHours(rows);
      const last = rows.at(-1);
      if (last !== undefined) this.#putUpTo(last.number);
      return Math.max(rows.length, renamed.length);
    });
  }

  /**
   * The numbers of the uploads that a text names, in no order. Those found only by `name` may have been
   * renamed since, and the caller must check them.
   */
  async numbersOf(text: string, appid: string | undefined): Promise<NamedNumbers> {
    const numbers = new Map<number, "key" | "name">();
    const named = (number: number) => {
      if (!numbers.has(number)) numbers.set(number, "name");
    };
    for (const number of this.#numbersByKey(text, appid)) numbers.set(number, "key");
    const ofApp = appid === undefined ? "" : "AND appid = ?";
    const whose: SqlValue[] = appid === undefined ? [] : [appid];
    for (const { number } of this.#database.all<{ number: number }>(
      `SELECT number FROM order_names WHERE name = ? ${ofApp}`,
      text,
      ...whose,
    )) {
      named(number);
    }
    for await (const number of this.#unindexed(text)) named(number);
    return numbers;
  }

  /** A range with every indexed upload that first arrived in a span of time. It may hold others as well. */
  rangeOf(fromMs: number, toMs: number): NumberRange | null {
    const row = this.#database.first<RangeRow>(
      `SELECT min(first_number) AS first, max(last_number) AS last FROM order_hours
       WHERE hour_ms > ? AND hour_ms < ?`,
      fromMs - HOUR_MS,
      toMs,
    );
    return row && rangeOfRow(row);
  }

  /** The uploads that have the text as their order id or order key, or as a number of their payment. */
  *#numbersByKey(text: string, appid: string | undefined): Generator<number> {
    const place = orderPlaceOf(text);
    if (place !== null) yield* this.#numberAt(place.appid, place.orderKey);
    const apps = this.#apps(appid);
    for (const app of apps) {
      for (const key of orderKeysWith(text, app.mchids)) yield* this.#numberAt(app.appid, key);
    }
    const mchids = new Set(apps.flatMap((app) => app.mchids));
    for (const key of orderKeysWith(text, mchids)) {
      yield* this.#numbersPaid(
        "(appid, transaction_id) IN (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ?)",
        key,
      );
    }
    yield* this.#numbersPaid(
      "(appid, transaction_id) IN (SELECT appid, transaction_id FROM sub_payments WHERE out_trade_no = ?)",
      text,
    );
  }

  #apps(appid: string | undefined): NumberedApp[] {
    const rows =
      appid === undefined
        ? this.#database.all<RowOf<"apps">>("SELECT appid, mchids FROM apps")
        : this.#database.all<RowOf<"apps">>(
            "SELECT appid, mchids FROM apps WHERE appid = ?",
            appid,
          );
    return rows.map(numberedAppOf);
  }

  *#numberAt(appid: string, orderKey: string): Generator<number> {
    const row = this.#database.first<{ number: number }>(
      "SELECT number FROM uploads WHERE appid = ? AND order_key = ?",
      appid,
      orderKey,
    );
    if (row !== null) yield row.number;
  }

  /** The uploads of the payments under a condition. */
  *#numbersPaid(condition: string, value: string): Generator<number> {
    const payments = this.#database.all<RowOf<"payments">>(
      `SELECT appid, order_keys FROM payments WHERE ${condition}`,
      value,
    );
    for (const { appid, order_keys: keys } of payments) {
      for (const orderKey of fromJson(keys)) yield* this.#numberAt(appid, orderKey);
    }
  }

  /** Reads the uploads that the index does not hold yet, slice by slice. */
  async *#unindexed(text: string): AsyncGenerator<number> {
    const isNamed = "(openid = ? OR instr(merchant_order_nos, ?) > 0)";
    const names = [text, JSON.stringify(text)];
    const find = (where: string, ...parameters: SqlValue[]) =>
      this.#database
        .all<{ number: number }>(
          `SELECT number FROM uploads WHERE ${where} AND ${isNamed}`,
          ...parameters,
          ...names,
        )
        .map(({ number }) => number);
    yield* find("number IN (SELECT number FROM renamed_uploads)");
    const top = this.#database.first<TopRow>("SELECT max(number) AS number FROM uploads");
    const last = top?.number ?? 0;
    for (let after = this.upTo; after < last; after += SLICE) {
      yield* find("number > ? AND number <= ?", after, after + SLICE);
      // Requests that arrived meanwhile run first.
      await new Promise(setImmediate);
    }
  }

  #rows(where: string, ...parameters: SqlValue[]): NamedRow[] {
    return this.#database
      .all<RowOf<"uploads">>(`SELECT ${NAMED_COLUMNS} FROM uploads WHERE ${where}`, ...parameters)
      .map(namedRowOf);
  }

  #putName(name: string, appid: string, number: number): void {
    this.#database.run(
      "INSERT INTO order_names (name, appid, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      name,
      appid,
      number,
    );
  }

  #putHours(rows: readonly NamedRow[]): void {
    for (const [hourMs, { first, last }] of hoursOf(rows)) {
      this.#database.run(
        `INSERT INTO order_hours (hour_ms, first_number, last_number) VALUES (?, ?, ?)
         ON CONFLICT (hour_ms) DO UPDATE SET last_number = excluded.last_number`,
        hourMs,
        first,
        last,
      );
    }
  }

  #putUpTo(number: number): void {
    this.#database.run(
      `INSERT INTO settings (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      INDEXED_UP_TO,
      String(number),
    );
  }
}
