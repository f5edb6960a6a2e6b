import type { EventRelay } from "../events/event-relay.js";
import { representEvent } from "../events/represent-event.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import type { EventStore } from "../storage/event-store.js";
import type { AdminCall } from "./admin-routes.js";

const CURSORS = new Cursors<[number]>("listRecentEvents", ["number"]);

/** How long a call moves what waits in the outbox before it answers with what is there. */
const CATCH_UP_MS = 1_000;

/** No index knows the type, so one call looks at this many events at most: 4 ms of SQLite, 17 ms from the disk. */
const EVENTS_OF_TYPE_LOOKED_AT = 50_000;

interface RecentParts {
  readonly events: EventStore;
  readonly relay: EventRelay;
}

export async function listRecentEvents(
  { query: { cursor, limit = PAGE_SIZE, appid, type } }: AdminCall<"listRecentEvents">,
  { events, relay }: RecentParts,
) {
  const [place] = CURSORS.read(cursor) ?? [null];
  if (place === null) await relay.catchUp(CATCH_UP_MS);
  const feed = await events.feed();
  const before = place ?? feed.lastPosition + 1;
  const after =
    type === undefined
      ? feed.deletedUntil
      : Math.max(feed.deletedUntil, before - 1 - EVENTS_OF_TYPE_LOOKED_AT);
  const found = await events.recent({
    before,
    after,
    limit: limit + 1,
    ...(appid === undefined ? {} : { appid }),
    ...(type === undefined ? {} : { type }),
  });
  const page = CURSORS.page(
    found,
    limit,
    (event) => representEvent(event, feed),
    ({ position }) => [position],
  );
  // Such a page may have fewer events than `limit`, or none, and not be the last.
  const isLast = after <= feed.deletedUntil || page.next_cursor !== undefined;
  return isLast ? page : { ...page, next_cursor: CURSORS.write([after + 1]) };
}
