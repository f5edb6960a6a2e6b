import { BUYER_TOKEN } from "../rows/token-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { Buyer, BuyerToken, BuyerTokenStore } from "../store.js";
import { pacedSlices } from "./buyer-data/slices.js";

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

const FIND_WITH = statement(
  (
    { db, contains },
    { after, upTo, openidJson }: Given<{ after: string; upTo: string; openidJson: string }>,
  ) =>
    db
      .selectFrom("buyer_tokens")
      .select(BUYER_TOKEN.columns)
      .where("token_hash", ">", after)
      .where("token_hash", "<=", upTo)
      .where(({ ref }) => contains(ref("buyers"), openidJson)),
  BUYER_TOKEN.of,
);

const SESSIONS_WITH = statement(
  ({ db, contains }, { appidJson, nowMs }: Given<{ appidJson: string; nowMs: number }>) =>
    db
      .selectFrom("buyer_tokens")
      .select(BUYER_TOKEN.columns)
      .where("purpose", "=", "session")
      .where("expires_at_ms", ">", nowMs)
      .where(({ ref }) => contains(ref("buyers"), appidJson)),
  BUYER_TOKEN.of,
);

const LAST_TOKEN = statement(
  ({ db }, { after, offset }: Given<{ after: string; offset: number }>) =>
    db
      .selectFrom("buyer_tokens")
      .select("token_hash")
      .where("token_hash", ">", after)
      .orderBy("token_hash")
      .limit(1)
      .offset(offset),
  (row) => row.token_hash,
);

/** A link that is spent between two slices becomes a session in a slice that was read already. */
const PASSES_MAX = 5;

export const buyerTokenStore = (engine: Engine): BuyerTokenStore => ({
  async put(token) {
    await engine.run(INSERT, BUYER_TOKEN.row(token));
  },
  find: (tokenHash) => engine.first(FIND, { tokenHash }),
  async delete(tokenHash) {
    await engine.run(DELETE, { tokenHash });
  },
  sweep: (nowMs) => engine.run(SWEEP, { nowMs }, { isRepeatable: true, isLong: true }),

  async hasSession(appid, nowMs) {
    const found = await engine.all(SESSIONS_WITH, { appidJson: JSON.stringify(appid), nowMs });
    return found.some(({ buyers }) => buyers.some((buyer) => buyer.appid === appid));
  },

  async deleteOfBuyer(buyer) {
    let deleted = 0;
    for (let pass = 0; pass < PASSES_MAX; pass++) {
      const inPass = await deletePass(engine, buyer);
      if (inPass === 0) break;
      deleted += inPass;
    }
    return deleted;
  },

  spend: (linkHash, open) =>
    engine.transaction(function* () {
      const link = yield* first(TAKE_LINK, { linkHash });
      const session = link && open(link);
      if (session !== null) yield* run(INSERT, BUYER_TOKEN.row(session));
      return session;
    }),
});

async function deletePass(engine: Engine, buyer: Buyer): Promise<number> {
  let deleted = 0;
  for await (const tokens of tokenSlices(engine, buyer)) {
    for (const { tokenHash } of tokens) {
      deleted += await engine.run(DELETE, { tokenHash }, { isRepeatable: true });
    }
  }
  return deleted;
}

/** The tokens of a buyer, those of several apps too, in slices of the table. */
export function tokenSlices(
  engine: Engine,
  { appid, openid }: Buyer,
): AsyncGenerator<readonly BuyerToken[]> {
  return slicesWith(engine, JSON.stringify(openid), ({ buyers }) =>
    buyers.some((buyer) => buyer.appid === appid && buyer.openid === openid),
  );
}

/** All tokens, in slices of the table. */
export const allTokenSlices = (engine: Engine): AsyncGenerator<readonly BuyerToken[]> =>
  slicesWith(engine, "", () => true);

/** The tokens whose buyers, in JSON, contain a text. */
function slicesWith(
  engine: Engine,
  openidJson: string,
  isWanted: (token: BuyerToken) => boolean,
): AsyncGenerator<readonly BuyerToken[]> {
  const lastOf = (after: string, offset: number) => engine.first(LAST_TOKEN, { after, offset });
  return pacedSlices("", lastOf, async ({ after, upTo }) => {
    // A hash is hexadecimal.
    const found = await engine.all(FIND_WITH, { after, upTo: upTo ?? "~", openidJson });
    return found.filter(isWanted);
  });
}
