import type { AccessToken, StableToken } from "../../domain/access-token.js";
import { ACCESS_TOKEN_FIELDS, REMEMBERED_MS, STABLE_TOKEN_FIELDS } from "../rows/token-rows.js";
import type { AccessTokenStore, StableTokenChange } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";

export class PostgresAccessTokenStore implements AccessTokenStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async find(tokenHash: string): Promise<AccessToken | null> {
    const row = await this.#database.first(
      `SELECT ${ACCESS_TOKEN_FIELDS} FROM access_tokens WHERE token_hash = $1`,
      [tokenHash],
    );
    return row as unknown as AccessToken | null;
  }

  issue(token: AccessToken, othersRetireAtMs: number | null): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      await lockTokens(transaction, token.appid);
      await issue(transaction, token, othersRetireAtMs);
    });
  }

  changeStable<T>(
    appid: string,
    decide: (current: StableToken | null) => StableTokenChange<T>,
  ): Promise<T> {
    return this.#database.transaction(async (transaction) => {
      await lockTokens(transaction, appid);
      const current = await transaction.first(
        `SELECT ${STABLE_TOKEN_FIELDS} FROM stable_tokens WHERE appid = $1`,
        [appid],
      );
      const { result, issued } = decide(current as unknown as StableToken | null);
      if (issued !== undefined) {
        await issue(transaction, issued.token, issued.othersRetireAtMs);
        await putStable(transaction, issued.stable);
      }
      return result;
    });
  }
}

/** Of two tokens that are issued at once, one must find the other, to retire it. */
const lockTokens = (transaction: Queries, appid: string) =>
  lock(transaction, "access_tokens", appid);

async function issue(
  transaction: Queries,
  { tokenHash, appid, kind, expiresAtMs, retiredAtMs }: AccessToken,
  othersRetireAtMs: number | null,
): Promise<void> {
  if (othersRetireAtMs !== null) {
    await transaction.run(
      `UPDATE access_tokens SET retired_at_ms = $1
       WHERE appid = $2 AND kind = $3 AND (retired_at_ms IS NULL OR retired_at_ms > $1)`,
      [othersRetireAtMs, appid, kind],
    );
  }
  await transaction.run(
    "DELETE FROM access_tokens WHERE appid = $1 AND kind = $2 AND expires_at_ms < $3",
    [appid, kind, expiresAtMs - REMEMBERED_MS],
  );
  await transaction.run(
    `INSERT INTO access_tokens (token_hash, appid, kind, expires_at_ms, retired_at_ms)
     VALUES ($1, $2, $3, $4, $5)`,
    [tokenHash, appid, kind, expiresAtMs, retiredAtMs],
  );
}

async function putStable(transaction: Queries, token: StableToken): Promise<void> {
  const { appid, salt, tokenHash, expiresAtMs, forcedAtMs, forceDay, forceCount } = token;
  await transaction.run(
    `INSERT INTO stable_tokens
       (appid, salt, token_hash, expires_at_ms, forced_at_ms, force_day, force_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (appid) DO UPDATE SET
       salt = excluded.salt, token_hash = excluded.token_hash,
       expires_at_ms = excluded.expires_at_ms, forced_at_ms = excluded.forced_at_ms,
       force_day = excluded.force_day, force_count = excluded.force_count`,
    [appid, salt, tokenHash, expiresAtMs, forcedAtMs, forceDay, forceCount],
  );
}
