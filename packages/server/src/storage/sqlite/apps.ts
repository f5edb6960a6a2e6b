import type { App, Quotas } from "../../domain/app.js";
import type { AppStore } from "../store.js";
import type { Row, SqliteDatabase } from "./database.js";

const COLUMNS = `appid, kind, name, mchids, secret_hash, item_links, permission,
  agreement_signed_at_ms, opened_at_ms, approved_at_ms, reviewed_until_ms, review_due_at_ms,
  last_result, created_at_ms, category_open, ip_whitelist, quotas`;

export class SqliteAppStore implements AppStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  create(app: App): Promise<boolean> {
    const values = columnsOf(app);
    return this.#database.write(
      () =>
        this.#database.run(
          `INSERT INTO apps (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          ...values,
        ) === 1,
    );
  }

  find(appid: string): Promise<App | null> {
    return Promise.resolve(this.#find(appid));
  }

  list({ afterAppid, limit }: { afterAppid: string; limit: number }): Promise<App[]> {
    const rows = this.#database.all(
      `SELECT ${COLUMNS} FROM apps WHERE appid > ? ORDER BY appid LIMIT ?`,
      afterAppid,
      limit,
    );
    return Promise.resolve(rows.map(appOf));
  }

  change(appid: string, change: (app: App) => App): Promise<App | null> {
    return this.#database.write(() => {
      const app = this.#find(appid);
      if (app === null) return null;
      const changed = change(app);
      this.#database.run(
        `UPDATE apps SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE appid = ?`,
        ...columnsOf(changed),
        appid,
      );
      return changed;
    });
  }

  findDueReview(nowMs: number): Promise<App | null> {
    const row = this.#database.first(
      `SELECT ${COLUMNS} FROM apps WHERE review_due_at_ms <= ?
       ORDER BY review_due_at_ms, appid LIMIT 1`,
      nowMs,
    );
    return Promise.resolve(row && appOf(row));
  }

  #find(appid: string): App | null {
    const row = this.#database.first(`SELECT ${COLUMNS} FROM apps WHERE appid = ?`, appid);
    return row && appOf(row);
  }
}

function columnsOf(app: App) {
  return [
    app.appid,
    app.kind,
    app.name,
    JSON.stringify(app.mchids),
    app.secretHash,
    app.itemLinks,
    app.permission,
    app.agreementSignedAtMs,
    app.openedAtMs,
    app.approvedAtMs,
    app.reviewedUntilMs,
    app.reviewDueAtMs,
    app.lastResult,
    app.createdAtMs,
    Number(app.isCategoryOpen),
    JSON.stringify(app.ipWhitelist),
    app.quotas && JSON.stringify(app.quotas),
  ];
}

function appOf(row: Row): App {
  return {
    appid: row["appid"] as string,
    kind: row["kind"] as App["kind"],
    name: row["name"] as string,
    mchids: JSON.parse(row["mchids"] as string) as string[],
    secretHash: row["secret_hash"] as string,
    itemLinks: row["item_links"] as App["itemLinks"],
    permission: row["permission"] as App["permission"],
    agreementSignedAtMs: row["agreement_signed_at_ms"] as number | null,
    openedAtMs: row["opened_at_ms"] as number | null,
    approvedAtMs: row["approved_at_ms"] as number | null,
    reviewedUntilMs: row["reviewed_until_ms"] as number | null,
    reviewDueAtMs: row["review_due_at_ms"] as number | null,
    lastResult: row["last_result"] as string,
    createdAtMs: row["created_at_ms"] as number,
    isCategoryOpen: row["category_open"] === 1,
    ipWhitelist: JSON.parse(row["ip_whitelist"] as string) as string[],
    quotas: row["quotas"] === null ? null : (JSON.parse(row["quotas"] as string) as Quotas),
  };
}
