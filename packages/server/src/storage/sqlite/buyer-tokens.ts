import { BUYER_TOKEN_COLUMNS, buyerTokenColumns, buyerTokenOf } from "../rows/buyer-token-rows.js";
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
      this.#delete(linkHash);
      const session = open(link);
      if (session !== null) this.#insert(session);
      return session;
    });
  }

  delete(tokenHash: string): Promise<void> {
    return this.#database.write(() => this.#delete(tokenHash));
  }

  #find(tokenHash: string): BuyerToken | null {
    const row = this.#database.first(
      `SELECT ${BUYER_TOKEN_COLUMNS} FROM buyer_tokens WHERE token_hash = ?`,
      tokenHash,
    );
    return row && buyerTokenOf(row);
  }

  #delete(tokenHash: string): void {
    this.#database.run("DELETE FROM buyer_tokens WHERE token_hash = ?", tokenHash);
  }

  #insert(token: BuyerToken): void {
    this.#database.run(
      `INSERT INTO buyer_tokens (${BUYER_TOKEN_COLUMNS}) VALUES (?, ?, ?, ?, ?)`,
      ...buyerTokenColumns(token),
    );
  }
}
