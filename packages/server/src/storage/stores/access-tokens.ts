import type { AccessToken } from "../../domain/access-token.js";
import { ACCESS_TOKEN, REMEMBERED_MS, STABLE_TOKEN } from "../rows/token-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { AccessTokenStore } from "../store.js";

const INSERT = insert("access_tokens", ACCESS_TOKEN.columns);
const PUT_STABLE = insert("stable_tokens", STABLE_TOKEN.columns, { replace: ["appid"] });

const FIND = statement(
  ({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
    db.selectFrom("access_tokens").select(ACCESS_TOKEN.columns).where("token_hash", "=", tokenHash),
  ACCESS_TOKEN.of,
);

const FIND_STABLE = statement(
  ({ db }, { appid }: Given<{ appid: string }>) =>
    db.selectFrom("stable_tokens").select(STABLE_TOKEN.columns).where("appid", "=", appid),
  STABLE_TOKEN.of,
);

type OfKind = Pick<AccessToken, "appid" | "kind">;

const RETIRE_OTHERS = statement(
  ({ db }, { appid, kind, atMs }: Given<OfKind & { readonly atMs: number }>) =>
    db
      .updateTable("access_tokens")
      .set({ retired_at_ms: atMs })
      .where("appid", "=", appid)
      .where("kind", "=", kind)
      .where(({ or, eb }) => or([eb("retired_at_ms", "is", null), eb("retired_at_ms", ">", atMs)])),
);

const DELETE_EXPIRED = statement(
  ({ db }, { appid, kind, beforeMs }: Given<OfKind & { readonly beforeMs: number }>) =>
    db
      .deleteFrom("access_tokens")
      .where("appid", "=", appid)
      .where("kind", "=", kind)
      .where("expires_at_ms", "<", beforeMs),
);

export const accessTokenStore = (engine: Engine): AccessTokenStore => ({
  find: (tokenHash) => engine.first(FIND, { tokenHash }),

  issue: (token, othersRetireAtMs) =>
    engine.transaction(function* () {
      yield* lockTokens(token.appid);
      yield* issue(token, othersRetireAtMs);
    }),

  changeStable: (appid, decide) =>
    engine.transaction(function* () {
      yield* lockTokens(appid);
      const { result, issued } = decide(yield* first(FIND_STABLE, { appid }));
      if (issued !== undefined) {
        yield* issue(issued.token, issued.othersRetireAtMs);
        yield* run(PUT_STABLE, STABLE_TOKEN.row(issued.stable));
      }
      return result;
    }),
});

/** When two tokens are issued at the same time, the second must find the first, to retire it. */
const lockTokens = (appid: string) => lock("access_tokens", appid);

function* issue(token: AccessToken, othersRetireAtMs: number | null): Script<void> {
  const { appid, kind, expiresAtMs } = token;
  if (othersRetireAtMs !== null) {
    yield* run(RETIRE_OTHERS, { appid, kind, atMs: othersRetireAtMs });
  }
  yield* run(DELETE_EXPIRED, { appid, kind, beforeMs: expiresAtMs - REMEMBERED_MS });
  yield* run(INSERT, ACCESS_TOKEN.row(token));
}
