import type { HourlyCount, StatisticsStore } from "../console-store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteStatisticsStore implements StatisticsStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  add(counts: readonly (HourlyCount & { readonly appid: string })[]): Promise<void> {
    return this.#database.writeUnsynced(() => {
      for (const { appid, hourMs, name, count } of counts) {
        this.#database.run(
          `INSERT INTO statistics (appid, hour_ms, name, count) VALUES (?, ?, ?, ?)
           ON CONFLICT (appid, hour_ms, name) DO UPDATE SET count = statistics.count + excluded.count`,
          appid,
          hourMs,
          name,
          count,
        );
      }
    });
  }

  list(appid: string, { fromMs, toMs }: { fromMs: number; toMs: number }): Promise<HourlyCount[]> {
    const rows = this.#database.all(
      `SELECT hour_ms AS hourMs, name, count FROM statistics
       WHERE appid = ? AND hour_ms >= ? AND hour_ms <= ? ORDER BY hour_ms, name`,
      appid,
      fromMs,
      toMs,
    );
    return Promise.resolve(rows.map((row) => ({ ...row }) as unknown as HourlyCount));
  }

  deleteBefore(beforeMs: number): Promise<void> {
    return this.#database.write(() => {
      // The key begins with the appid: asked app by app, no row that stays is looked at.
      this.#database.run(
        `DELETE FROM statistics
         WHERE appid IN (SELECT appid FROM apps UNION ALL SELECT '') AND hour_ms < ?`,
        beforeMs,
      );
    });
  }
}
