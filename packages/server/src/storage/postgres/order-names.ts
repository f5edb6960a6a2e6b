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
import type { PostgresDatabase } from "./database.js";
import { tryLock } from "./locks.js";
import type { Queries } from "./queries.js";
import { SettledUploads } from "./settled-uploads.js";
import type { SqlParameter } from "./values.js";

/** How many unindexed uploads one read takes: a few milliseconds. */
const SLICE = 10_000;

const SELECT_UP_TO = "SELECT value FROM settings WHERE name = $1";
const SELECT_NEXT = `SELECT ${NAMED_COLUMNS} FROM uploads
  WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3`;
// This skips a record whose upload is being renamed again: its new names cannot be read yet. The records are
// found once: PostgreSQL may repeat a subquery for each row, which then finds further ones.
const TAKE_RENAMED = `WITH oldest AS MATERIALIZED
    (SELECT number FROM renamed_uploads ORDER BY number LIMIT $1 FOR UPDATE SKIP LOCKED)
  DELETE FROM renamed_uploads WHERE number IN (SELECT number FROM oldest) RETURNING number`;
const SELECT_NUMBERED = `SELECT ${NAMED_COLUMNS} FROM uploads WHERE number = ANY($1::bigint[])`;
const INSERT_NAMES = `INSERT INTO order_names (name, appid, number)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) ON CONFLICT DO NOTHING`;
const INSERT_HOURS = `INSERT INTO order_hours (hour_ms, first_number, last_number)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
  ON CONFLICT (hour_ms) DO UPDATE SET last_number = excluded.last_number`;
