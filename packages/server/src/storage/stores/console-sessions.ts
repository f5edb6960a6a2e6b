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
  sweep: (nowMs) => engine.run(SWEEP, { nowMs }),
});
