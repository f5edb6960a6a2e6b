import type { Script } from "./script.js";
import type { Statement } from "./statement.js";

export interface RunOptions {
  /**
   * True when running it twice has the same effect as running it once. The engine then retries it when
   * the connection is lost during the commit, which may have succeeded. @default false
   */
  readonly isRepeatable?: boolean;
  /** True for work that no call waits for, so that its statements may take longer. @default false */
  readonly isLong?: boolean;
}

export interface TransactionOptions extends RunOptions {
  /**
   * True to return before the commit is on the disk, for rows that may be lost when the machine fails.
   * @default false
   */
  readonly isUnsynced?: boolean;
  /**
   * True for a script that must be carried out once, such as a count: when the connection is lost during
   * the commit, the engine finds out whether it happened. @default false
   */
  readonly isExact?: boolean;
}

/** A database that runs the statements of `stores/`. Each method rejects when the database fails. */
export interface Engine {
  /** Returns the first row of a SELECT; null when there is none. */
  first<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R | null>;
  all<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R[]>;
  /** Commits one statement; returns how many rows it changed. */
  run<P extends object>(
    statement: Statement<P, unknown>,
    parameters: P,
    options?: RunOptions,
  ): Promise<number>;
  /** Runs a script in a transaction; returns after the commit. */
  transaction<T>(script: () => Script<T>, options?: TransactionOptions): Promise<T>;
  /** Runs a script that only reads, so that all its statements see the database at one moment. */
  snapshot<T>(script: () => Script<T>): Promise<T>;
}
