import type { WebhookState } from "@dingdan/contract";
import { sql } from "kysely";
import type { WebhookEndpoint } from "../../domain/webhooks/endpoint.js";
import { toJsonOrNull } from "../rows/json.js";
import { WEBHOOK_ENDPOINT } from "../rows/webhook-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, lock, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { WebhookStore } from "../webhook-store.js";

/** How many troubled endpoints are read: enough for a person to see. */
const TROUBLED_MAX = 100;

const INSERT = insert("webhook_endpoints", [
  ...WEBHOOK_ENDPOINT.columns,
  "outbox_after",
  "leased_by",
  "leased_until_ms",
]);

const LAST_OF_OUTBOX = statement(({ db }) =>
  db.selectFrom("event_outbox").select("number").orderBy("number", "desc").limit(1),
);

const FIND = statement(
  ({ db }, { id }: Given<{ id: string }>) =>
    db
      .selectFrom("webhook_endpoints")
      .select(WEBHOOK_ENDPOINT.columns)
      .where("id", "=", id)
      .where("state", "<>", "deleted"),
  WEBHOOK_ENDPOINT.of,
);

const LOCK = statement(
  (dialect, { id }: Given<{ id: string }>) =>
    dialect.forUpdate(
      dialect.db
        .selectFrom("webhook_endpoints")
        .select(WEBHOOK_ENDPOINT.columns)
        .where("id", "=", id)
        .where("state", "<>", "deleted"),
    ),
  WEBHOOK_ENDPOINT.of,
);

interface ListQuery {
  afterMs: number;
  afterId: string;
  limit: number;
  appid?: string;
  state?: WebhookState;
}

const LIST = statement(
  ({ db }, given: Given<ListQuery>) => {
    let page = db
      .selectFrom("webhook_endpoints")
      .select(WEBHOOK_ENDPOINT.columns)
      .where("state", "<>", "deleted")
      .where(({ eb, or, and }) =>
        or([
          eb("created_at_ms", ">", given.afterMs),
          and([eb("created_at_ms", "=", given.afterMs), eb("id", ">", given.afterId)]),
        ]),
      )
      .orderBy("created_at_ms")
      .orderBy("id")
      .limit(given.limit);
    if (given.appid !== undefined) page = page.where("appid", "=", given.appid);
    if (given.state !== undefined) page = page.where("state", "=", given.state);
    return page;
  },
  WEBHOOK_ENDPOINT.of,
  ["appid", "state"],
);

const ANY = statement(({ db }) =>
  db.selectFrom("webhook_endpoints").select("id").where("state", "<>", "deleted").limit(1),
);

const TROUBLED = statement(
  ({ db }) =>
    db
      .selectFrom("webhook_endpoints")
      .select(WEBHOOK_ENDPOINT.columns)
      .where(({ eb, or, and }) =>
        or([
          eb("state", "=", "paused"),
          and([eb("state", "=", "enabled"), eb("failing_since_ms", "is not", null)]),
        ]),
      )
      .orderBy("failing_since_ms")
      .limit(TROUBLED_MAX),
  WEBHOOK_ENDPOINT.of,
);

const COUNTS = statement(({ db }) =>
  db
    .selectFrom("webhook_endpoints")
    .select(({ fn }) => ["appid", fn.countAll<number>().as("count")])
    .where("state", "<>", "deleted")
    .groupBy("appid"),
);

type Changed = Omit<
  ReturnType<typeof WEBHOOK_ENDPOINT.row>,
  "kind" | "appid" | "created_at_ms" | "last_attempt"
>;

const CHANGE = statement(({ db }, row: Given<Changed>) =>
  db
    .updateTable("webhook_endpoints")
    .set({
      url: row.url,
      types: row.types,
      state: row.state,
      why: row.why,
      state_since_ms: row.state_since_ms,
      keys: row.keys,
      details: row.details,
      failing_since_ms: row.failing_since_ms,
    })
    .where("id", "=", row.id),
);

