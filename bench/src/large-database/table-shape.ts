/** What the copying of a table's rows must know of it; asked of the database, and not known here. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  readonly rows: number;
}

export interface ColumnShape {
  readonly name: string;
  readonly kind: "text" | "json" | "other";
  /** A whole number that the database counts up by itself. */
  readonly isCounter: boolean;
}

/** A connection to a database that is filled: Dingdan is not running on it. */
export interface BulkDatabase {
  tables(): Promise<readonly TableShape[]>;
  run(sql: string): Promise<void>;
  /** The largest value of a column; 0 when there is none. */
  largest(table: string, column: string): Promise<number>;
  /** Ends what only filling needs, and leaves the database as a server finds it. */
  finish(tables: readonly TableShape[]): Promise<void>;
  bytes(): Promise<number>;
}
