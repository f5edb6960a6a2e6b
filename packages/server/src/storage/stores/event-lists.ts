import type { EventType } from "@dingdan/contract";
import { EVENT } from "../rows/event-rows.js";
import { type Given, statement } from "../statements/statement.js";

// The statements that list events.

export const LIST = statement(
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

type Between = { after: number; before: number; limit: number };

export const RECENT = statement(
  ({ db }, given: Given<Between & { appid?: string; type?: EventType }>) => {
    let page = db
      .selectFrom("events")
      .select(EVENT.columns)
      .where("position", ">", given.after)
      .where("position", "<", given.before)
      .orderBy("position", "desc")
      .limit(given.limit);
    if (given.appid !== undefined) page = page.where("appid", "=", given.appid);
    if (given.type !== undefined) page = page.where("type", "=", given.type);
    return page;
  },
  EVENT.of,
  ["appid", "type"],
);

export const OF_ORDER = statement(
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
