import { BUYER_TOKEN_FIELDS } from "../rows/token-rows.js";
import type { BuyerToken, BuyerTokenStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteBuyerTokenStore implements BuyerTokenStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  put(token: BuyerToken): Promise<void> {
    return this.#database.write(() => this.#insert(token));
  }

  sweep(nowMs: number): Promise<number> {
    return this.#database.write(() =>
      this.#database.run("DELETE FROM buyer_tokens WHERE expires_at_ms <= ?", nowMs),
    );
  }

  find(tokenHash: string): Promise<BuyerToken | null> {
    return Promise.resolve(this.#find(tokenHash));
  }

  spend(
    linkHash: string,
    open: (link: BuyerToken) => BuyerToken | null,
  ): Promise<BuyerToken | null> {
    return this.#database.write(() => {
      const link = this.#find(linkHash);
      if (link?.purpose !== "link") return null;
      this.#database.run("DELETE FROM buyer_tokens WHERE token_hash = ?", linkHash);
      const session = open(link);
      if (session !== null) this.#insert(session);
      return session;
    });
  }

  #find(tokenHash: string): BuyerToken | null {
    return this.#database.first(
      `SELECT ${BUYER_TOKEN_FIELDS} FROM buyer_tokens WHERE token_hash = ?`,
      tokenHash,
    ) as unknown as BuyerToken | null;
  }

  #insert({ tokenHash, purpose, appid, openid, expiresAtMs }: BuyerToken): void {
    this.#database.run(
      `INSERT INTO buyer_tokens (token_hash, purpose, appid, openid, expires_at_ms)
       VALUES (?, ?, ?, ?, ?)`,
      tokenHash,
      purpose,
      appid,
      openid,
      expiresAtMs,
    );
  }
}
