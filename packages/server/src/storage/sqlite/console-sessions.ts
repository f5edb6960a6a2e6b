import type { ConsoleSession, ConsoleSessionStore } from "../console-store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteConsoleSessionStore implements ConsoleSessionStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  put(session: ConsoleSession): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        `INSERT INTO console_sessions (token_hash, role, appid, credential_hash, expires_at_ms)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (token_hash) DO UPDATE SET role = excluded.role, appid = excluded.appid,
           credential_hash = excluded.credential_hash, expires_at_ms = excluded.expires_at_ms`,
        session.tokenHash,
        session.role,
        session.appid ?? "",
        session.credentialHash,
        session.expiresAtMs,
      );
    });
  }

  find(tokenHash: string): Promise<ConsoleSession | null> {
    const row = this.#database.first(
      `SELECT role, appid, credential_hash, expires_at_ms FROM console_sessions
       WHERE token_hash = ?`,
      tokenHash,
    );
    if (row === null) return Promise.resolve(null);
    return Promise.resolve({
      tokenHash,
      role: row["role"] as ConsoleSession["role"],
      appid: (row["appid"] as string) || null,
      credentialHash: row["credential_hash"] as string,
      expiresAtMs: row["expires_at_ms"] as number,
    });
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
