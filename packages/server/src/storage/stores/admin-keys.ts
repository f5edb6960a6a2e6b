import type { AdminKeyStore } from "../admin-key-store.js";
import { ADMIN_KEY } from "../rows/token-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, lock, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";

const PUT = insert("admin_keys", ADMIN_KEY.columns, { replace: ["key_hash"] });

const FIND = statement(
  ({ db }, { keyHash }: Given<{ keyHash: string }>) =>
    db.selectFrom("admin_keys").select(ADMIN_KEY.columns).where("key_hash", "=", keyHash),
  ADMIN_KEY.of,
);

const LIST = statement(
  ({ db }) => db.selectFrom("admin_keys").select(ADMIN_KEY.columns).orderBy("key_hash"),
  ADMIN_KEY.of,
);

const NOTE_USE = statement(
  (
    { db },
    {
      keyHash,
      nowMs,
      unlessAfterMs,
    }: Given<Record<"nowMs" | "unlessAfterMs", number> & { keyHash: string }>,
  ) =>
    db
      .updateTable("admin_keys")
      .set({ last_used_at_ms: nowMs })
      .where("key_hash", "=", keyHash)
      .where((eb) =>
        eb.or([eb("last_used_at_ms", "is", null), eb("last_used_at_ms", "<=", unlessAfterMs)]),
      ),
);

const SWEEP = statement(({ db }, { beforeMs }: Given<{ beforeMs: number }>) =>
  db
    .deleteFrom("admin_keys")
    .where((eb) =>
      eb.or([eb("expires_at_ms", "<=", beforeMs), eb("revoked_at_ms", "<=", beforeMs)]),
    ),
);

export const adminKeyStore = (engine: Engine): AdminKeyStore => ({
  find: (keyHash) => engine.first(FIND, { keyHash }),
  list: () => engine.all(LIST, {}),
  change: (decide) =>
    engine.transaction(function* () {
      yield* lock("admin keys");
      const { result, put } = decide(yield* all(LIST, {}));
      for (const secret of put) yield* run(PUT, ADMIN_KEY.row(secret));
      return result;
    }),
  async noteUse(keyHash, nowMs, unlessAfterMs) {
    await engine.run(NOTE_USE, { keyHash, nowMs, unlessAfterMs }, { isRepeatable: true });
  },
  sweep: (beforeMs) => engine.run(SWEEP, { beforeMs }),
});
