import type { App } from "../../domain/app.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { fromJson, fromJsonOrNull, toJson, toJsonOrNull } from "../statements/json.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import { type RowOf, toBit } from "../statements/tables.js";
import type { AppStore } from "../store.js";

type AppRow = RowOf<"apps">;

const COLUMNS = [
  "appid",
  "kind",
  "name",
  "mchids",
  "secret_hash",
  "item_links",
  "permission",
  "agreement_signed_at_ms",
  "opened_at_ms",
  "approved_at_ms",
  "reviewed_until_ms",
  "review_due_at_ms",
  "last_result",
  "created_at_ms",
  "category_open",
  "ip_whitelist",
  "quotas",
] as const;

const INSERT = insert("apps", COLUMNS, "ignore");
const REPLACE = insert("apps", COLUMNS, { replace: ["appid"] });

const apps = ({ db }: Dialect) => db.selectFrom("apps").select(COLUMNS);

const FIND = statement(
  (dialect, { appid }: Given<{ appid: string }>) => apps(dialect).where("appid", "=", appid),
  appOf,
);

const LOCK = statement(
  (dialect, { appid }: Given<{ appid: string }>) =>
    dialect.forUpdate(apps(dialect).where("appid", "=", appid)),
  appOf,
);

const LIST = statement(
  (dialect, { afterAppid, limit }: Given<{ afterAppid: string; limit: number }>) =>
    apps(dialect).where("appid", ">", afterAppid).orderBy("appid").limit(limit),
  appOf,
);

const FIND_DUE_REVIEW = statement(
  (dialect, { nowMs }: Given<{ nowMs: number }>) =>
    apps(dialect)
      .where("review_due_at_ms", "<=", nowMs)
      .orderBy("review_due_at_ms")
      .orderBy("appid")
      .limit(1),
  appOf,
);

export const appStore = (engine: Engine): AppStore => ({
  create: async (app) => (await engine.run(INSERT, appRow(app))) === 1,
  find: (appid) => engine.first(FIND, { appid }),
  list: (page) => engine.all(LIST, page),
  findDueReview: (nowMs) => engine.first(FIND_DUE_REVIEW, { nowMs }),

  change: (appid, change) =>
    engine.transaction(function* () {
      const app = yield* first(LOCK, { appid });
      if (app === null) return null;
      const changed = change(app);
      yield* run(REPLACE, appRow(changed));
      return changed;
    }),
});

const appRow = (app: App): AppRow => ({
  appid: app.appid,
  kind: app.kind,
  name: app.name,
  mchids: toJson(app.mchids),
  secret_hash: app.secretHash,
  item_links: app.itemLinks,
  permission: app.permission,
  agreement_signed_at_ms: app.agreementSignedAtMs,
  opened_at_ms: app.openedAtMs,
  approved_at_ms: app.approvedAtMs,
  reviewed_until_ms: app.reviewedUntilMs,
  review_due_at_ms: app.reviewDueAtMs,
  last_result: app.lastResult,
  created_at_ms: app.createdAtMs,
  category_open: toBit(app.isCategoryOpen),
  ip_whitelist: toJson(app.ipWhitelist),
  quotas: toJsonOrNull(app.quotas),
});

function appOf(row: AppRow): App {
  return {
    appid: row.appid,
    kind: row.kind,
    name: row.name,
    mchids: fromJson(row.mchids),
    secretHash: row.secret_hash,
    itemLinks: row.item_links,
    permission: row.permission,
    agreementSignedAtMs: row.agreement_signed_at_ms,
    openedAtMs: row.opened_at_ms,
    approvedAtMs: row.approved_at_ms,
    reviewedUntilMs: row.reviewed_until_ms,
    reviewDueAtMs: row.review_due_at_ms,
    lastResult: row.last_result,
    createdAtMs: row.created_at_ms,
    isCategoryOpen: row.category_open === 1,
    ipWhitelist: fromJson(row.ip_whitelist),
    quotas: fromJsonOrNull(row.quotas),
  };
}