const TOP = "SELECT max(number) AS number FROM uploads WHERE number IS NOT NULL";
const PUT_UP_TO = `INSERT INTO settings (name, value) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
const SELECT_NUMBERS = `SELECT number FROM uploads
  JOIN unnest($1::text[], $2::text[]) AS place (appid, order_key) USING (appid, order_key)
  WHERE number IS NOT NULL`;
const SELECT_PAID = `SELECT appid, order_keys FROM payments
  WHERE (appid, transaction_id) IN
    (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ANY($1::text[]))`;
const SELECT_PAID_PARTS = `SELECT appid, order_keys FROM payments
  WHERE (appid, transaction_id) IN
    (SELECT appid, transaction_id FROM sub_payments WHERE out_trade_no = $1)`;
// The JSON of a name, with its quotes, is part of the JSON of the list.
const HAS_NAME = "(openid = $1 OR strpos(merchant_order_nos, $2) > 0)";
const SELECT_RENAMED = `SELECT number FROM uploads
  WHERE number = ANY($3::bigint[]) AND ${HAS_NAME}`;
const SELECT_UNINDEXED = `SELECT number FROM uploads
  WHERE number > $3 AND number <= $4 AND ${HAS_NAME}`;

/** The index of names: see `SqliteOrderNames`, which does the same on SQLite. */
export class PostgresOrderNames {
  readonly #database: PostgresDatabase;
  readonly #settled: SettledUploads;

  constructor(database: PostgresDatabase) {
    this.#database = database;
    this.#settled = new SettledUploads(database);
  }

  upTo(): Promise<number> {
    return upTo(this.#database);
  }

  /**
   * Adds the next uploads to the index, and those that were renamed; returns how many. Only one process
   * does this at a time: in any other it returns 0.
   */
  async extend(limit: number): Promise<number> {
    const settled = await this.#settled.lastNumber();
    return this.#database.forLongWork.transaction(async (transaction) => {
      await transaction.run("SET LOCAL synchronous_commit = off");
      if (!(await tryLock(transaction, "order_names"))) return 0;
      const before = await upTo(transaction);
      const noted = await transaction.all<{ number: number }>(TAKE_RENAMED, [limit]);
      const numbers = noted.map(({ number }) => number);
      const renamed = await namedRows(transaction, SELECT_NUMBERED, [numbers]);
      const rows = await namedRows(transaction, SELECT_NEXT, [before, settled, limit]);
      await putNames(transaction, [...renamed, ...rows]);
      await putHours(transaction, rows);
      const last = rows.at(-1);
      if (last !== undefined) {
        await transaction.run(PUT_UP_TO, [INDEXED_UP_TO, String(last.number)]);
      }
      return Math.max(rows.length, renamed.length);
    });
  }

  async numbersOf(text: string, appid: string | undefined): Promise<NamedNumbers> {
    const numbers = new Map<number, "key" | "name">();
    // Before the names: an upload that is indexed between the two reads is found twice, but not missed.
    for await (const number of this.#unindexed(text)) numbers.set(number, "name");
    const named =
      appid === undefined
        ? await this.#numbers("SELECT number FROM order_names WHERE name = $1", [text])
        : await this.#numbers("SELECT number FROM order_names WHERE name = $1 AND appid = $2", [
            text,
            appid,
          ]);
    for (const number of named) numbers.set(number, "name");
    for (const number of await this.#numbersByKey(text, appid)) numbers.set(number, "key");
    return numbers;
  }

  async rangeOf(fromMs: number, toMs: number): Promise<NumberRange | null> {
    const row = await this.#database.first<RangeRow>(
      `SELECT min(first_number) AS first, max(last_number) AS last FROM order_hours
       WHERE hour_ms > $1 AND hour_ms < $2`,
      [fromMs - HOUR_MS, toMs],
    );
    return row && rangeOfRow(row);
  }

  /** Reads the uploads that the index does not hold yet, slice by slice. */
  async *#unindexed(text: string): AsyncGenerator<number> {
    const name = [text, JSON.stringify(text)];
    const noted = await this.#numbers("SELECT number FROM renamed_uploads", []);
    if (noted.length > 0) yield* await this.#numbers(SELECT_RENAMED, [...name, noted]);
    const row = await this.#database.first<TopRow>(TOP);
    const last = row?.number ?? 0;
    for (let after = await this.upTo(); after < last; after += SLICE) {
      yield* await this.#numbers(SELECT_UNINDEXED, [...name, after, after + SLICE]);
    }
  }

  async #numbersByKey(text: string, appid: string | undefined): Promise<number[]> {
    const place = orderPlaceOf(text);
    const places = place === null ? [] : [place];
    const apps = await this.#apps(appid);
    for (const app of apps) {
      for (const orderKey of orderKeysWith(text, app.mchids)) {
        places.push({ appid: app.appid, orderKey });
      }
    }
    const keys = orderKeysWith(text, new Set(apps.flatMap((app) => app.mchids)));
    const paid =
      keys.length === 0 ? [] : await this.#database.all<RowOf<"payments">>(SELECT_PAID, [keys]);
    const parts = await this.#database.all<RowOf<"payments">>(SELECT_PAID_PARTS, [text]);
    for (const row of [...paid, ...parts]) {
      for (const orderKey of fromJson(row.order_keys)) places.push({ appid: row.appid, orderKey });
    }
    if (places.length === 0) return [];
    return this.#numbers(SELECT_NUMBERS, [
      places.map((named) => named.appid),
      places.map((named) => named.orderKey),
    ]);
  }

  async #apps(appid: string | undefined): Promise<NumberedApp[]> {
    const rows =
      appid === undefined
        ? await this.#database.all<RowOf<"apps">>("SELECT appid, mchids FROM apps")
        : await this.#database.all<RowOf<"apps">>(
            "SELECT appid, mchids FROM apps WHERE appid = $1",
            [appid],
          );
    return rows.map(numberedAppOf);
  }

  async #numbers(statement: string, values: readonly SqlParameter[]): Promise<number[]> {
    return (await this.#database.all<{ number: number }>(statement, values)).map(
      ({ number }) => number,
    );
  }
}

async function upTo(queries: Queries): Promise<number> {
  const row = await queries.first<RowOf<"settings">>(SELECT_UP_TO, [INDEXED_UP_TO]);
  return Number(row?.value ?? 0);
}

async function namedRows(
  queries: Queries,
  statement: string,
  values: readonly SqlParameter[],
): Promise<NamedRow[]> {
  return (await queries.all<RowOf<"uploads">>(statement, values)).map(namedRowOf);
}

async function putNames(queries: Queries, rows: readonly NamedRow[]): Promise<void> {
  const names = rows.flatMap(({ number, appid, names: all }) =>
    all.map((name) => ({ name, appid, number })),
  );
  if (names.length === 0) return;
  await queries.run(INSERT_NAMES, [
    names.map(({ name }) => name),
    names.map(({ appid }) => appid),
    names.map(({ number }) => number),
  ]);
}

async function putHours(queries: Queries, rows: readonly NamedRow[]): Promise<void> {
  const hours = hoursOf(rows);
  if (hours.size === 0) return;
  await queries.run(INSERT_HOURS, [
    [...hours.keys()],
    [...hours.values()].map(({ first }) => first),
    [...hours.values()].map(({ last }) => last),
  ]);
}
