import { factsOf } from "../../domain/recorded-payment.js";
import type { Payment } from "../../domain/stored-order.js";
import { placesOf } from "../orders/payment-places.js";
import { sequencesOnPostgres, tablesOnPostgres } from "../postgres/catalogue.js";
import { hasCopyProgress } from "../postgres/copy-progress.js";
import { PostgresDatabase } from "../postgres/database.js";
import { holdPlaces } from "../postgres/held-places.js";
import { lock } from "../postgres/locks.js";
import { migratePostgres } from "../postgres/migrate.js";
import type { Bit } from "../rows/fields.js";
import { fromJsonOrNull, type JsonText } from "../rows/json.js";
import { PAYMENT } from "../rows/order-rows.js";
import type { Row, SqlValue } from "../rows/row.js";
import type { RowOf } from "../statements/tables.js";
import type { Table } from "./catalogue.js";
import { RowChecksum, type RowSum } from "./row-checksum.js";

/** How far a table is copied. */
export interface TableProgress {
  /** The key of the last copied row; null before the first. */
  readonly lastKey: readonly SqlValue[] | null;
  readonly isCopied: boolean;
  /** The checksum that the source and the target have in common; null before the comparison. */
  readonly sum: RowSum | null;
}

/** Leaves out the rows that only PostgreSQL has: those that payments reserve for their uploads. */
const WITHOUT_PLACES: Readonly<Record<string, string>> = { uploads: "WHERE number IS NOT NULL" };

const HOLD_PLACES = `INSERT INTO uploads (appid, order_key)
  SELECT appid, order_key FROM payment_numbers ON CONFLICT (appid, order_key) DO NOTHING`;

/** Payments that may have been made in several apps: a row is reserved in each. */
const SELECT_OF_SEVERAL_APPS = `SELECT ${PAYMENT.list} FROM payments
  WHERE (appid, transaction_id) > ($1, $2) AND body LIKE '%"sub_appid":%'
  ORDER BY appid, transaction_id LIMIT 500`;

/** How many rows one read takes for a checksum. */
export const ROWS_A_FETCH = 1_000;

/** A PostgreSQL database that an installation is copied into, with its record of the copy. */
export class PostgresTarget {
  readonly #database: PostgresDatabase;
  readonly tables: readonly Table[];

  private constructor(database: PostgresDatabase, tables: readonly Table[]) {
    this.#database = database;
    this.tables = tables;
  }

  /** Opens a database, and migrates it. */
  static async open(databaseUrl: string): Promise<PostgresTarget> {
    const database = new PostgresDatabase(databaseUrl, { poolSize: 2, statementTimeoutMs: 0 });
    try {
      await migratePostgres(database);
      return new PostgresTarget(database, await tablesOnPostgres(database));
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** How far each table is copied; null before the first copy. */
  async progress(): Promise<ReadonlyMap<string, TableProgress> | null> {
    if (!(await hasCopyProgress(this.#database))) return null;
    const rows = await this.#database.all<ProgressRow>(
      "SELECT table_name, last_key, is_copied, row_count, checksum FROM copy_progress",
    );
    return new Map(rows.map((row) => [row.table_name, progressOf(row)]));
  }

  /** Records which tables are to be copied. It keeps the progress of those that are recorded already. */
  async begin(tables: readonly Table[]): Promise<void> {
    const names = tables.map(({ name }) => name);
    await this.#database.transaction(async (transaction) => {
      await lock(transaction, "copy");
      await transaction.run(CREATE_PROGRESS);
      await transaction.run("DELETE FROM copy_progress WHERE table_name <> ALL ($1::text[])", [
        names,
      ]);
      await transaction.run(
        `INSERT INTO copy_progress (table_name) SELECT unnest($1::text[])
         ON CONFLICT (table_name) DO NOTHING`,
        [names],
      );
    });
  }

  /** Writes a page of rows and the table's new progress, in one commit. */
  append(
    table: Table,
    rows: readonly Row[],
    { after, isLast }: { readonly after: readonly SqlValue[] | null; readonly isLast: boolean },
  ): Promise<void> {
    const last = rows.at(-1);
    const lastKey = last === undefined ? after : keyOf(table, last);
    return this.#database.transaction(async (transaction) => {
      if (rows.length > 0) {
        await transaction.run(
          insertStatement(table),
          table.columns.map(({ name }) => rows.map((row) => row[name] ?? null)),
        );
      }
      const moved = await transaction.run(
        `UPDATE copy_progress SET last_key = $3, is_copied = $4
           WHERE table_name = $1 AND last_key IS NOT DISTINCT FROM $2`,
        [table.name, keyText(after), keyText(lastKey), isLast ? 1 : 0],
      );
      if (moved !== 1) throw new Error("another process is copying into the same database");
    });
  }

