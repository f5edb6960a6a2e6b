import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { FeedEvent, RecordedEvent } from "../../domain/events/recorded-event.js";
import type { EventStore, Feed } from "../event-store.js";
import { NotedEvents } from "../orders/noted-events.js";
import { EVENT, type EventRow, recordedEvents } from "../rows/event-rows.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import {
  ADD_FEED,
  ADVANCE,
  FIND_FEED,
  LOCK_FEED,
  NOTE_DELETED,
  NOTE_READER,
} from "./event-feed.js";
import { eventLists } from "./event-lists.js";
import { deleteDeliveriesUntil, queueDeliveries } from "./webhook-queue.js";

const INSERT_OUTBOX = insert("event_outbox", ["events", "created_at_ms"]);

const OUTBOX = statement(({ db }, { limit }: Given<{ limit: number }>) =>
  db.selectFrom("event_outbox").select(["number", "events"]).orderBy("number").limit(limit),
);

const HAS_OUTBOX = statement(({ db }) => db.selectFrom("event_outbox").select("number").limit(1));

/** A transaction that moves this many events, some milliseconds long, takes no further commit. */
const EVENTS_PER_MOVE = 128;

/** Counting what waits stops here. */
const WAITING_MAX = 10_000;

const COUNT_OUTBOX = statement(({ db }, { limit }: Given<{ limit: number }>) =>
  db
    .selectFrom(({ selectFrom }) =>
      selectFrom("event_outbox").select("number").limit(limit).as("counted"),
    )
    .select(({ fn }) => fn.countAll<number>().as("count")),
);

const OLDEST_OF_OUTBOX = statement(({ db }) =>
  db.selectFrom("event_outbox").select("created_at_ms").orderBy("number").limit(1),
);

type Numbered = { number: number };

const DELETE_OUTBOX = statement((dialect, { rows }: Given<{ rows: readonly Numbered[] }>) =>
  dialect.db
    .deleteFrom("event_outbox")
    .where("number", "in", (from) =>
      from.selectFrom(dialect.rows<Numbered>(rows, { number: "bigint" })).select("given.number"),
    ),
);

type Old = { beforeMs: number; limit: number };

/**
 * Reads only the oldest commits. They are in the order of their numbers, so all after the first one to keep
 * are newer. Those that another process is moving are left out. They are found once: PostgreSQL may repeat a
 * subquery for each row, which then finds further ones instead of those that are deleted already.
 */
const DELETE_OUTBOX_BEFORE = statement((dialect, { beforeMs, limit }: Given<Old>) =>
  dialect.db
    .with(
      (cte) => cte("oldest").materialized(),
      (db) =>
        dialect.forUpdateSkipLocked(
          db.selectFrom("event_outbox").select("number").orderBy("number").limit(limit),
        ),
    )
    .deleteFrom("event_outbox")
    .where("created_at_ms", "<", beforeMs)
    .where("number", "in", ({ selectFrom }) => selectFrom("oldest").select("oldest.number")),
);

type OrderName = { appid: string; order_id: string };
type Sequence = OrderName & { sequence: number };

/** How many events each order has had, from its last one in the feed, or as it was when that was deleted. */
const SEQUENCES = statement((dialect, { orders }: Given<{ orders: readonly OrderName[] }>) =>
  dialect.db
    .selectFrom(dialect.rows<OrderName>(orders, { appid: "text", order_id: "text" }))
    .select(({ selectFrom, fn, lit }) => [
      "given.appid",
      "given.order_id",
      fn
        .coalesce(
          selectFrom("events")
            .select("events.sequence")
            // The id of an order says its app. With a second condition, PostgreSQL would also read the index of apps.
            .whereRef("events.order_id", "=", "given.order_id")
            .orderBy("events.position", "desc")
            .limit(1),
          selectFrom("event_sequences as kept")
            .select("kept.sequence")
            .whereRef("kept.appid", "=", "given.appid")
            .whereRef("kept.order_id", "=", "given.order_id"),
          lit(0),
        )
        .as("sequence"),
    ]),
);

/** Keeps how many events each order has had, before the events are deleted. */
const KEEP_SEQUENCES_UNTIL = statement(({ db }, { position }: Given<{ position: number }>) =>
  db
    .insertInto("event_sequences")
    .columns(["appid", "order_id", "sequence"])
    .expression(({ selectFrom, fn, ref }) =>
      selectFrom("events")
        .select(["appid", sql<string>`order_id`.as("order_id"), fn.max("sequence").as("sequence")])
        .where("position", "<=", position)
        .where("order_id", "is not", null)
        .groupBy(["appid", ref("order_id")]),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["appid", "order_id"])
        .doUpdateSet(({ ref }) => ({ sequence: ref("excluded.sequence") }))
        .whereRef("event_sequences.sequence", "<", "excluded.sequence"),
    ),
);

const EVENT_TYPES_OF_COLUMNS = {
  position: "bigint",
  appid: "text",
  type: "text",
  order_id: "text",
  sequence: "bigint",
  at_ms: "bigint",
  added_at_ms: "bigint",
  data: "text",
} as const;

const COLUMNS = Object.keys(EVENT_TYPES_OF_COLUMNS) as (keyof typeof EVENT_TYPES_OF_COLUMNS)[];

const INSERT_EVENTS = statement((dialect, { rows }: Given<{ rows: readonly EventRow[] }>) =>
  dialect.db
    .insertInto("events")
    .columns(COLUMNS)
    .expression((from) =>
      from
        .selectFrom(dialect.rows<EventRow>(rows, EVENT_TYPES_OF_COLUMNS))
        .select(COLUMNS.map((column) => `given.${column}` as const)),
    ),
);

