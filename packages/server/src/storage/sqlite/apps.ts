import type { App } from "../../domain/app.js";
import { APP_COLUMNS, appColumns, appOf } from "../rows/app-rows.js";
import type { AppStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteAppStore implements AppStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  create(app: App): Promise<boolean> {
    const values = appColumns(app);
    return this.#database.write(
      () =>
        this.#database.run(
          `INSERT INTO apps (${APP_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
      `SELECT ${APP_COLUMNS} FROM apps WHERE appid > ? ORDER BY appid LIMIT ?`,
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
        `UPDATE apps SET (${APP_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE appid = ?`,
        ...appColumns(changed),
        appid,
      );
      return changed;
    });
  }

  findDueReview(nowMs: number): Promise<App | null> {
    const row = this.#database.first(
      `SELECT ${APP_COLUMNS} FROM apps WHERE review_due_at_ms <= ?
       ORDER BY review_due_at_ms, appid LIMIT 1`,
      nowMs,
    );
    return Promise.resolve(row && appOf(row));
  }

  #find(appid: string): App | null {
    const row = this.#database.first(`SELECT ${APP_COLUMNS} FROM apps WHERE appid = ?`, appid);
    return row && appOf(row);
  }
}
