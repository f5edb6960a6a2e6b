import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { fromJson, toJson } from "../statements/json.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import { type RowOf, toBit } from "../statements/tables.js";
import type { BuyerToken, BuyerTokenStore } from "../store.js";

type TokenRow = RowOf<"buyer_tokens">;

const COLUMNS = ["token_hash", "purpose", "buyers", "is_preview", "expires_at_ms"] as const;

const INSERT = insert("buyer_tokens", COLUMNS);

const FIND = statement(
  ({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
    db.selectFrom("buyer_tokens").select(COLUMNS).where("token_hash", "=", tokenHash),
  tokenOf,
);

const DELETE = statement(({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
  db.deleteFrom("buyer_tokens").where("token_hash", "=", tokenHash),
);

const TAKE_LINK = statement(
  ({ db }, { linkHash }: Given<{ linkHash: string }>) =>
    db
      .deleteFrom("buyer_tokens")
      .where("token_hash", "=", linkHash)
      .where("purpose", "=", "link")
      .returning(COLUMNS),
  tokenOf,
);

const SWEEP = statement(({ db }, { nowMs }: Given<{ nowMs: number }>) =>
  db.deleteFrom("buyer_tokens").where("expires_at_ms", "<=", nowMs),
);

export const buyerTokenStore = (engine: Engine): BuyerTokenStore => ({
  async put(token) {
    await engine.run(INSERT, tokenRow(token));
  },
  find: (tokenHash) => engine.first(FIND, { tokenHash }),
  async delete(tokenHash) {
    await engine.run(DELETE, { tokenHash });
  },
  sweep: (nowMs) => engine.run(SWEEP, { nowMs }),

  spend: (linkHash, open) =>
    engine.transaction(function* () {
      const link = yield* first(TAKE_LINK, { linkHash });
      const session = link && open(link);
      if (session !== null) yield* run(INSERT, tokenRow(session));
      return session;
    }),
});

const tokenRow = (token: BuyerToken): TokenRow => ({
  token_hash: token.tokenHash,
  purpose: token.purpose,
  buyers: toJson(token.buyers),
  is_preview: toBit(token.isPreview),
  expires_at_ms: token.expiresAtMs,
});

function tokenOf(row: TokenRow): BuyerToken {
  return {
    tokenHash: row.token_hash,
    purpose: row.purpose,
    buyers: fromJson(row.buyers),
    isPreview: row.is_preview === 1,
    expiresAtMs: row.expires_at_ms,
  };
}
