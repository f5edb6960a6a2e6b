import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Column, Table } from "../copy/catalogue.js";
import type { SqlValue } from "../rows/row.js";
import { tablesOnSqlite } from "../sqlite/catalogue.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { migrateSqlite } from "../sqlite/migrate.js";

/**
 * Creates a database with rows in every table. They hold values that are hard to store: U+0000, characters
 * outside the BMP, the character that escapes start with, empty texts, large numbers, NULL.
 */
export async function fillEveryTable(path: string, rowCount: number): Promise<void> {
  const database = await SqliteDatabase.open(path);
  migrateSqlite(database);
  database.transaction(() => {
    for (const table of tablesOnSqlite(database)) {
      for (let index = 0; index < rowCount; index++) {
        const names = table.columns.map(({ name }) => name);
        database.run(
          `INSERT INTO ${table.name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
          ...table.columns.map((column) => valueOf(table, column, index)),
        );
      }
    }
  });
  await database.close();
}

const HARD = ["订单 🛍", "a\0b", "\u{10FFFE}0\u{10FFFE}", "'\"\\{},NULL\r\n", ""];

function valueOf(table: Table, { name, type, isNullable }: Column, index: number): SqlValue {
  const isKey = table.key.includes(name);
  if (isNullable && index % 3 === 2) return null;
  if (type === "integer") return isKey ? index + 1 : Number.MAX_SAFE_INTEGER - index;
  // An index of both engines reads this column as JSON.
  if (name === "product_info") return JSON.stringify({ spSpuId: `${index}` });
  const hard = HARD[index % HARD.length] ?? "";
  return isKey || /(?:_key|_id|appid|rid)$/.test(name)
    ? `${String(index).padStart(6, "0")} ${name} ${hard}`
    : hard;
}

/**
 * Waits until the driver releases a file that this process has closed. The driver keeps the file open
 * until its statements are garbage-collected; that makes a copy in the same process fail.
 */
export async function letGoOf(path: string): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (;;) {
    collect();
    await setImmediate();
    const database = await SqliteDatabase.open(path);
    try {
      // This works only when no other connection has the file open.
      database.script("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
      return;
    } catch {
      // A statement is not collected yet.
    } finally {
      await database.close();
    }
  }
}
