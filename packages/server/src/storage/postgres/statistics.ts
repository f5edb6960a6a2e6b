import type { HourlyCount, StatisticsStore } from "../console-store.js";
import type { PostgresDatabase } from "./database.js";

// The rows of many processes meet, so each locks them in the same order. One statement cannot write a
// row twice, so what is told twice is summed up.
const ADD = `INSERT INTO statistics (appid, hour_ms, name, count)
  SELECT appid, hour_ms, name, sum(count)
  FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) AS counted (appid, hour_ms, name, count)
  GROUP BY appid, hour_ms, name
  ORDER BY appid COLLATE "C", hour_ms, name COLLATE "C"
  ON CONFLICT (appid, hour_ms, name) DO UPDATE SET count = statistics.count + excluded.count`;

export class PostgresStatisticsStore implements StatisticsStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  add(counts: readonly (HourlyCount & { readonly appid: string })[]): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      // A lost count is no lost order: nobody waits until it is on the disk.
      await transaction.run("SET LOCAL synchronous_commit = off");
      await transaction.run(ADD, [
        counts.map(({ appid }) => appid),
        counts.map(({ hourMs }) => hourMs),
        counts.map(({ name }) => name),
        counts.map(({ count }) => count),
      ]);
    });
  }

  async list(
    appid: string,
    { fromMs, toMs }: { fromMs: number; toMs: number },
  ): Promise<HourlyCount[]> {
    const rows = await this.#database.all(
      `SELECT hour_ms, name, count FROM statistics
       WHERE appid = $1 AND hour_ms >= $2 AND hour_ms <= $3 ORDER BY hour_ms, name`,
      [appid, fromMs, toMs],
    );
    return rows.map((row) => ({
      hourMs: row["hour_ms"] as number,
      name: row["name"] as string,
      count: row["count"] as number,
    }));
  }

  async deleteBefore(beforeMs: number): Promise<void> {
    // The key begins with the appid: asked app by app, no row that stays is looked at.
    await this.#database.write(
      `DELETE FROM statistics
       WHERE appid IN (SELECT appid FROM apps UNION ALL SELECT '') AND hour_ms < $1`,
      [beforeMs],
    );
  }
}
