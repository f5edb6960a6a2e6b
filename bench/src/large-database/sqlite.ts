import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { buildSqliteDriver } from "../machine/sqlite-driver.js";
import { quoted } from "./copies.js";
import type { BulkDatabase, TableShape } from "./table-shape.js";

interface TableInfo {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
  readonly hidden: number;
}

/** Opens the file of a stopped Dingdan. Does not sync: an interrupted run starts again from scratch. */
export async function openSqliteBulk(file: string): Promise<BulkDatabase> {
  await buildSqliteDriver(process.execPath);
  const database = new Database(file);
  database.pragma("synchronous = OFF");
  database.pragma("cache_size = -1000000");
  database.exec(`ATTACH '${file}.sample' AS bench_sample`);
  const tables = (): TableShape[] =>
    (
      database
        .prepare(
          "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'",
        )
        .all() as { name: string }[]
    ).map(({ name }) => {
      const columns = database.prepare(`PRAGMA main.table_xinfo(${quoted(name)})`).all();
      const infos = (columns as TableInfo[]).filter(({ hidden }) => hidden === 0);
      const keys = infos.filter(({ pk }) => pk > 0);
      const { rows } = database
        .prepare(`SELECT count(*) AS rows FROM main.${quoted(name)}`)
        .get() as { rows: number };
      return {
        name,
        rows,
        columns: infos.map((info) => ({
          name: info.name,
          kind: info.type === "TEXT" ? ("text" as const) : ("other" as const),
          isCounter: info.pk > 0 && keys.length === 1 && info.type === "INTEGER",
        })),
      };
    });
  return {
    tables: () => Promise.resolve(tables()),
    run: async (sql) => void database.exec(sql),
    largest: async (table, column) => {
      const sql = `SELECT coalesce(max(${quoted(column)}), 0) AS largest FROM main.${quoted(table)}`;
      return (database.prepare(sql).get() as { largest: number }).largest;
    },
    finish: async () => {
      database.pragma("wal_checkpoint(TRUNCATE)");
      database.close();
    },
    bytes: () => Promise.resolve(statSync(file).size),
  };
}
