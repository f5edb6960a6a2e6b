import type { NumberedRequest, RequestRecord } from "../../domain/request-record.js";
import type { NumberRange } from "../order-pages.js";
import { readsTraits, requestPage, traitConditions } from "../request-pages.js";
import type { Selection } from "../rows/fields.js";
import { type RangeRow, rangeOfRow, type TopRow } from "../rows/order-name-rows.js";
import { NUMBERED_REQUEST, REQUEST, requestValues } from "../rows/request-rows.js";
import type { RequestQuery, RequestStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";
import { whereAll } from "./sql.js";

const NUMBERS = new Set(["at_ms", "errcode", "duration_ms", "body_bytes"]);
/** One array for each column, so that the statement is the same for any number of rows. */
const ARRAYS = REQUEST.list
  .split(",")
  .map((column, index) => `$${index + 1}::${NUMBERS.has(column.trim()) ? "bigint" : "text"}[]`);
const APPEND = `INSERT INTO requests (${REQUEST.list}) SELECT * FROM unnest(${ARRAYS.join(", ")})`;

export class PostgresRequestStore implements RequestStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  append(records: readonly RequestRecord[]): Promise<void> {
    const rows = records.map(requestValues);
    const columns = ARRAYS.map((_, column) => rows.map((row) => row[column] ?? null));
    return this.#unsynced(async (transaction) => {
      // A row gets its number before the commit. The lock makes the commits follow the order of the
      // numbers, so that a reader that continues after the last number misses no call.
      await lock(transaction, "requests");
      await transaction.run(APPEND, columns);
    });
  }

  async find(rid: string): Promise<NumberedRequest | null> {
    const row = await this.#database.first<Selection<NumberedRequest>>(
      `SELECT ${NUMBERED_REQUEST.selection} FROM requests WHERE rid = $1`,
      [rid],
    );
    return row && NUMBERED_REQUEST.ofSelection(row);
  }

  list(query: RequestQuery): Promise<NumberedRequest[]> {
    return requestPage(
      { bounds: () => this.#bounds(), inRange: (...given) => this.#inRange(...given) },
      query,
    );
  }

  async #bounds(): Promise<NumberRange | null> {
    const row = await this.#database.first<RangeRow>(
      "SELECT min(number) AS first, max(number) AS last FROM requests",
    );
    return row && rangeOfRow(row);
  }

  async #inRange(
    query: RequestQuery,
    { first, last }: NumberRange,
    limit: number,
  ): Promise<NumberedRequest[]> {
    const { rid, errcode, orderKey, openidHashes, from } = query;
    const { where, values } = whereAll([
      ["number >= ?", first],
      ["number <= ?", last],
      ...traitConditions(query),
      ["rid = ?", rid],
      ["order_key = ?", orderKey],
      // The index of openids has only the calls with one.
      [
        "openid_hash IS NOT NULL AND openid_hash = ANY(string_to_array(?, ','))",
        openidHashes?.join(","),
      ],
      // The index of error codes has no successes. PostgreSQL uses it only with this condition.
      [errcode === 0 ? "errcode = ?" : "errcode = ? AND errcode <> 0", errcode],
    ]);
    const order = `ORDER BY number ${"after" in from ? "ASC" : "DESC"}`;
    const page = `${where} ${order} LIMIT $${values.length + 1}`;
    // An index has all that these filters compare, so only the rows of the page are read. As an array, the
    // numbers are known before the rows are; a semi-join may read all rows.
    const found = readsTraits(query)
      ? `WHERE number = ANY(ARRAY(SELECT number FROM requests ${page})) ${order}`
      : page;
    const rows = await this.#database.all<Selection<NumberedRequest>>(
      `SELECT ${NUMBERED_REQUEST.selection} FROM requests ${found}`,
      [...values, limit],
    );
    return rows.map(NUMBERED_REQUEST.ofSelection);
  }

  async lastNumber(): Promise<number> {
    const row = await this.#database.first<TopRow>("SELECT max(number) AS number FROM requests");
    return row?.number ?? 0;
  }

  deleteBefore(beforeMs: number, limit: number): Promise<number> {
    // This reads only the oldest rows. Rows are in the order of their arrival, so all rows after the
    // first one to keep are newer. It skips rows that another process is deleting. They are found once:
    // PostgreSQL may repeat a subquery for each row, which then finds further ones.
    return this.#unsynced((transaction) =>
      transaction.run(
        `WITH oldest AS MATERIALIZED
           (SELECT number FROM requests ORDER BY number LIMIT $2 FOR UPDATE SKIP LOCKED)
         DELETE FROM requests WHERE at_ms < $1 AND number IN (SELECT number FROM oldest)`,
        [beforeMs, limit],
      ),
    );
  }

  /** Commits without waiting for the disk: the log may lose calls when the machine fails. */
  #unsynced<T>(job: (transaction: Queries) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (transaction) => {
      await transaction.run("SET LOCAL synchronous_commit = off");
      return job(transaction);
    });
  }
}
