import type { Compilable } from "kysely";
import type { AccessToken, StableToken } from "../../domain/access-token.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";
import type { AccessTokenStore } from "../store.js";
import { REMEMBERED_MS } from "./remembered.js";

type TokenRow = RowOf<"access_tokens">;
type StableRow = RowOf<"stable_tokens">;

const COLUMNS = ["token_hash", "appid", "kind", "expires_at_ms", "retired_at_ms"] as const;

const STABLE_COLUMNS = [
  "appid",
  "salt",
  "token_hash",
  "expires_at_ms",
  "forced_at_ms",
  "force_day",
  "force_count",
] as const;

const INSERT = insert("access_tokens", COLUMNS);
const PUT_STABLE = insert("stable_tokens", STABLE_COLUMNS, { replace: ["appid"] });

const FIND = statement(
  ({ db }, { tokenHash }: Given<{ tokenHash: string }>): Compilable<AccessToken> =>
    db
      .selectFrom("access_tokens")
      .select(["token_hash as tokenHash", "appid", "kind"])
      .select(["expires_at_ms as expiresAtMs", "retired_at_ms as retiredAtMs"])
      .where("token_hash", "=", tokenHash),
);

const FIND_STABLE = statement(
  ({ db }, { appid }: Given<{ appid: string }>): Compilable<StableToken> =>
    db
      .selectFrom("stable_tokens")
      .select(["appid", "salt", "token_hash as tokenHash", "expires_at_ms as expiresAtMs"])
      .select(["forced_at_ms as forcedAtMs", "force_day as forceDay"])
      .select("force_count as forceCount")
      .where("appid", "=", appid),
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
        yield* run(PUT_STABLE, stableRow(issued.stable));
      }
      return result;
    }),
});

/** Of two tokens that are issued at the same time, one must find the other, to retire it. */
const lockTokens = (appid: string) => lock("access_tokens", appid);

function* issue(token: AccessToken, othersRetireAtMs: number | null): Script<void> {
  const { appid, kind, expiresAtMs } = token;
  if (othersRetireAtMs !== null) {
    yield* run(RETIRE_OTHERS, { appid, kind, atMs: othersRetireAtMs });
  }
  yield* run(DELETE_EXPIRED, { appid, kind, beforeMs: expiresAtMs - REMEMBERED_MS });
  yield* run(INSERT, tokenRow(token));
}

const tokenRow = (token: AccessToken): TokenRow => ({
  token_hash: token.tokenHash,
  appid: token.appid,
  kind: token.kind,
  expires_at_ms: token.expiresAtMs,
  retired_at_ms: token.retiredAtMs,
});

const stableRow = (token: StableToken): StableRow => ({
  appid: token.appid,
  salt: token.salt,
  token_hash: token.tokenHash,
  expires_at_ms: token.expiresAtMs,
  forced_at_ms: token.forcedAtMs,
  force_day: token.forceDay,
  force_count: token.forceCount,
});
