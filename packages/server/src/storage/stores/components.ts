import type { Component } from "../../domain/component.js";
import type { ComponentStore } from "../component-store.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { fromJson, fromJsonOrNull, toJson, toJsonOrNull } from "../statements/json.js";
import { all, first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";
import { putCredential } from "./component-credentials.js";

type ComponentRow = RowOf<"components">;

const COLUMNS = [
  "component_appid",
  "name",
  "secret_hash",
  "callback",
  "redirect_hosts",
  "permission_sets",
  "ticket_due_at_ms",
  "push_failures",
  "last_push_fault",
  "created_at_ms",
] as const;

const INSERT = insert("components", COLUMNS, "ignore");
const REPLACE = insert("components", COLUMNS, { replace: ["component_appid"] });

const components = ({ db }: Dialect) => db.selectFrom("components").select(COLUMNS);

const withAppid = (dialect: Dialect, { componentAppid }: Given<{ componentAppid: string }>) =>
  components(dialect).where("component_appid", "=", componentAppid);

export const FIND_COMPONENT = statement(withAppid, componentOf);

const LOCK = statement(
  (dialect, given: Given<{ componentAppid: string }>) =>
    dialect.forUpdate(withAppid(dialect, given)),
  componentOf,
);

const LIST = statement(
  (dialect, { afterAppid, limit }: Given<{ afterAppid: string; limit: number }>) =>
    components(dialect)
      .where("component_appid", ">", afterAppid)
      .orderBy("component_appid")
      .limit(limit),
  componentOf,
);

type Due = { nowMs: number; limit: number };

const due = (dialect: Dialect, { nowMs, limit }: Given<Due>) =>
  components(dialect)
    .where("ticket_due_at_ms", "<=", nowMs)
    .orderBy("ticket_due_at_ms")
    .orderBy("component_appid")
    .limit(limit);

const FIND_DUE = statement(due, componentOf);

const LOCK_DUE = statement(
  (dialect, given: Given<Due>) => dialect.forUpdateSkipLocked(due(dialect, given)),
  componentOf,
);

const SET_DUE = statement(
  ({ db }, { componentAppid, dueAtMs }: Given<{ componentAppid: string; dueAtMs: number }>) =>
    db
      .updateTable("components")
      .set({ ticket_due_at_ms: dueAtMs })
      .where("component_appid", "=", componentAppid),
);

export const componentStore = (engine: Engine): ComponentStore => ({
  create: (component, ticket) =>
    engine.transaction(function* () {
      const isNew = yield* run(INSERT, componentRow(component));
      if (isNew === 0) return false;
      yield* putCredential(ticket, null);
      return true;
    }),

  find: (componentAppid) => engine.first(FIND_COMPONENT, { componentAppid }),
  list: (page) => engine.all(LIST, page),

  change: (componentAppid, change) =>
    engine.transaction(function* () {
      const component = yield* first(LOCK, { componentAppid });
      if (component === null) return null;
      const changed = change(component);
      yield* run(REPLACE, componentRow(changed));
      return changed;
    }),

  async takeDueTickets({ nowMs, nextDueAtMs, limit }) {
    // Usually nothing is due, and a look is cheaper than a transaction.
    if ((await engine.first(FIND_DUE, { nowMs, limit: 1 })) === null) return [];
    return engine.transaction(function* () {
      const taken = yield* all(LOCK_DUE, { nowMs, limit });
      for (const { componentAppid } of taken) {
        yield* run(SET_DUE, { componentAppid, dueAtMs: nextDueAtMs });
      }
      return taken;
    });
  },
});

const componentRow = (component: Component): ComponentRow => ({
  component_appid: component.componentAppid,
  name: component.name,
  secret_hash: component.secretHash,
  callback: toJsonOrNull(component.callback),
  redirect_hosts: toJson(component.redirectHosts),
  permission_sets: toJsonOrNull(component.permissionSets),
  ticket_due_at_ms: component.ticketDueAtMs,
  push_failures: component.pushFailures,
  last_push_fault: component.lastPushFault,
  created_at_ms: component.createdAtMs,
});

function componentOf(row: ComponentRow): Component {
  return {
    componentAppid: row.component_appid,
    name: row.name,
    secretHash: row.secret_hash,
    callback: fromJsonOrNull(row.callback),
    redirectHosts: fromJson(row.redirect_hosts),
    permissionSets: fromJsonOrNull(row.permission_sets),
    ticketDueAtMs: row.ticket_due_at_ms,
    pushFailures: row.push_failures,
    lastPushFault: row.last_push_fault,
    createdAtMs: row.created_at_ms,
  };
}
