import type { ConsoleSession, ConsoleSessionStore } from "../console-store.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";

type SessionRow = RowOf<"console_sessions">;

const COLUMNS = ["token_hash", "role", "appid", "credential_hash", "expires_at_ms"] as const;

const PUT = insert("console_sessions", COLUMNS, { replace: ["token_hash"] });

const FIND = statement(
  ({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
    db.selectFrom("console_sessions").select(COLUMNS).where("token_hash", "=", tokenHash),
  sessionOf,
);

const REMOVE = statement(({ db }, { tokenHash }: Given<{ tokenHash: string }>) =>
  db.deleteFrom("console_sessions").where("token_hash", "=", tokenHash),
);

const SWEEP = statement(({ db }, { nowMs }: Given<{ nowMs: number }>) =>
  db.deleteFrom("console_sessions").where("expires_at_ms", "<=", nowMs),
);

export const consoleSessionStore = (engine: Engine): ConsoleSessionStore => ({
  async put(session) {
    await engine.run(PUT, sessionRow(session), { isRepeatable: true });
  },
  find: (tokenHash) => engine.first(FIND, { tokenHash }),
  async remove(tokenHash) {
    await engine.run(REMOVE, { tokenHash }, { isRepeatable: true });
  },
  sweep: (nowMs) => engine.run(SWEEP, { nowMs }),
});

/** An operator's session has no app: the column holds an empty text then. */
const sessionRow = (session: ConsoleSession): SessionRow => ({
  token_hash: session.tokenHash,
  role: session.role,
  appid: session.appid ?? "",
  credential_hash: session.credentialHash,
  expires_at_ms: session.expiresAtMs,
});

function sessionOf(row: SessionRow): ConsoleSession {
  return {
    tokenHash: row.token_hash,
    role: row.role,
    appid: row.appid || null,
    credentialHash: row.credential_hash,
    expiresAtMs: row.expires_at_ms,
  };
}
