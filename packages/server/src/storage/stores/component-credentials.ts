import type { ExpressionBuilder } from "kysely";
import type { ComponentCredential } from "../../domain/component.js";
import type { ComponentCredentialStore } from "../component-store.js";
import { COMPONENT_CREDENTIAL as CREDENTIAL, REMEMBERED_MS } from "../rows/token-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { Tables } from "../statements/tables.js";

const INSERT = insert("component_credentials", CREDENTIAL.columns);

const FIND = statement(
  ({ db }, { credentialHash }: Given<{ credentialHash: string }>) =>
    db
      .selectFrom("component_credentials")
      .select(CREDENTIAL.columns)
      .where("credential_hash", "=", credentialHash),
  CREDENTIAL.of,
);

/** The credentials of one kind for one platform and merchant. */
type Scope = Pick<ComponentCredential, "componentAppid" | "kind" | "appid">;

const isOfScope =
  ({ isSame }: Dialect, { componentAppid, kind, appid }: Given<Scope>) =>
  ({ and, eb, ref }: ExpressionBuilder<Tables, "component_credentials">) =>
    and([
      eb("component_appid", "=", componentAppid),
      eb("kind", "=", kind),
      isSame(ref("appid"), appid),
    ]);

const RETIRE_OTHERS = statement((dialect, given: Given<Scope & { atMs: number }>) =>
  dialect.db
    .updateTable("component_credentials")
    .set({ retired_at_ms: given.atMs })
    .where(isOfScope(dialect, given))
    .where(({ or, eb }) =>
      or([eb("retired_at_ms", "is", null), eb("retired_at_ms", ">", given.atMs)]),
    ),
);

const DELETE_EXPIRED = statement((dialect, given: Given<Scope & { beforeMs: number }>) =>
  dialect.db
    .deleteFrom("component_credentials")
    .where(isOfScope(dialect, given))
    .where("expires_at_ms", "<", given.beforeMs),
);

const DELETE_SCOPE = statement((dialect, given: Given<Scope>) =>
  dialect.db.deleteFrom("component_credentials").where(isOfScope(dialect, given)),
);

const DELETE = statement(({ db }, { credentialHash }: Given<{ credentialHash: string }>) =>
  db.deleteFrom("component_credentials").where("credential_hash", "=", credentialHash),
);

export const componentCredentialStore = (engine: Engine): ComponentCredentialStore => ({
  find: (credentialHash) => engine.first(FIND, { credentialHash }),

  issue: (credential, othersRetireAtMs) =>
    engine.transaction(() => putCredential(credential, othersRetireAtMs)),

  exchange: (codeHash, credential, othersRetireAtMs) =>
    engine.transaction(function* () {
      const isSpent = yield* run(DELETE, { credentialHash: codeHash });
      if (isSpent === 0) return false;
      yield* putCredential(credential, othersRetireAtMs);
      return true;
    }),
});

/** Writes a credential, retires the others of its scope, and deletes those that expired long ago. */
export function* putCredential(
  credential: ComponentCredential,
  othersRetireAtMs: number | null,
): Script<void> {
  const { componentAppid, kind, appid, expiresAtMs } = credential;
  const scope = { componentAppid, kind, appid };
  // When two are issued at the same time, the second must find the first, to retire it.
  yield* lock("component_credentials", componentAppid, kind, appid ?? "");
  if (othersRetireAtMs !== null) yield* run(RETIRE_OTHERS, { ...scope, atMs: othersRetireAtMs });
  yield* run(DELETE_EXPIRED, { ...scope, beforeMs: expiresAtMs - REMEMBERED_MS });
  yield* run(INSERT, CREDENTIAL.row(credential));
}

/** Deletes every credential of a scope. */
export const deleteCredentials = (scope: Scope) => run(DELETE_SCOPE, scope);
