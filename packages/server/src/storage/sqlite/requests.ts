import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import type { Selection } from "../rows/fields.js";
import type { TopRow } from "../rows/order-name-rows.js";
import { NUMBERED_REQUEST, REQUEST, requestValues } from "../rows/request-rows.js";
import type { SqlValue } from "../rows/row.js";
import type { RequestQuery, RequestStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";

const INSERT = `INSERT INTO requests (${REQUEST.list})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

type Append = (records: readonly RequestRecord[]) => Promise<void>;

export class SqliteRequestStore implements RequestStore {
  readonly #database: SqliteDatabase;
  readonly #appendElsewhere: Append | null;

  /** @param appendElsewhere writes calls in another thread; null writes them here */
  constructor(database: SqliteDatabase, appendElsewhere: Append | null = null) {
    this.#database = database;
    this.#appendElsewhere = appendElsewhere;
  }

  append(records: readonly RequestRecord[]): Promise<void> {
    if (this.#appendElsewhere !== null) return this.#appendElsewhere(records);
    const rows = records.map(requestValues);
    return this.#database.writeUnsynced(() => {
      for (const row of rows) this.#database.run(INSERT, ...row);
    });
  }

  find(rid: string): Promise<NumberedRequest | null> {
    const row = this.#database.first<Selection<NumberedRequest>>(
      `SELECT ${NUMBERED_REQUEST.selection} FROM requests WHERE rid = ?`,
      rid,
    );
    return Promise.resolve(row && NUMBERED_REQUEST.ofSelection(row));
  }

  list({
    rid,
    appid,
    errcode,
    orderKey,
    openidHashes,
    from,
    limit,
  }: RequestQuery): Promise<NumberedRequest[]> {
    const isForward = "after" in from;
    const conditions = [isForward ? "number > ?" : "number < ?"];
    const parameters: SqlValue[] = [isForward ? from.after : from.before];
    const where = (condition: string, value: SqlValue) => {
      conditions.push(condition);
      parameters.push(value);
    };
    if (rid !== undefined) where("rid = ?", rid);
    if (appid !== undefined) where("appid = ?", appid);
    if (errcode !== undefined) where("errcode = ?", errcode);
    if (orderKey !== undefined) where("order_key = ?", orderKey);
    if (openidHashes !== undefined) {
      conditions.push(`openid_hash IN (${openidHashes.map(() => "?").join(", ")})`);
      parameters.push(...openidHashes);
    }
    // The index of error codes has no successes. SQLite uses it only with this condition.
    if (errcode !== undefined && errcode !== 0) conditions.push("errcode <> 0");
    const rows = this.#database.all<Selection<NumberedRequest>>(
      `SELECT ${NUMBERED_REQUEST.selection} FROM requests WHERE ${conditions.join(" AND ")}
       ORDER BY number ${isForward ? "ASC" : "DESC"} LIMIT ?`,
      ...parameters,
      limit,
    );
    return Promise.resolve(rows.map(NUMBERED_REQUEST.ofSelection));
  }

  lastNumber(): Promise<number> {
    const row = this.#database.first<TopRow>("SELECT max(number) AS number FROM requests");
    return Promise.resolve(row?.number ?? 0);
  }

  deleteBefore(beforeMs: number, limit: number): Promise<number> {
    // This reads only the oldest rows. Rows are in the order of their arrival, so all rows after the
    // first one to keep are newer.
    return this.#database.writeUnsynced(() =>
      this.#database.run(
        `DELETE FROM requests
         WHERE number IN (SELECT number FROM requests ORDER BY number LIMIT ?) AND at_ms < ?`,
        limit,
        beforeMs,
      ),
    );
  }
}
