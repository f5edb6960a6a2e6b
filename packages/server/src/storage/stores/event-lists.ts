import type { EventType } from "@dingdan/contract";
import type { EventStore, Feed, FeedQuery } from "../event-store.js";
import { EVENT } from "../rows/event-rows.js";
import type { Engine } from "../statements/engine.js";
import { all, first } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import { FIND_FEED } from "./event-feed.js";

const LIST = statement(
  ({ db }, given: Given<{ after: number; limit: number; appid?: string; type?: EventType }>) => {
    let page = db
      .selectFrom("events")
      .select(EVENT.columns)
      .where("position", ">", given.after)
      .orderBy("position")
      .limit(given.limit);
    if (given.appid !== undefined) page = page.where("appid", "=", given.appid);
    if (given.type !== undefined) page = page.where("type", "=", given.type);
    return page;
  },
  EVENT.of,
  ["appid", "type"],
);

interface RecentFilters {
  appid?: string;
  type?: EventType;
  fromMs?: number;
  toMs?: number;
}

type Between = { after: number; before: number; limit: number };

const RECENT = statement(
  ({ db }, given: Given<Between & RecentFilters>) => {
    let page = db
      .selectFrom("events")
      .select(EVENT.columns)
      .where("position", ">", given.after)
      .where("position", "<", given.before)
      .orderBy("position", "desc")
      .limit(given.limit);
    if (given.appid !== undefined) page = page.where("appid", "=", given.appid);
    if (given.type !== undefined) page = page.where("type", "=", given.type);
    if (given.fromMs !== undefined) page = page.where("at_ms", ">=", given.fromMs);
    if (given.toMs !== undefined) page = page.where("at_ms", "<", given.toMs);
    return page;
  },
  EVENT.of,
  ["appid", "type", "fromMs", "toMs"],
);

const KINDS = statement(({ db }, { after, until }: Given<{ after: number; until: number }>) =>
  db
    .selectFrom("events")
    .select(["appid", "type"])
    .distinct()
    .where("position", ">", after)
    .where("position", "<=", until),
);

const OF_ORDER = statement(
  ({ db }, { appid, orderId }: Given<{ appid: string; orderId: string }>) =>
    db
      .selectFrom("events")
      .select(EVENT.columns)
      .where("order_id", "=", orderId)
      .where("appid", "=", appid)
      .orderBy("position")
      .limit(1_000),
  EVENT.of,
);

/** The part of the store that lists events. */
export const eventLists = (
  engine: Engine,
): Pick<EventStore, "list" | "recent" | "kinds" | "ofOrder"> => ({
  list: ({ after, limit, appid, type }: FeedQuery) =>
    engine.snapshot(function* () {
      const feed = (yield* first(FIND_FEED, {})) as Feed;
      const filters = {
        ...(appid === undefined ? {} : { appid }),
        ...(type === undefined ? {} : { type }),
      };
      return { feed, events: yield* all(LIST, { after, limit, ...filters }) };
    }),

  recent: ({ before, ...query }) =>
    engine.all(RECENT, { ...query, before: before ?? Number.MAX_SAFE_INTEGER }),

  kinds: (span) => engine.all(KINDS, span),

  ofOrder: (appid, orderId) => engine.all(OF_ORDER, { appid, orderId }),
});
