import { BUYER_TOKEN } from "../rows/token-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { BuyerTokenStore } from "../store.js";

const INSERT = insert("buyer_tokens", BUYER_TOKEN.columns);

const FIND = statement(
  ({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
    db.selectFrom("buyer_tokens").select(BUYER_TOKEN.columns).where("token_hash", "=", tokenHash),
  BUYER_TOKEN.of,
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
      .returning(BUYER_TOKEN.columns),
  BUYER_TOKEN.of,
);

const SWEEP = statement(({ db }, { nowMs }: Given<{ nowMs: number }>) =>
  db.deleteFrom("buyer_tokens").where("expires_at_ms", "<=", nowMs),
);

export const buyerTokenStore = (engine: Engine): BuyerTokenStore => ({
  async put(token) {
    await engine.run(INSERT, BUYER_TOKEN.row(token));
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
      if (session !== null) yield* run(INSERT, BUYER_TOKEN.row(session));
      return session;
    }),
});
