import type { Row, SqlValue } from "../rows/row.js";
import { tablesOnSqlite } from "../sqlite/catalogue.js";
import type { SqliteDatabase } from "../sqlite/database.js";
import { openAlone } from "../sqlite/open-alone.js";
import type { Table } from "./catalogue.js";

/**
 * A SQLite file that is copied. While it is open, no other process can open it, so the copy is
 * complete.
 */
export class SqliteSource {
  readonly tables: readonly Table[];
  readonly #database: SqliteDatabase;

  private constructor(database: SqliteDatabase) {
    this.#database = database;
    this.tables = tablesOnSqlite(database);
  }

  /** Opens an existing file, and migrates it; null when another process has it open. */
  static async open(path: string): Promise<SqliteSource | null> {
    const database = await openAlone(path);
    return database && new SqliteSource(database);
  }

  count({ name }: Table): number {
    const row = this.#database.first<{ count: number }>(`SELECT count(*) AS count FROM ${name}`);
    return row?.count ?? 0;
  }

  /** A page of rows in the order of their key, after the row with the key `after`. */
  page(table: Table, after: readonly SqlValue[] | null, limit: number): Row[] {
    const { name, key } = table;
    const order = key.join(", ");
    const where = after === null ? "" : `WHERE (${order}) > (${key.map(() => "?").join(", ")})`;
    return this.#database.all(
      `SELECT ${columnsOf(table)} FROM ${name} ${where} ORDER BY ${order} LIMIT ?`,
      ...(after ?? []),
      limit,
    );
  }

  row(table: Table, key: readonly SqlValue[]): Row | null {
    const where = table.key.map((column) => `${column} = ?`).join(" AND ");
    return this.#database.first(
      `SELECT ${columnsOf(table)} FROM ${table.name} WHERE ${where}`,
      ...key,
    );
  }

  /** The highest number that a column is known to have had; 0 for none. */
  lastNumber(table: string, column: string): number {
    const row = this.#database.first<{ number: number }>(
      `SELECT max(coalesce((SELECT max(${column}) FROM ${table}), 0),
         coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)) AS number`,
      table,
    );
    return row?.number ?? 0;
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

const columnsOf = ({ columns }: Table) => columns.map(({ name }) => name).join(", ");
