import type { EventRelay } from "../events/event-relay.js";
import { representEvent } from "../events/represent-event.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import type { EventStore } from "../storage/event-store.js";
import type { AdminCall } from "./admin-routes.js";
import { instantMsOf } from "./order-filter.js";

const CURSORS = new Cursors<[number]>("listRecentEvents", ["number"]);

/** How long a call moves what waits in the outbox before it answers with what is there. */
const CATCH_UP_MS = 1_000;

/** No index knows the type or the time, so one call looks at this many events at most: 4 ms of SQLite, 17 ms from the disk. */
const EVENTS_LOOKED_AT = 50_000;

/** Positions follow the commits, whose times may differ from their order by the time that one may take. */
const OUT_OF_ORDER_MS = 3_600_000;

interface RecentParts {
  readonly events: EventStore;
  readonly relay: EventRelay;
}

export async function listRecentEvents(
  { query: { cursor, limit = PAGE_SIZE, appid, type, from, to } }: AdminCall<"listRecentEvents">,
  { events, relay }: RecentParts,
) {
  const [place] = CURSORS.read(cursor) ?? [null];
  if (place === null) await relay.catchUp(CATCH_UP_MS);
  const feed = await events.feed();
  const before = place ?? feed.lastPosition + 1;
  const isSearch = [type, from, to].some((filter) => filter !== undefined);
  const after = isSearch
    ? Math.max(feed.deletedUntil, before - 1 - EVENTS_LOOKED_AT)
    : feed.deletedUntil;
  const fromMs = from === undefined ? undefined : instantMsOf(from);
  const found = await events.recent({
    before,
    after,
    limit: limit + 1,
    ...(appid === undefined ? {} : { appid }),
    ...(type === undefined ? {} : { type }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(to === undefined ? {} : { toMs: instantMsOf(to) }),
  });
  const page = CURSORS.page(
    found,
    limit,
    (event) => representEvent(event, feed),
    ({ position }) => [position],
  );
  if (after <= feed.deletedUntil || page.next_cursor !== undefined) return page;
  if (fromMs !== undefined && (await isBefore(events, after, fromMs - OUT_OF_ORDER_MS))) {
    return page;
  }
  // Such a page may have fewer events than `limit`, or none, and not be the last.
  return { ...page, next_cursor: CURSORS.write([after + 1]) };
}

/** True if the event at a position, or the last one before it, happened before a time. */
async function isBefore(events: EventStore, position: number, timeMs: number): Promise<boolean> {
  const [event] = await events.recent({ before: position + 1, after: 0, limit: 1 });
  return event === undefined || event.atMs < timeMs;
}
