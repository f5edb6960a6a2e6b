import { MigrationError } from "../migrations.js";
import type { Row, SqlValue } from "../rows/row.js";
import { tablesOnSqlite } from "../sqlite/catalogue.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { migrateSqlite } from "../sqlite/migrate.js";
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
    const database = await SqliteDatabase.open(path);
    try {
      if (!lockFile(database)) {
        await database.close();
        return null;
      }
      refuseStrange(database);
      migrateSqlite(database);
      return new SqliteSource(database);
    } catch (error) {
      await database.close();
      throw error;
    }
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

/**
 * Locks the file against every other process until it is closed; false when another process has it open.
 * A running server keeps the file open in WAL mode, even when it is idle. Only the last process that has
 * a file open can leave that mode, so leaving it fails while a server runs. The next server that opens
 * the file returns to WAL mode.
 */
function lockFile(database: SqliteDatabase): boolean {
  try {
    database.script("PRAGMA busy_timeout = 0");
    database.script("PRAGMA locking_mode = EXCLUSIVE");
    database.script("PRAGMA journal_mode = DELETE");
    database.script("BEGIN EXCLUSIVE; COMMIT");
    return true;
  } catch (error) {
    if (error instanceof Error && /locked|busy/.test(error.message)) return false;
    throw error;
  }
}

/** Rejects the file of another program, which must not receive our tables. */
function refuseStrange(database: SqliteDatabase): void {
  const record = database.first("SELECT 1 AS found FROM sqlite_schema WHERE name = 'migrations'");
  if (record === null) throw new MigrationError("it holds no installation of Dingdan");
}

const columnsOf = ({ columns }: Table) => columns.map(({ name }) => name).join(", ");
