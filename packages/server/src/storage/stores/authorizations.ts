import {
  type Authorization,
  type AuthorizationEvent,
  grantEvent,
} from "../../domain/authorization.js";
import { authorizationEvent } from "../../domain/events/app-events.js";
import type { AuthorizationStore } from "../component-store.js";
import { AUTHORIZATION, COMPONENT_EVENT } from "../rows/component-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import { deleteCredentials, putCredential } from "./component-credentials.js";
import { FIND_COMPONENT } from "./components.js";
import { recordEvents } from "./events.js";

const PUT = insert("component_authorizations", AUTHORIZATION.columns, {
  replace: ["appid", "component_appid"],
});

const PUT_OPTION = insert("authorizer_options", ["appid", "option_name", "option_value"], {
  replace: ["appid", "option_name"],
});

const QUEUE = insert("component_events", [...COMPONENT_EVENT.columns, "due_at_ms"]);

type Parties = Pick<Authorization, "appid" | "componentAppid">;

const authorizations = ({ db }: Dialect) =>
  db.selectFrom("component_authorizations").select(AUTHORIZATION.columns);

const FIND = statement(
  (dialect, { appid, componentAppid }: Given<Parties>) =>
    authorizations(dialect)
      .where("appid", "=", appid)
      .where("component_appid", "=", componentAppid),
  AUTHORIZATION.of,
);

const DELETE = statement(
  ({ db }, { appid, componentAppid }: Given<Parties>) =>
    db
      .deleteFrom("component_authorizations")
      .where("appid", "=", appid)
      .where("component_appid", "=", componentAppid)
      .returning(AUTHORIZATION.columns),
  AUTHORIZATION.of,
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
  AUTHORIZATION.of,
);

const LIST_OF_APP = statement(
  (dialect, { appid }: Given<{ appid: string }>) =>
    authorizations(dialect)
      .where("appid", "=", appid)
      .orderBy("authorized_at_ms")
      .orderBy("component_appid"),
  AUTHORIZATION.of,
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
      yield* run(PUT, AUTHORIZATION.row(authorization));
      yield* putCredential(authorizationCode, null);
      const event = grantEvent(stored, permissionSets);
      if (event !== null) {
        yield* queue(authorization, event, preAuthCode?.code ?? "", nowMs);
        yield* recordEvents([authorizationEvent(authorization, event, nowMs)]);
      }
      return true;
    }),

  revoke: (appid, componentAppid, nowMs) =>
    engine.transaction(function* () {
      yield* lockParties({ appid, componentAppid });
      const ended = yield* first(DELETE, { appid, componentAppid });
      if (ended === null) return null;
      yield* deleteCredentials({ appid, componentAppid, kind: "authorization_code" });
      yield* queue(ended, "unauthorized", "", nowMs);
      yield* recordEvents([authorizationEvent(ended, "unauthorized", nowMs)]);
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
  const queued = { componentAppid, appid, infoType: event, preAuthCode };
  yield* run(QUEUE, {
    ...COMPONENT_EVENT.row({ ...queued, createdAtMs: nowMs, failures: 0 }),
    due_at_ms: nowMs,
  });
}