const MAKE_DUE = statement(({ db }, { id, nowMs }: Given<{ id: string; nowMs: number }>) =>
  db
    .updateTable("webhook_deliveries")
    .set({ due_at_ms: nowMs })
    .where("endpoint_id", "=", id)
    .where("state", "=", sql.lit("waiting" as const))
    .where("due_at_ms", ">", nowMs),
);

type Owned = { ids: readonly string[]; owner: string };

const LEASE = statement(
  (
    { db, isIn },
    { ids, owner, realNowMs, untilMs }: Given<Owned & { realNowMs: number; untilMs: number }>,
  ) =>
    db
      .updateTable("webhook_endpoints")
      .set({ leased_by: owner, leased_until_ms: untilMs })
      .where(({ ref }) => isIn(ref("id"), ids))
      .where(({ eb, or }) =>
        or([eb("leased_by", "=", owner), eb("leased_until_ms", "<=", realNowMs)]),
      ),
);

const LEASED = statement(({ db, isIn }, { ids, owner }: Given<Owned>) =>
  db
    .selectFrom("webhook_endpoints")
    .select("id")
    .where(({ ref }) => isIn(ref("id"), ids))
    .where("leased_by", "=", owner),
);

const RELEASE = statement(({ db }, { owner }: Given<{ owner: string }>) =>
  db
    .updateTable("webhook_endpoints")
    .set({ leased_by: null, leased_until_ms: 0 })
    .where("leased_by", "=", owner),
);

type EndpointPart = Pick<
  WebhookStore,
  "add" | "find" | "list" | "change" | "hasAny" | "troubled" | "lease" | "release"
>;

export const webhookEndpoints = (engine: Engine): EndpointPart => ({
  add: (endpoint, { countMax, ofAppMax }) =>
    engine.transaction(
      function* () {
        yield* lock("webhook endpoints");
        const counts = yield* all(COUNTS, {});
        const total = counts.reduce((sum, { count }) => sum + count, 0);
        const ofApp = counts.find(({ appid }) => appid === endpoint.appid)?.count ?? 0;
        if (total >= countMax || ofApp >= ofAppMax) return false;
        const row = WEBHOOK_ENDPOINT.row(endpoint);
        // What waits in the outbox, where it may have waited for days, was before the endpoint.
        const outbox = yield* first(LAST_OF_OUTBOX, {});
        yield* run(INSERT, {
          ...row,
          outbox_after: outbox?.number ?? 0,
          leased_by: null,
          leased_until_ms: 0,
        });
        return true;
      },
      { isExact: true },
    ),
  find: (id) => engine.first(FIND, { id }),
  list: ({ after, limit, appid, state }) => {
    const [afterMs, afterId] = after ?? [-1, ""];
    const filters = {
      ...(appid === undefined ? {} : { appid }),
      ...(state === undefined ? {} : { state }),
    };
    return engine.all(LIST, { afterMs, afterId, limit, ...filters });
  },
  change: (id, decide, nowMs) =>
    engine.transaction(
      function* () {
        const stored = yield* first(LOCK, { id });
        if (stored === null) return null;
        const changed = decide(stored);
        yield* run(CHANGE, changedRow(changed));
        const isEnabledAgain = changed.state === "enabled" && stored.state !== "enabled";
        if (isEnabledAgain) yield* run(MAKE_DUE, { id, nowMs });
        return changed;
      },
      { isExact: true, isLong: true },
    ),
  hasAny: async () => (await engine.first(ANY, {})) !== null,
  troubled: () => engine.all(TROUBLED, {}),
  lease: ({ ids, owner, realNowMs, untilMs }) =>
    engine.transaction(
      function* () {
        yield* run(LEASE, { ids, owner, realNowMs, untilMs });
        return (yield* all(LEASED, { ids, owner })).map(({ id }) => id);
      },
      { isRepeatable: true, isUnsynced: true },
    ),
  async release(owner) {
    await engine.run(RELEASE, { owner }, { isRepeatable: true });
  },
});

function changedRow(endpoint: WebhookEndpoint): Changed {
  const {
    kind: _,
    appid: __,
    created_at_ms: ___,
    last_attempt: ____,
    ...row
  } = WEBHOOK_ENDPOINT.row(endpoint);
  return { ...row, types: toJsonOrNull(endpoint.types) };
}
