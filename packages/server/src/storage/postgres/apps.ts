import type { App } from "../../domain/app.js";
import { APP_COLUMNS, appColumns, appOf } from "../rows/app-rows.js";
import type { AppStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { parametersFor } from "./sql.js";

const FIND = `SELECT ${APP_COLUMNS} FROM apps WHERE appid = $1`;

export class PostgresAppStore implements AppStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async create(app: App): Promise<boolean> {
    const created = await this.#database.run(
      `INSERT INTO apps (${APP_COLUMNS}) VALUES (${parametersFor(APP_COLUMNS)})
       ON CONFLICT DO NOTHING`,
      appColumns(app),
    );
    return created === 1;
  }

  async find(appid: string): Promise<App | null> {
    const row = await this.#database.first(FIND, [appid]);
    return row && appOf(row);
  }

  async list({ afterAppid, limit }: { afterAppid: string; limit: number }): Promise<App[]> {
    const rows = await this.#database.all(
      `SELECT ${APP_COLUMNS} FROM apps WHERE appid > $1 ORDER BY appid LIMIT $2`,
      [afterAppid, limit],
    );
    return rows.map(appOf);
  }

  change(appid: string, change: (app: App) => App): Promise<App | null> {
    return this.#database.transaction(async (transaction) => {
      const row = await transaction.first(`${FIND} FOR UPDATE`, [appid]);
      if (row === null) return null;
      const changed = change(appOf(row));
      const values = appColumns(changed);
      await transaction.run(
        `UPDATE apps SET (${APP_COLUMNS}) = (${parametersFor(APP_COLUMNS)})
         WHERE appid = $${values.length + 1}`,
        [...values, appid],
      );
      return changed;
    });
  }

  async findDueReview(nowMs: number): Promise<App | null> {
    const row = await this.#database.first(
      `SELECT ${APP_COLUMNS} FROM apps WHERE review_due_at_ms <= $1
       ORDER BY review_due_at_ms, appid LIMIT 1`,
      [nowMs],
    );
    return row && appOf(row);
  }
}
