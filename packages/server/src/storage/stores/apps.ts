import { permissionEvents, reviewEvent } from "../../domain/events/app-events.js";
import { APP } from "../rows/app-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { AppStore } from "../store.js";
import { queueMessages } from "./app-messages.js";
import { recordEvents } from "./events.js";
import { putReviewDecision } from "./reviews.js";

const INSERT = insert("apps", APP.columns, "ignore");
const REPLACE = insert("apps", APP.columns, { replace: ["appid"] });

const apps = ({ db }: Dialect) => db.selectFrom("apps").select(APP.columns);

const FIND = statement(
  (dialect, { appid }: Given<{ appid: string }>) => apps(dialect).where("appid", "=", appid),
  APP.of,
);

const LOCK = statement(
  (dialect, { appid }: Given<{ appid: string }>) =>
    dialect.forUpdate(apps(dialect).where("appid", "=", appid)),
  APP.of,
);

const LIST = statement(
  (dialect, { afterAppid, limit }: Given<{ afterAppid: string; limit: number }>) =>
    apps(dialect).where("appid", ">", afterAppid).orderBy("appid").limit(limit),
  APP.of,
);

const FIND_DUE_REVIEW = statement(
  (dialect, { nowMs }: Given<{ nowMs: number }>) =>
    apps(dialect)
      .where("review_due_at_ms", "<=", nowMs)
      .orderBy("review_due_at_ms")
      .orderBy("appid")
      .limit(1),
  APP.of,
);

export const appStore = (engine: Engine): AppStore => ({
  create: async (app) => (await engine.run(INSERT, APP.row(app))) === 1,
  find: (appid) => engine.first(FIND, { appid }),
  list: (page) => engine.all(LIST, page),
  findDueReview: (nowMs) => engine.first(FIND_DUE_REVIEW, { nowMs }),

  change: (appid, change, messagesOf = () => []) =>
    engine.transaction(function* () {
      const app = yield* first(LOCK, { appid });
      if (app === null) return null;
      const changed = change(app);
      if (changed.permission !== app.permission) throw new Error("a permission changed unrecorded");
      yield* run(REPLACE, APP.row(changed));
      yield* queueMessages(messagesOf(app, changed));
      return changed;
    }),

  changePermission: (appid, atMs, decide) =>
    engine.transaction(
      function* () {
        const before = yield* first(LOCK, { appid });
        if (before === null) return null;
        const change = decide(before);
        if (change === null) return null;
        const { app, review } = change;
        yield* run(REPLACE, APP.row(app));
        if (review !== undefined) yield* putReviewDecision(review);
        yield* recordEvents([
          ...(review === undefined ? [] : [reviewEvent(review)]),
          ...permissionEvents(before, app, atMs),
        ]);
        return app;
      },
      { isExact: true },
    ),
});
