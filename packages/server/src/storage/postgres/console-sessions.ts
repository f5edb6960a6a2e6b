import type { ConsoleSession, ConsoleSessionStore } from "../console-store.js";
import {
  SESSION_COLUMNS,
  SESSION_REPLACED,
  sessionColumns,
  sessionOf,
} from "../rows/console-rows.js";
import type { PostgresDatabase } from "./database.js";

export class PostgresConsoleSessionStore implements ConsoleSessionStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async put(session: ConsoleSession): Promise<void> {
    await this.#database.write(
      `INSERT INTO console_sessions (${SESSION_COLUMNS}) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (token_hash) DO UPDATE SET ${SESSION_REPLACED}`,
      sessionColumns(session),
    );
  }

  async find(tokenHash: string): Promise<ConsoleSession | null> {
    const row = await this.#database.first(
      `SELECT ${SESSION_COLUMNS} FROM console_sessions WHERE token_hash = $1`,
      [tokenHash],
    );
    return row && sessionOf(row);
  }

  async remove(tokenHash: string): Promise<void> {
    await this.#database.write("DELETE FROM console_sessions WHERE token_hash = $1", [tokenHash]);
  }

  sweep(nowMs: number): Promise<number> {
    return this.#database.run("DELETE FROM console_sessions WHERE expires_at_ms <= $1", [nowMs]);
  }
}
