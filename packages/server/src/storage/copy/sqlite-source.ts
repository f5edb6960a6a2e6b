import { MigrationError } from "../migrations.js";
import type { Row, SqlValue } from "../rows/row.js";
import { tablesOnSqlite } from "../sqlite/catalogue.js";
import { SqliteDatabase } from "../sqlite/database.js";
import { migrateSqlite } from "../sqlite/migrate.js";
import type { Table } from "./catalogue.js";

/**
 * A SQLite file that is read whole. While it is open nobody else can open it: what is copied is all
 * that the installation has.
 */
export class SqliteSource {
  readonly tables: readonly Table[];
  readonly #database: SqliteDatabase;

  private constructor(database: SqliteDatabase) {
    this.#database = database;
    this.tables = tablesOnSqlite(database);
  }

  /** Opens a file that is there, brought up to date; null while another process has it open. */
  static async open(path: string): Promise<SqliteSource | null> {
    const database = await SqliteDatabase.open(path);
    try {
      if (!takeWhole(database)) {
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

  /** A page of rows in the order of their key, from behind the row of a key on. */
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

  /** The highest number that a column ever gave out, as far as that is known; 0 for none. */
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
 * Locks the file against every other process until it is closed. A server that runs keeps the file
 * open in WAL mode even while it has nothing to do; that mode can only be left by the last who has it
 * open, which is how such a server is noticed. Whoever serves the file again returns to it.
 */
function takeWhole(database: SqliteDatabase): boolean {
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

/** A file of somebody else's must not be given our tables. */
function refuseStrange(database: SqliteDatabase): void {
  const record = database.first("SELECT 1 AS found FROM sqlite_schema WHERE name = 'migrations'");
  if (record === null) throw new MigrationError("it holds no installation of Dingdan");
}

const columnsOf = ({ columns }: Table) => columns.map(({ name }) => name).join(", ");
