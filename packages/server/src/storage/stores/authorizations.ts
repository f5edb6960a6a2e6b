import {
  type Authorization,
  type AuthorizationEvent,
  grantEvent,
} from "../../domain/authorization.js";
import type { AuthorizationStore } from "../component-store.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { fromJson, toJson } from "../statements/json.js";
import { all, first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";
import { deleteCredentials, putCredential } from "./component-credentials.js";
import { FIND_COMPONENT } from "./components.js";

type AuthorizationRow = RowOf<"component_authorizations">;

const COLUMNS = [
  "appid",
  "component_appid",
  "permission_sets",
  "refresh_salt",
  "authorized_at_ms",
] as const;

const PUT = insert("component_authorizations", COLUMNS, { replace: ["appid", "component_appid"] });

const PUT_OPTION = insert("authorizer_options", ["appid", "option_name", "option_value"], {
  replace: ["appid", "option_name"],
});

const QUEUE = insert("component_events", [
  "component_appid",
  "appid",
  "info_type",
  "pre_auth_code",
  "created_at_ms",
  "due_at_ms",
  "failures",
]);

type Parties = Pick<Authorization, "appid" | "componentAppid">;

const authorizations = ({ db }: Dialect) =>
  db.selectFrom("component_authorizations").select(COLUMNS);

const FIND = statement(
  (dialect, { appid, componentAppid }: Given<Parties>) =>
    authorizations(dialect)
      .where("appid", "=", appid)
      .where("component_appid", "=", componentAppid),
  authorizationOf,
);

const DELETE = statement(
  ({ db }, { appid, componentAppid }: Given<Parties>) =>
    db
      .deleteFrom("component_authorizations")
      .where("appid", "=", appid)
      .where("component_appid", "=", componentAppid)
      .returning(COLUMNS),
  authorizationOf,
);

const COUNT_OF_COMPONENT = statement(
  ({ db }, { componentAppid }: Given<{ componentAppid: string }>) =>
    db
      .selectFrom("component_authorizations")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("component_appid", "=", componentAppid),
);

const LIST_OF_COMPONENT = statement(
  (dialect, given: Given<{ componentAppid: string; offset: number; limit: number }>) =>
    authorizations(dialect)
      .where("component_appid", "=", given.componentAppid)
      .orderBy("authorized_at_ms")
      .orderBy("appid")
      .limit(given.limit)
      .offset(given.offset),
  authorizationOf,
);

const LIST_OF_APP = statement(
  (dialect, { appid }: Given<{ appid: string }>) =>
    authorizations(dialect)
      .where("appid", "=", appid)
      .orderBy("authorized_at_ms")
      .orderBy("component_appid"),
  authorizationOf,
);

const FIND_OPTION = statement(
  ({ db }, { appid, name }: Given<{ appid: string; name: string }>) =>
    db
      .selectFrom("authorizer_options")
      .select("option_value")
      .where("appid", "=", appid)
      .where("option_name", "=", name),
  ({ option_value }) => option_value,
);

const SPEND_PRE_AUTH_CODE = statement(
  (
    { db },
    { hash, componentAppid, nowMs }: Given<{ hash: string; componentAppid: string; nowMs: number }>,
  ) =>
    db
      .deleteFrom("component_credentials")
      .where("credential_hash", "=", hash)
      .where("kind", "=", "pre_auth_code")
      .where("component_appid", "=", componentAppid)
      .where("expires_at_ms", ">", nowMs),
);

export const authorizationStore = (engine: Engine): AuthorizationStore => ({
  find: (appid, componentAppid) => engine.first(FIND, { appid, componentAppid }),

  grant: ({ authorization, preAuthCode, authorizationCode }) =>
    engine.transaction(function* () {
      const { appid, componentAppid, permissionSets, authorizedAtMs: nowMs } = authorization;
      yield* lockParties({ appid, componentAppid });
      if (preAuthCode !== null) {
        const { hash } = preAuthCode;
        const isSpent = yield* run(SPEND_PRE_AUTH_CODE, { hash, componentAppid, nowMs });
        if (isSpent === 0) return false;
      }
      const stored = yield* first(FIND, { appid, componentAppid });
      if (stored === null) {
        yield* deleteCredentials({ appid, componentAppid, kind: "authorizer_token" });
      }
      yield* run(PUT, authorizationRow(authorization));
      yield* putCredential(authorizationCode, null);
      const event = grantEvent(stored, permissionSets);
      if (event !== null) yield* queue(authorization, event, preAuthCode?.code ?? "", nowMs);
      return true;
    }),

  revoke: (appid, componentAppid, nowMs) =>
    engine.transaction(function* () {
      yield* lockParties({ appid, componentAppid });
      const ended = yield* first(DELETE, { appid, componentAppid });
      if (ended === null) return null;
      yield* deleteCredentials({ appid, componentAppid, kind: "authorization_code" });
      yield* queue(ended, "unauthorized", "", nowMs);
      return ended;
    }),

  listOf: (componentAppid, page) =>
    engine.snapshot(function* () {
      const row = yield* first(COUNT_OF_COMPONENT, { componentAppid });
      return {
        totalCount: row?.count ?? 0,
        authorizations: yield* all(LIST_OF_COMPONENT, { componentAppid, ...page }),
      };
    }),

  listOfApp: (appid) => engine.all(LIST_OF_APP, { appid }),
  findOption: (appid, name) => engine.first(FIND_OPTION, { appid, name }),
  async putOption(appid, name, value) {
    await engine.run(PUT_OPTION, { appid, option_name: name, option_value: value });
  },
});

/** A platform receives the events of an authorization in the order of their commits. */
const lockParties = ({ appid, componentAppid }: Parties) =>
  lock("component_authorizations", appid, componentAppid);

/** A platform without a callback receives no events. */
function* queue(
  { appid, componentAppid }: Parties,
  event: AuthorizationEvent,
  preAuthCode: string,
  nowMs: number,
): Script<void> {
  const component = yield* first(FIND_COMPONENT, { componentAppid });
  if (!component?.callback) return;
  yield* run(QUEUE, {
    component_appid: componentAppid,
    appid,
    info_type: event,
    pre_auth_code: preAuthCode,
    created_at_ms: nowMs,
    due_at_ms: nowMs,
    failures: 0,
  });
}

const authorizationRow = (authorization: Authorization): AuthorizationRow => ({
  appid: authorization.appid,
  component_appid: authorization.componentAppid,
  permission_sets: toJson(authorization.permissionSets),
  refresh_salt: authorization.refreshSalt,
  authorized_at_ms: authorization.authorizedAtMs,
});

function authorizationOf(row: AuthorizationRow): Authorization {
  return {
    appid: row.appid,
    componentAppid: row.component_appid,
    permissionSets: fromJson(row.permission_sets),
    refreshSalt: row.refresh_salt,
    authorizedAtMs: row.authorized_at_ms,
  };
}
