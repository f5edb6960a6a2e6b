/** The facts about a table that are needed to copy its rows, read from the database. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  readonly rows: number;
}

export interface ColumnShape {
  readonly name: string;
  readonly kind: "text" | "json" | "other";
  /** True for an integer that the database increments itself. */
  readonly isCounter: boolean;
}

/** A connection for filling a database while Dingdan is not running on it. */
export interface BulkDatabase {
  tables(): Promise<readonly TableShape[]>;
  run(sql: string): Promise<void>;
  /** The largest value of a column; 0 if there is none. */
  largest(table: string, column: string): Promise<number>;
  /** Ends the filling and leaves the database ready for a server. */
  finish(tables: readonly TableShape[]): Promise<void>;
  bytes(): Promise<number>;
}
