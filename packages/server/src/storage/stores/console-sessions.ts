import type { ConsoleSessionStore } from "../console-store.js";
import { CONSOLE_SESSION } from "../rows/token-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { type Given, statement } from "../statements/statement.js";

const PUT = insert("console_sessions", CONSOLE_SESSION.columns, { replace: ["token_hash"] });

const FIND = statement(
  ({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
    db
      .selectFrom("console_sessions")
      .select(CONSOLE_SESSION.columns)
      .where("token_hash", "=", tokenHash),
  CONSOLE_SESSION.of,
);

const REMOVE = statement(({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
  db.deleteFrom("console_sessions").where("token_hash", "=", tokenHash),
);

const REMOVE_BY_ID = statement(({ db }, { id }: Given<{ id: string }>) =>
  db.deleteFrom("console_sessions").where("id", "=", id),
);

type Position = Readonly<Record<"nowMs" | "beforeMs" | "limit", number> & { beforeId: string }>;

const LIST = statement(
  ({ db }, { nowMs, beforeMs, beforeId, limit }: Given<Position>) =>
    db
      .selectFrom("console_sessions")
      .select(CONSOLE_SESSION.columns)
      .where("expires_at_ms", ">", nowMs)
      .where((eb) =>
        eb.or([
          eb("created_at_ms", "<", beforeMs),
          eb.and([eb("created_at_ms", "=", beforeMs), eb("id", "<", beforeId)]),
        ]),
      )
      .orderBy("created_at_ms", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  CONSOLE_SESSION.of,
);

const SWEEP = statement(({ db }, { nowMs }: Given<{ nowMs: number }>) =>
  db.deleteFrom("console_sessions").where("expires_at_ms", "<=", nowMs),
);

export const consoleSessionStore = (engine: Engine): ConsoleSessionStore => ({
  async put(session) {
    await engine.run(PUT, CONSOLE_SESSION.row(session), { isRepeatable: true });
  },
  find: (tokenHash) => engine.first(FIND, { tokenHash }),
  async remove(tokenHash) {
    await engine.run(REMOVE, { tokenHash }, { isRepeatable: true });
  },
  list: ({ nowMs, before, limit }) =>
    engine.all(LIST, {
      nowMs,
      beforeMs: before?.createdAtMs ?? Number.MAX_SAFE_INTEGER,
      beforeId: before?.id ?? "",
      limit,
    }),
  removeById: async (id) => (await engine.run(REMOVE_BY_ID, { id })) > 0,
  sweep: (nowMs) => engine.run(SWEEP, { nowMs }, { isRepeatable: true, isLong: true }),
});
