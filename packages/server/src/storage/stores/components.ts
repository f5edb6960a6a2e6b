import type { ComponentStore } from "../component-store.js";
import { COMPONENT } from "../rows/component-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import { putCredential } from "./component-credentials.js";

const INSERT = insert("components", COMPONENT.columns, "ignore");
const REPLACE = insert("components", COMPONENT.columns, { replace: ["component_appid"] });

const components = ({ db }: Dialect) => db.selectFrom("components").select(COMPONENT.columns);

const withAppid = (dialect: Dialect, { componentAppid }: Given<{ componentAppid: string }>) =>
  components(dialect).where("component_appid", "=", componentAppid);

export const FIND_COMPONENT = statement(withAppid, COMPONENT.of);

const LOCK = statement(
  (dialect, given: Given<{ componentAppid: string }>) =>
    dialect.forUpdate(withAppid(dialect, given)),
  COMPONENT.of,
);

const LIST = statement(
  (dialect, { afterAppid, limit }: Given<{ afterAppid: string; limit: number }>) =>
    components(dialect)
      .where("component_appid", ">", afterAppid)
      .orderBy("component_appid")
      .limit(limit),
  COMPONENT.of,
);

type Due = { nowMs: number; limit: number };

const due = (dialect: Dialect, { nowMs, limit }: Given<Due>) =>
  components(dialect)
    .where("ticket_due_at_ms", "<=", nowMs)
    .orderBy("ticket_due_at_ms")
    .orderBy("component_appid")
    .limit(limit);

const FIND_DUE = statement(due, COMPONENT.of);

const LOCK_DUE = statement(
  (dialect, given: Given<Due>) => dialect.forUpdateSkipLocked(due(dialect, given)),
  COMPONENT.of,
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
      const isNew = yield* run(INSERT, COMPONENT.row(component));
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
      yield* run(REPLACE, COMPONENT.row(changed));
      return changed;
    }),

  async takeDueTickets({ nowMs, nextDueAtMs, limit }) {
    // Usually no ticket is due, and this read is cheaper than a transaction.
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
