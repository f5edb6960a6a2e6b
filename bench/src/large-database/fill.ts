import { copySql, counterNames, sampleSql, tablesToCopy } from "./copies.js";
import { openPostgresBulk } from "./postgres.js";
import { openSqliteBulk } from "./sqlite.js";
import type { BulkDatabase, TableShape } from "./table-shape.js";

/** A database that grows by copies of its first orders. */
export class LargeDatabase {
  readonly #url: string;
  readonly #sampleOrders: number;
  #tables: readonly TableShape[] | null = null;
  #copies = 0;

  /** @param sampleOrders the number of orders that Dingdan has stored in it */
  constructor(url: string, sampleOrders: number) {
    this.#url = url;
    this.#sampleOrders = sampleOrders;
  }

  /** Fills the database up to `orders` orders; returns its size in GiB. */
  async growTo(orders: number, onProgress: (share: number) => void): Promise<number> {
    const isSqlite = this.#url.startsWith("sqlite:");
    const database = isSqlite
      ? await openSqliteBulk(this.#url.slice("sqlite:".length))
      : await openPostgresBulk(this.#url);
    if (this.#tables === null) {
      this.#tables = tablesToCopy(await database.tables(), this.#sampleOrders / 4);
      for (const table of this.#tables) await database.run(sampleSql(table));
    }
    const tables = this.#tables;
    const counters = counterNames(tables);
    // Measurements since the last fill have raised the counters, and counters have gaps, so the copies
    // are spaced apart.
    const stride = this.#sampleOrders * 4;
    const offset = await largestCounter(database, tables);
    const copies = Math.round(orders / this.#sampleOrders) - 1;
    const first = this.#copies;
    while (this.#copies < copies) {
      this.#copies++;
      const counterOffset = offset + (this.#copies - first - 1) * stride;
      for (const table of tables) {
        await database.run(copySql(table, this.#copies, counterOffset, counters));
      }
      onProgress((this.#copies - first) / (copies - first));
    }
    const bytes = await database.bytes();
    await database.finish(tables);
    return bytes / 1024 ** 3;
  }
}

async function largestCounter(
  database: BulkDatabase,
  tables: readonly TableShape[],
): Promise<number> {
  const values = await Promise.all(
    tables.flatMap(({ name, columns }) =>
      columns.filter((it) => it.isCounter).map((column) => database.largest(name, column.name)),
    ),
  );
  return Math.max(0, ...values);
}
