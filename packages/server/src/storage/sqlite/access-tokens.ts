import type { AccessToken, StableToken } from "../../domain/access-token.js";
import { ACCESS_TOKEN_FIELDS, REMEMBERED_MS, STABLE_TOKEN_FIELDS } from "../rows/token-rows.js";
import type { AccessTokenStore, StableTokenChange } from "../store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteAccessTokenStore implements AccessTokenStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  find(tokenHash: string): Promise<AccessToken | null> {
    const row = this.#database.first(
      `SELECT ${ACCESS_TOKEN_FIELDS} FROM access_tokens WHERE token_hash = ?`,
      tokenHash,
    );
    return Promise.resolve(row as unknown as AccessToken | null);
  }

  issue(token: AccessToken, othersRetireAtMs: number | null): Promise<void> {
    return this.#database.write(() => this.#issue(token, othersRetireAtMs));
  }

  changeStable<T>(
    appid: string,
    decide: (current: StableToken | null) => StableTokenChange<T>,
  ): Promise<T> {
    return this.#database.write(() => {
      const { result, issued } = decide(this.#findStable(appid));
      if (issued !== undefined) {
        this.#issue(issued.token, issued.othersRetireAtMs);
        this.#putStable(issued.stable);
      }
      return result;
    });
  }

  #issue(token: AccessToken, othersRetireAtMs: number | null): void {
    const { tokenHash, appid, kind, expiresAtMs, retiredAtMs } = token;
    if (othersRetireAtMs !== null) {
      this.#database.run(
        `UPDATE access_tokens SET retired_at_ms = min(coalesce(retired_at_ms, ?1), ?1)
         WHERE appid = ?2 AND kind = ?3`,
        othersRetireAtMs,
        appid,
        kind,
      );
    }
    this.#database.run(
      "DELETE FROM access_tokens WHERE appid = ? AND kind = ? AND expires_at_ms < ?",
      appid,
      kind,
      expiresAtMs - REMEMBERED_MS,
    );
    this.#database.run(
      `INSERT INTO access_tokens (token_hash, appid, kind, expires_at_ms, retired_at_ms)
       VALUES (?, ?, ?, ?, ?)`,
      tokenHash,
      appid,
      kind,
      expiresAtMs,
      retiredAtMs,
    );
  }

  #findStable(appid: string): StableToken | null {
    const row = this.#database.first(
      `SELECT ${STABLE_TOKEN_FIELDS} FROM stable_tokens WHERE appid = ?`,
      appid,
    );
    return row as unknown as StableToken | null;
  }

  #putStable(token: StableToken): void {
    const { appid, salt, tokenHash, expiresAtMs, forcedAtMs, forceDay, forceCount } = token;
    this.#database.run(
      `INSERT OR REPLACE INTO stable_tokens
         (appid, salt, token_hash, expires_at_ms, forced_at_ms, force_day, force_count)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      appid,
      salt,
      tokenHash,
      expiresAtMs,
      forcedAtMs,
      forceDay,
      forceCount,
    );
  }
}
