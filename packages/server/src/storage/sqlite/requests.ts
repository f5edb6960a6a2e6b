import type { NumberedRequest, RequestRecord } from "../../request-log/request-record.js";
import type { RequestQuery, RequestStore } from "../store.js";
import type { Row, SqliteDatabase, SqlValue } from "./database.js";

const COLUMNS = `appid, rid, at_ms, component_appid, operation, method, path, query, errcode, fault,
  message, cause, diagnoses, duration_ms, client_ip, user_agent, content_type, body, body_bytes,
  body_state, redacted, reply, order_key`;

export class SqliteRequestStore implements RequestStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  append(records: readonly RequestRecord[]): Promise<void> {
    const rows = records.map(columnsOf);
    return attempt(() =>
      this.#database.unsyncedTransaction(() => {
        for (const row of rows) {
          this.#database.run(
            `INSERT INTO requests (${COLUMNS})
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            ...row,
          );
        }
      }),
    );
  }

  find(rid: string): Promise<NumberedRequest | null> {
    const row = this.#database.first(`SELECT number, ${COLUMNS} FROM requests WHERE rid = ?`, rid);
    return Promise.resolve(row && requestOf(row));
  }

  list({ rid, appid, errcode, orderKey, from, limit }: RequestQuery): Promise<NumberedRequest[]> {
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
    // The index of error codes leaves successes out, and is only used where that is said.
    if (errcode !== undefined && errcode !== 0) conditions.push("errcode <> 0");
    const rows = this.#database.all(
      `SELECT number, ${COLUMNS} FROM requests WHERE ${conditions.join(" AND ")}
       ORDER BY number ${isForward ? "ASC" : "DESC"} LIMIT ?`,
      ...parameters,
      limit,
    );
    return Promise.resolve(rows.map(requestOf));
  }

  lastNumber(): Promise<number> {
    const row = this.#database.first("SELECT max(number) AS number FROM requests");
    return Promise.resolve((row?.["number"] as number | null) ?? 0);
  }

  deleteBefore(beforeMs: number, limit: number): Promise<number> {
    // Only the oldest rows are looked at: rows stand as they came, so behind one that stays are others.
    return attempt(() =>
      this.#database.unsyncedTransaction(() =>
        this.#database.run(
          `DELETE FROM requests
           WHERE number IN (SELECT number FROM requests ORDER BY number LIMIT ?) AND at_ms < ?`,
          limit,
          beforeMs,
        ),
      ),
    );
  }
}

/** A failure of work that is done at once is the promise's, too. */
const attempt = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

function columnsOf(record: RequestRecord): SqlValue[] {
  return [
    record.appid ?? "",
    record.rid,
    record.atMs,
    record.componentAppid,
    record.operation,
    record.method,
    record.path,
    record.query,
    record.errcode,
    record.fault,
    record.message,
    record.cause,
    JSON.stringify(record.diagnoses),
    record.durationMs,
    record.clientIp,
    record.userAgent,
    record.contentType,
    record.body,
    record.bodyBytes,
    record.bodyState,
    JSON.stringify(record.redacted),
    record.reply,
    record.orderKey,
  ];
}

function requestOf(row: Row): NumberedRequest {
  return {
    number: row["number"] as number,
    appid: (row["appid"] as string) || null,
    rid: row["rid"] as string,
    atMs: row["at_ms"] as number,
    componentAppid: row["component_appid"] as string | null,
    operation: row["operation"] as NumberedRequest["operation"],
    method: row["method"] as string,
    path: row["path"] as string,
    query: row["query"] as string,
    errcode: row["errcode"] as number,
    fault: row["fault"] as string,
    message: row["message"] as string,
    cause: row["cause"] as string | null,
    diagnoses: JSON.parse(row["diagnoses"] as string) as NumberedRequest["diagnoses"],
    durationMs: row["duration_ms"] as number,
    clientIp: row["client_ip"] as string,
    userAgent: row["user_agent"] as string | null,
    contentType: row["content_type"] as string | null,
    body: row["body"] as string,
    bodyBytes: row["body_bytes"] as number,
    bodyState: row["body_state"] as NumberedRequest["bodyState"],
    redacted: JSON.parse(row["redacted"] as string) as string[],
    reply: row["reply"] as string,
    orderKey: row["order_key"] as string | null,
  };
}
