import { orderPlaceOf } from "../../domain/order-id.js";
import { HOUR_MS } from "../../domain/statistics.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";

const INDEXED_UP_TO = "order_names_up_to";

/**
 * An upload's number is given out before its commit, which may come after a later one's. So an upload
 * is taken in so long after its number was given out: no statement lasts as long.
 */
const SETTLED_MS = 60_000;

const SELECT_UP_TO = "SELECT value FROM settings WHERE name = $1";
const SELECT_NEXT = `SELECT number, appid, openid, merchant_order_nos, first_received_at_ms
  FROM uploads WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3`;
const SELECT_RENAMED = `SELECT number, appid, openid, merchant_order_nos, first_received_at_ms
  FROM uploads WHERE number IN
    (SELECT number FROM renamed_uploads WHERE number <= $1 ORDER BY number LIMIT $2)`;
const DELETE_RENAMED = "DELETE FROM renamed_uploads WHERE number = ANY($1::bigint[])";
const INSERT_NAMES = `INSERT INTO order_names (name, appid, number)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) ON CONFLICT DO NOTHING`;
const INSERT_HOURS = `INSERT INTO order_hours (hour_ms, first_number, last_number)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
  ON CONFLICT (hour_ms) DO UPDATE SET last_number = excluded.last_number`;
