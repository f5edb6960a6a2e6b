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
      `SELECT purpose, buyers, is_preview, expires_at_ms FROM buyer_tokens WHERE token_hash = ?`,
      tokenHash,
    );
    return (
      row && {
        tokenHash,
        purpose: row["purpose"] as BuyerToken["purpose"],
        buyers: JSON.parse(row["buyers"] as string) as BuyerToken["buyers"],
        isPreview: row["is_preview"] === 1,
        expiresAtMs: row["expires_at_ms"] as number,
      }
    );
  }

  #delete(tokenHash: string): void {
    this.#database.run("DELETE FROM buyer_tokens WHERE token_hash = ?", tokenHash);
  }

  #insert({ tokenHash, purpose, buyers, isPreview, expiresAtMs }: BuyerToken): void {
    this.#database.run(
      `INSERT INTO buyer_tokens (token_hash, purpose, buyers, is_preview, expires_at_ms)
       VALUES (?, ?, ?, ?, ?)`,
      tokenHash,
      purpose,
      JSON.stringify(buyers),
      isPreview ? 1 : 0,
      expiresAtMs,
    );
  }
}