/** The last of the oldest events that came into the feed before a time. Later ones are not read. */
const LAST_OF_OLD = statement(({ db }, { beforeMs, limit }: Given<Old>) =>
  db
    .selectFrom(({ selectFrom }) =>
      selectFrom("events")
        .select(["position", "added_at_ms"])
        .orderBy("position")
        .limit(limit)
        .as("oldest"),
    )
    .select("position")
    .where("added_at_ms", "<", beforeMs)
    .orderBy("position", "desc")
    .limit(1),
);

const DELETE_UNTIL = statement(({ db }, { position }: Given<{ position: number }>) =>
  db.deleteFrom("events").where("position", "<=", position),
);

/** Records events, inside the transaction of what they report. */
export function* recordEvents(events: readonly RecordedEvent[]): Script<void> {
  const noted = new NotedEvents();
  noted.add(events);
  if (noted.row !== null) yield* run(INSERT_OUTBOX, noted.row);
}

function* lockFeed(): Script<Feed> {
  const feed = yield* first(LOCK_FEED, {});
  if (feed !== null) return feed;
  yield* run(ADD_FEED, {
    name: "feed",
    epoch: randomBytes(6).toString("hex"),
    last_position: 0,
    deleted_until: 0,
    last_read_at_ms: 0,
  });
  return (yield* first(LOCK_FEED, {})) as Feed;
}

function* relay(commits: number, nowMs: number): Script<number> {
  // The lock of this row lets one process move events at a time.
  const { lastPosition } = yield* lockFeed();
  const commitRows: { readonly number: number }[] = [];
  const recorded: (RecordedEvent & { readonly outboxNumber: number })[] = [];
  for (const row of yield* all(OUTBOX, { limit: commits })) {
    commitRows.push(row);
    recorded.push(...recordedEvents(row).map((event) => ({ ...event, outboxNumber: row.number })));
    if (recorded.length >= EVENTS_PER_MOVE) break;
  }
  if (recorded.length > 0) {
    const placed = yield* placeEvents(recorded, lastPosition);
    const rows = placed.map((event) => EVENT.row({ ...event, addedAtMs: nowMs }));
    yield* run(INSERT_EVENTS, { rows });
    yield* run(ADVANCE, { position: lastPosition + placed.length });
    yield* queueDeliveries(placed, nowMs);
  }
  if (commitRows.length > 0) {
    yield* run(DELETE_OUTBOX, { rows: commitRows.map(({ number }) => ({ number })) });
  }
  return commitRows.length;
}

/** Gives events their positions, and the next sequences of their orders. */
function* placeEvents<Recorded extends RecordedEvent>(
  recorded: readonly Recorded[],
  lastPosition: number,
): Script<(Recorded & FeedEvent)[]> {
  const nameOf = (appid: string, orderId: string) => `${appid} ${orderId}`;
  const orders = new Map<string, Sequence>();
  for (const { appid, orderId } of recorded) {
    if (orderId === null) continue;
    orders.set(nameOf(appid, orderId), { appid, order_id: orderId, sequence: 0 });
  }
  if (orders.size > 0) {
    const names = [...orders.values()].map(({ appid, order_id }) => ({ appid, order_id }));
    for (const stored of yield* all(SEQUENCES, { orders: names })) {
      orders.set(nameOf(stored.appid, stored.order_id), stored);
    }
  }
  const placed = recorded.map((event, index): Recorded & FeedEvent => {
    const order = event.orderId === null ? null : orders.get(nameOf(event.appid, event.orderId));
    if (order) order.sequence++;
    return { ...event, position: lastPosition + index + 1, sequence: order?.sequence ?? null };
  });
  return placed;
}

export const eventStore = (engine: Engine): EventStore => ({
  ...eventLists(engine),

  async record(events) {
    await engine.transaction(() => recordEvents(events), { isExact: true });
  },

  async relay({ commits, nowMs }) {
    // Usually nothing waits, and this read is cheaper than a transaction.
    if ((await engine.first(HAS_OUTBOX, {})) === null) return 0;
    return engine.transaction(() => relay(commits, nowMs), { isExact: true });
  },

  feed: async () => (await engine.first(FIND_FEED, {})) ?? engine.transaction(lockFeed),

  waiting: () =>
    engine.snapshot(function* () {
      const feed = yield* first(FIND_FEED, {});
      const counted = yield* first(COUNT_OUTBOX, { limit: WAITING_MAX });
      const oldest = yield* first(OLDEST_OF_OUTBOX, {});
      return {
        lastPosition: feed?.lastPosition ?? 0,
        commits: counted?.count ?? 0,
        oldestAtMs: oldest?.created_at_ms ?? null,
      };
    }),

  async noteReader(nowMs) {
    await engine.run(NOTE_READER, { nowMs }, { isRepeatable: true });
  },

  deleteBefore: (beforeMs, limit) =>
    engine.transaction(
      function* () {
        const last = yield* first(LAST_OF_OLD, { beforeMs, limit });
        if (last === null) return 0;
        yield* run(NOTE_DELETED, last);
        yield* run(KEEP_SEQUENCES_UNTIL, last);
        yield* deleteDeliveriesUntil(last.position);
        return yield* run(DELETE_UNTIL, last);
      },
      { isRepeatable: true, isLong: true },
    ),

  deleteWaitingBefore: (beforeMs, limit) =>
    engine.run(DELETE_OUTBOX_BEFORE, { beforeMs, limit }, { isRepeatable: true, isLong: true }),
});
