import type { ConsoleSession, ConsoleSessionStore } from "../console-store.js";
import {
  SESSION_COLUMNS,
  SESSION_REPLACED,
  sessionColumns,
  sessionOf,
} from "../rows/console-rows.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteConsoleSessionStore implements ConsoleSessionStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  put(session: ConsoleSession): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        `INSERT INTO console_sessions (${SESSION_COLUMNS}) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (token_hash) DO UPDATE SET ${SESSION_REPLACED}`,
        ...sessionColumns(session),
      );
    });
  }

  find(tokenHash: string): Promise<ConsoleSession | null> {
    const row = this.#database.first(
      `SELECT ${SESSION_COLUMNS} FROM console_sessions WHERE token_hash = ?`,
      tokenHash,
    );
    return Promise.resolve(row && sessionOf(row));
  }

  remove(tokenHash: string): Promise<void> {
    return this.#database.write(() => {
      this.#database.run("DELETE FROM console_sessions WHERE token_hash = ?", tokenHash);
    });
  }

  sweep(nowMs: number): Promise<number> {
    return this.#database.write(() =>
      this.#database.run("DELETE FROM console_sessions WHERE expires_at_ms <= ?", nowMs),
    );
  }
}
