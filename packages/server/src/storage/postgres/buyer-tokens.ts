import { BUYER_TOKEN_COLUMNS, buyerTokenColumns, buyerTokenOf } from "../rows/buyer-token-rows.js";
import type { BuyerToken, BuyerTokenStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import type { Queries } from "./queries.js";
import { parametersFor } from "./sql.js";

export class PostgresBuyerTokenStore implements BuyerTokenStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  put(token: BuyerToken): Promise<void> {
    return insert(this.#database, token);
  }

  sweep(nowMs: number): Promise<number> {
    return this.#database.run("DELETE FROM buyer_tokens WHERE expires_at_ms <= $1", [nowMs]);
  }

  async find(tokenHash: string): Promise<BuyerToken | null> {
    const row = await this.#database.first(
      `SELECT ${BUYER_TOKEN_COLUMNS} FROM buyer_tokens WHERE token_hash = $1`,
      [tokenHash],
    );
    return row && buyerTokenOf(row);
  }

  async delete(tokenHash: string): Promise<void> {
    await this.#database.run("DELETE FROM buyer_tokens WHERE token_hash = $1", [tokenHash]);
  }

  spend(
    linkHash: string,
    open: (link: BuyerToken) => BuyerToken | null,
  ): Promise<BuyerToken | null> {
    return this.#database.transaction(async (transaction) => {
      const link = await transaction.first(
        `DELETE FROM buyer_tokens WHERE token_hash = $1 AND purpose = 'link'
         RETURNING ${BUYER_TOKEN_COLUMNS}`,
        [linkHash],
      );
      if (link === null) return null;
      const session = open(buyerTokenOf(link));
      if (session !== null) await insert(transaction, session);
      return session;
    });
  }
}

async function insert(queries: Queries, token: BuyerToken): Promise<void> {
  await queries.run(
    `INSERT INTO buyer_tokens (${BUYER_TOKEN_COLUMNS})
     VALUES (${parametersFor(BUYER_TOKEN_COLUMNS)})`,
    buyerTokenColumns(token),
  );
}