  /** Any rows of a table, at most `limit`. */
  someRows(table: Table, limit: number): Promise<Row[]> {
    return this.#database.all(`SELECT ${columnsOf(table)} FROM ${table.name} LIMIT $1`, [limit]);
  }

  row(table: Table, key: readonly SqlValue[]): Promise<Row | null> {
    const where = table.key.map((column, index) => `${column} = $${index + 1}`).join(" AND ");
    return this.#database.first(
      `SELECT ${columnsOf(table)} FROM ${table.name} WHERE ${where}`,
      key,
    );
  }

  /** The number and the checksum of a table's rows, all read at one moment. */
  sum(table: Table, onRows: (rowCount: number) => void): Promise<RowSum> {
    const cursor = `rows_of_${table.name}`;
    return this.#database.snapshot(async (queries) => {
      await queries.run(
        `DECLARE ${cursor} NO SCROLL CURSOR FOR
         SELECT ${columnsOf(table)} FROM ${table.name} ${WITHOUT_PLACES[table.name] ?? ""}`,
      );
      const checksum = new RowChecksum(table);
      for (;;) {
        const rows = await queries.all(`FETCH ${ROWS_A_FETCH} FROM ${cursor}`);
        if (rows.length === 0) return checksum.sum;
        checksum.add(rows);
        onRows(checksum.sum.rowCount);
      }
    });
  }

  /** Inserts the rows that payments reserve, and sets every sequence after the numbers in use. */
  async complete(lastNumber: (table: string, column: string) => number): Promise<void> {
    await this.#database.run(HOLD_PLACES);
    await this.#holdPlacesInOtherApps();
    for (const { name, table, column } of await sequencesOnPostgres(this.#database)) {
      const number = lastNumber(table, column);
      if (number > 0) {
        await this.#database.first("SELECT setval($1::text::regclass, $2::bigint)", [name, number]);
      }
    }
  }

  async #holdPlacesInOtherApps(): Promise<void> {
    let last: Pick<Payment, "appid" | "id"> | undefined = { appid: "", id: "" };
    while (last !== undefined) {
      const after: readonly string[] = [last.appid, last.id];
      const rows = await this.#database.all<RowOf<"payments">>(SELECT_OF_SEVERAL_APPS, after);
      const payments = rows.map(PAYMENT.of);
      await holdPlaces(
        this.#database,
        payments.flatMap((payment) => placesOf([factsOf(payment)])),
      );
      last = payments.at(-1);
    }
  }

  /** Records that the source and the target have the same rows. */
  async putSums(sums: ReadonlyMap<string, RowSum>): Promise<void> {
    const entries = [...sums];
    await this.#database.run(
      `UPDATE copy_progress SET row_count = found.row_count, checksum = found.checksum
       FROM unnest($1::text[], $2::bigint[], $3::text[]) AS found (name, row_count, checksum)
       WHERE table_name = found.name`,
      [
        entries.map(([name]) => name),
        entries.map(([, { rowCount }]) => rowCount),
        entries.map(([, { checksum }]) => checksum),
      ],
    );
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

// The first copy creates it, so a database that was never copied into has no such table.
const CREATE_PROGRESS = `CREATE TABLE IF NOT EXISTS copy_progress (
  table_name text COLLATE "C" NOT NULL PRIMARY KEY,
  last_key text,
  is_copied bigint NOT NULL DEFAULT 0,
  row_count bigint,
  checksum text
)`;

export const keyOf = ({ key }: Table, row: Row): SqlValue[] =>
  key.map((column) => row[column] as SqlValue);

const keyText = (key: readonly SqlValue[] | null) => key && JSON.stringify(key);

interface ProgressRow {
  readonly table_name: string;
  readonly last_key: JsonText<SqlValue[]> | null;
  readonly is_copied: Bit;
  /** Null, like the checksum, until the table was compared. */
  readonly row_count: number | null;
  readonly checksum: string | null;
}

function progressOf(row: ProgressRow): TableProgress {
  const { last_key: lastKey, row_count: rowCount, checksum } = row;
  return {
    lastKey: fromJsonOrNull(lastKey),
    isCopied: row.is_copied === 1,
    sum: rowCount === null || checksum === null ? null : { rowCount, checksum },
  };
}

const columnsOf = ({ columns }: Table) => columns.map(({ name }) => name).join(", ");

const ARRAY_TYPES = { integer: "bigint[]", text: "text[]" } as const;

/** One array for each column, so that the statement is the same for any number of rows. */
function insertStatement(table: Table): string {
  const arrays = table.columns.map(({ type }, index) => `$${index + 1}::${ARRAY_TYPES[type]}`);
  return `INSERT INTO ${table.name} (${columnsOf(table)})
    SELECT * FROM unnest(${arrays.join(", ")}) ON CONFLICT DO NOTHING`;
}