const PUT_UP_TO = `INSERT INTO settings (name, value) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
const SELECT_NUMBERS = `SELECT number FROM uploads
  JOIN unnest($1::text[], $2::text[]) AS place (appid, order_key) USING (appid, order_key)
  WHERE number IS NOT NULL`;
const SELECT_PAID = `SELECT appid, order_keys FROM payments
  WHERE (appid, transaction_id) IN
    (SELECT appid, transaction_id FROM payment_numbers WHERE order_key = ANY($1::text[]))`;
// The JSON of a name stands in the JSON of the list, quotes and all.
const SELECT_UNINDEXED = `SELECT number FROM uploads
  WHERE (number > $1 OR number IN (SELECT number FROM renamed_uploads))
    AND (openid = $2 OR strpos(merchant_order_nos, $3) > 0)`;

/** The index of names: see the one of SQLite, which keeps the same promises. */
export class PostgresOrderNames {
  readonly #database: PostgresDatabase;
  readonly #settledMs: number;
  /** Up to which number were given out at which time of this process. */
  #givenOut: { readonly atMs: number; readonly number: number }[] = [];

  constructor(database: PostgresDatabase, settledMs = SETTLED_MS) {
    this.#database = database;
    this.#settledMs = settledMs;
  }

  upTo(): Promise<number> {
    return upTo(this.#database);
  }

  /** Takes the next uploads in, and those that were renamed; answers how many. */
  async extend(limit: number): Promise<number> {
    const settled = await this.#settledNumber();
    return this.#database.transaction(async (transaction) => {
      await transaction.run("SET LOCAL synchronous_commit = off");
      await lock(transaction, "order_names");
      const before = await upTo(transaction);
      const renamed = (await transaction.all(SELECT_RENAMED, [before, limit])).map(namedRowOf);
      const rows = (await transaction.all(SELECT_NEXT, [before, settled, limit])).map(namedRowOf);
      const names = [...renamed, ...rows].flatMap(({ number, appid, names: all }) =>
        [...new Set(all)].map((name) => ({ name, appid, number })),
      );
      if (names.length === 0) return 0;
      await transaction.run(INSERT_NAMES, [
        names.map(({ name }) => name),
        names.map(({ appid }) => appid),
        names.map(({ number }) => number),
      ]);
      if (renamed.length > 0) {
        await transaction.run(DELETE_RENAMED, [renamed.map(({ number }) => number)]);
      }
      await putHours(transaction, rows);
      const last = rows.at(-1);
      if (last !== undefined) {
        await transaction.run(PUT_UP_TO, [INDEXED_UP_TO, String(last.number)]);
      }
      return Math.max(rows.length, renamed.length);
    });
  }

  async numbersOf(
    text: string,
    appid: string | undefined,
  ): Promise<ReadonlyMap<number, "key" | "name">> {
    const numbers = new Map<number, "key" | "name">();
    const [unindexed, named, byKey] = await Promise.all([
      this.upTo().then((after) =>
        this.#numbers(SELECT_UNINDEXED, [after, text, JSON.stringify(text)]),
      ),
      appid === undefined
        ? this.#numbers("SELECT number FROM order_names WHERE name = $1", [text])
        : this.#numbers("SELECT number FROM order_names WHERE name = $1 AND appid = $2", [
            text,
            appid,
          ]),
      this.#numbersByKey(text, appid),
    ]);
    for (const number of [...unindexed, ...named]) numbers.set(number, "name");
    for (const number of byKey) numbers.set(number, "key");
    return numbers;
  }

  async rangeOf(
    fromMs: number,
    toMs: number,
  ): Promise<{ readonly first: number; readonly last: number } | null> {
    const row = await this.#database.first(
      `SELECT min(first_number) AS first, max(last_number) AS last FROM order_hours
       WHERE hour_ms > $1 AND hour_ms < $2`,
      [fromMs - HOUR_MS, toMs],
    );
    const first = (row?.["first"] ?? null) as number | null;
    return first === null ? null : { first, last: row?.["last"] as number };
  }

  async #numbersByKey(text: string, appid: string | undefined): Promise<number[]> {
    const place = orderPlaceOf(text);
    const places = place === null ? [] : [place];
    // No part of an order key holds a colon or a blank.
    if (/^[\x21-\x39\x3b-\x7e]{1,64}$/.test(text)) {
      const apps = await this.#apps(appid);
      const keys = new Set<string>();
      for (const app of apps) {
        for (const orderKey of [`2:${text}`, ...app.mchids.map((mchid) => `1:${mchid}:${text}`)]) {
          keys.add(orderKey);
          places.push({ appid: app.appid, orderKey });
        }
      }
      for (const row of await this.#database.all(SELECT_PAID, [[...keys]])) {
        for (const orderKey of JSON.parse(row["order_keys"] as string) as string[]) {
          places.push({ appid: row["appid"] as string, orderKey });
        }
      }
    }
    return this.#numbers(SELECT_NUMBERS, [
      places.map((named) => named.appid),
      places.map((named) => named.orderKey),
    ]);
  }

  async #apps(appid: string | undefined): Promise<{ appid: string; mchids: string[] }[]> {
    const rows =
      appid === undefined
        ? await this.#database.all("SELECT appid, mchids FROM apps")
        : await this.#database.all("SELECT appid, mchids FROM apps WHERE appid = $1", [appid]);
    return rows.map((row) => ({
      appid: row["appid"] as string,
      mchids: JSON.parse(row["mchids"] as string) as string[],
    }));
  }

  async #numbers(
    statement: string,
    values: Parameters<PostgresDatabase["all"]>[1],
  ): Promise<number[]> {
    const rows = await this.#database.all(statement, values);
    return rows.map((row) => row["number"] as number);
  }

  async #settledNumber(): Promise<number> {
    const row = await this.#database.first("SELECT last_value FROM upload_numbers");
    const nowMs = performance.now();
    this.#givenOut.push({ atMs: nowMs, number: (row?.["last_value"] ?? 0) as number });
    const settled = this.#givenOut.filter(({ atMs }) => atMs <= nowMs - this.#settledMs);
    const latest = settled.at(-1);
    if (latest === undefined) return 0;
    this.#givenOut = [latest, ...this.#givenOut.filter(({ atMs }) => atMs > latest.atMs)];
    return latest.number;
  }
}

async function upTo(queries: Queries): Promise<number> {
  const row = await queries.first(SELECT_UP_TO, [INDEXED_UP_TO]);
  return Number(row?.["value"] ?? 0);
}

interface NamedRow {
  readonly number: number;
  readonly appid: string;
  readonly names: readonly string[];
  readonly firstReceivedAtMs: number;
}

const namedRowOf = (row: Readonly<Record<string, unknown>>): NamedRow => ({
  number: row["number"] as number,
  appid: row["appid"] as string,
  names: [
    row["openid"] as string,
    ...(JSON.parse(row["merchant_order_nos"] as string) as string[]),
  ],
  firstReceivedAtMs: row["first_received_at_ms"] as number,
});

async function putHours(queries: Queries, rows: readonly NamedRow[]): Promise<void> {
  const hours = new Map<number, { readonly first: number; readonly last: number }>();
  for (const { number, firstReceivedAtMs } of rows) {
    const hourMs = Math.floor(firstReceivedAtMs / HOUR_MS) * HOUR_MS;
    hours.set(hourMs, { first: hours.get(hourMs)?.first ?? number, last: number });
  }
  if (hours.size === 0) return;
  await queries.run(INSERT_HOURS, [
    [...hours.keys()],
    [...hours.values()].map(({ first }) => first),
    [...hours.values()].map(({ last }) => last),
  ]);
}
