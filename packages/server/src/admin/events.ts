import { type EventRepresentation, text } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type EventPlace, eventIdOf, eventPlaceOf } from "../events/event-id.js";
import type { EventRelay } from "../events/event-relay.js";
import { representEvent } from "../events/represent-event.js";
import { invalidRequest, Problem } from "../http/problem.js";
import type { EventStore, Feed, FeedQuery } from "../storage/event-store.js";
import type { AppStore } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { knownApp } from "./known-app.js";
import { listRecentEvents } from "./recent-events.js";

const LIMIT = 100;

/** How long a call moves what waits in the outbox before it answers with what is there. */
const CATCH_UP_MS = 1_000;

/** How often a call that waits looks for events that another process has moved. */
const LOOK_EVERY_MS = 500;

export interface FeedParts {
  readonly apps: Pick<AppStore, "find">;
  readonly events: EventStore;
  readonly relay: EventRelay;
}

/** Registers the feed of events. */
export function registerEventRoutes(server: FastifyInstance, parts: FeedParts): void {
  registerAdminRoutes(server, {
    listEvents: (call) => listEvents(call, parts),
    listRecentEvents: (call) => listRecentEvents(call, parts),
  });
}

interface Page {
  readonly items: EventRepresentation[];
  readonly next_after: string;
}

async function listEvents(
  { query, request }: AdminCall<"listEvents">,
  parts: FeedParts,
): Promise<Page> {
  const { events, relay } = parts;
  // A wrong appid would wait for events that never come.
  if (query.appid !== undefined) await knownApp(parts.apps, query.appid);
  const untilMs = performance.now() + (query.wait_seconds ?? 0) * 1000;
  if (query.after === "now") await relay.catchUpAtOnce(CATCH_UP_MS);
  else await relay.catchUp(CATCH_UP_MS);
  let after = positionOf(query.after, await events.feed());
  for (;;) {
    const page = await readPage(parts, {
      after,
      limit: query.limit ?? LIMIT,
      ...(query.appid === undefined ? {} : { appid: query.appid }),
      ...(query.type === undefined ? {} : { type: query.type }),
    });
    const leftMs = untilMs - performance.now();
    if (page.items.length > 0 || leftMs <= 0 || relay.isStopped || request.raw.destroyed) {
      return { items: page.items, next_after: page.next };
    }
    after = page.position;
    await nextMove(relay, request, Math.min(leftMs, LOOK_EVERY_MS));
    await relay.catchUp(CATCH_UP_MS);
  }
}

async function readPage({ events: store }: FeedParts, query: FeedQuery) {
  const { feed, events } = await store.list(query);
  // The events may have been deleted since the last look.
  if (query.after < feed.deletedUntil) throw tooOld(feed);
  const last = events.at(-1)?.position;
  // Events that a filter leaves out are not read again.
  const position =
    events.length < query.limit || last === undefined
      ? Math.max(feed.lastPosition, query.after)
      : last;
  return {
    items: events.map((event) => representEvent(event, feed)),
    next: eventIdOf(feed, position),
    position,
  };
}

/** The position after which a call reads. */
function positionOf(after: string | undefined, feed: Feed): number {
  if (after === undefined || after === "") return feed.deletedUntil;
  if (after === "now") return feed.lastPosition;
  const place = eventPlaceOf(after);
  if (place === null) throw NO_POSITION;
  if (isMissing(place, feed)) throw tooOld(feed);
  return place.position;
}

/** Whether events between a place and the feed's end are missing, or the place is of another feed. */
const isMissing = ({ epoch, position }: EventPlace, feed: Feed): boolean =>
  epoch !== feed.epoch || position < feed.deletedUntil || position > feed.lastPosition;

const NO_POSITION = invalidRequest([
  {
    path: "after",
    reason: text(
      "must be the next_after of an earlier call, the id of an event, or now; leave it out to start with the oldest event",
      "须为此前返回的 next_after、事件 id 或 now；不传则从最旧的事件开始",
    ),
  },
]);

function tooOld(feed: Feed): Problem {
  const oldest = eventIdOf(feed, feed.deletedUntil);
  return new Problem(
    410,
    text(
      `Events after this one were deleted, or it is of another database: events may be missing. Read the orders once (GET /admin/v1/orders), then continue with after=${oldest}, which is before the oldest event that is kept.`,
      `该位置之后的事件已被删除，或它属于另一个数据库，可能有事件缺失。请先读取一次订单（GET /admin/v1/orders），再以 after=${oldest} 继续，它位于保留的最旧事件之前。`,
    ),
  );
}

/** Resolves when this process has moved events, the client has left, or the time has passed. */
function nextMove(relay: EventRelay, { raw }: FastifyRequest, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stopListening();
      raw.socket.off("close", end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    const stopListening = relay.onMoved(end);
    raw.socket.once("close", end);
  });
}
