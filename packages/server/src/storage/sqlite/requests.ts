import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import type { NumberRange } from "../order-pages.js";
import { readsTraits, requestPage, traitConditions } from "../request-pages.js";
import type { Selection } from "../rows/fields.js";
import { type RangeRow, rangeOfRow, type TopRow } from "../rows/order-name-rows.js";
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

  list(query: RequestQuery): Promise<NumberedRequest[]> {
    return requestPage(
      {
        bounds: async () => this.#bounds(),
        inRange: async (...given) => this.#inRange(...given),
      },
      query,
    );
  }

  #bounds(): NumberRange | null {
    const row = this.#database.first<RangeRow>(
      "SELECT (SELECT min(number) FROM requests) AS first, (SELECT max(number) FROM requests) AS last",
    );
    return row && rangeOfRow(row);
  }

  #inRange(query: RequestQuery, { first, last }: NumberRange, limit: number): NumberedRequest[] {
    const { rid, errcode, orderKey, openidHashes, from } = query;
    const conditions = ["number >= ?", "number <= ?"];
    const parameters: SqlValue[] = [first, last];
    const where = (condition: string, value: SqlValue | undefined) => {
      if (value === undefined) return;
      conditions.push(condition);
      parameters.push(value);
    };
    for (const [condition, value] of traitConditions(query)) where(condition, value);
    where("rid = ?", rid);
    where("errcode = ?", errcode);
    where("order_key = ?", orderKey);
    if (openidHashes !== undefined) {
      conditions.push(`openid_hash IN (${openidHashes.map(() => "?").join(", ")})`);
      parameters.push(...openidHashes);
    }
    // The index of error codes has no successes. SQLite uses it only with this condition.
    if (errcode !== undefined && errcode !== 0) conditions.push("errcode <> 0");
    const order = `ORDER BY number ${"after" in from ? "ASC" : "DESC"}`;
    const all = conditions.join(" AND ");
    // Without its name, SQLite would read the rows, which are in the order of the numbers as well.
    const found = readsTraits(query)
      ? `number IN (SELECT number FROM requests INDEXED BY requests_by_traits
           WHERE ${all} ${order} LIMIT ?) ${order}`
      : `${all} ${order} LIMIT ?`;
    return this.#database
      .all<Selection<NumberedRequest>>(
        `SELECT ${NUMBERED_REQUEST.selection} FROM requests WHERE ${found}`,
        ...parameters,
        limit,
      )
      .map(NUMBERED_REQUEST.ofSelection);
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
