import { sql } from "kysely";
import { ERASED_DATA, type OutboxEntries, recordedEvents } from "../../rows/event-rows.js";
import { fromJson, type JsonText, toJson } from "../../rows/json.js";
import type { Dialect } from "../../statements/dialect.js";
import type { Engine } from "../../statements/engine.js";
import { first, run, type Script } from "../../statements/script.js";
import { type Given, statement } from "../../statements/statement.js";
import { LOCK_FEED } from "../event-feed.js";
import { chunksOf } from "./any-table.js";
import type { EraseSteps } from "./erase-steps.js";
import { type Entry, isOfOrders, waitingCommits } from "./outbox.js";
import { eventOrderIds } from "./rows.js";
import type { TrailNames } from "./trail.js";

/** How many orders' events one commit erases. */
const ORDERS = 20;

type Keys = { keys: readonly string[] };

const WAITING = statement(({ db }, { number }: Given<{ number: number }>) =>
  db.selectFrom("event_outbox").select("events").where("number", "=", number),
);

const PUT_WAITING = statement(
  ({ db }, { number, events }: Given<{ number: number; events: JsonText<OutboxEntries> }>) =>
    db.updateTable("event_outbox").set({ events }).where("number", "=", number),
);

/** The places that webhook endpoints have for the events of orders. */
const placesOf = (dialect: Dialect, keys: Given<Keys>["keys"]) =>
  sql`(select webhook_endpoints.id, events.position from events, webhook_endpoints
    where ${dialect.isIn(sql.ref("events.order_id"), keys)})`;

const DELETE_ATTEMPTS = statement((dialect, { keys }: Given<Keys>) =>
  dialect.db
    .deleteFrom("webhook_attempts")
    .where(sql<boolean>`(endpoint_id, position) in ${placesOf(dialect, keys)}`),
);

const CLEAR_BODIES = statement((dialect, { keys }: Given<Keys>) =>
  dialect.db
    .updateTable("webhook_deliveries")
    .set({ body: null })
    .where("body", "is not", null)
    .where(sql<boolean>`(endpoint_id, position) in ${placesOf(dialect, keys)}`),
);

const ERASE_EVENTS = statement((dialect, { keys }: Given<Keys>) =>
  dialect.db
    .updateTable("events")
    .set({ data: ERASED_DATA, order_id: null, sequence: null })
    .where(() => dialect.isIn(sql.ref("order_id"), keys)),
);

export const DELETE_SEQUENCES = statement(
  (dialect, { appid, keys }: Given<Keys & { appid: string }>) =>
    dialect.db
      .deleteFrom("event_sequences")
      .where("appid", "=", appid)
      .where(({ ref }) => dialect.isIn(ref("order_id"), keys)),
);

/** Takes the orders out of their events, in the feed and on the way to it. */
export async function eraseEvents(
  engine: Engine,
  names: TrailNames,
  steps: EraseSteps,
): Promise<void> {
  const isOfBuyer = isOfOrders(names);
  for await (const { number } of waitingCommits(engine, isOfBuyer)) {
    await steps.take(function* (counts) {
      counts.add("events", yield* eraseWaiting(number, isOfBuyer));
    });
  }
  const appids = [...names.orderKeys.keys()];
  for (const keys of chunksOf(eventOrderIds(names), ORDERS)) {
    await steps.take(function* (counts) {
      counts.add("events", yield* eraseOfOrders(keys, appids));
    });
  }
}

function* eraseWaiting(number: number, isOfBuyer: (entry: Entry) => boolean): Script<number> {
  // No process moves events to the feed meanwhile: it would move what it has read before.
  yield* first(LOCK_FEED, {});
  const row = yield* first(WAITING, { number });
  if (row === null) return 0;
  const entries = fromJson(row.events);
  const kept = entries.map((entry) => (isOfBuyer(entry) ? withoutOrder(entry) : entry));
  yield* run(PUT_WAITING, { number, events: toJson(kept as unknown as OutboxEntries) });
  return entries.filter(isOfBuyer).length;
}

function withoutOrder(entry: Entry): object {
  const [event] = recordedEvents({ events: toJson([entry] as OutboxEntries) });
  return { ...event, orderId: null, data: fromJson(ERASED_DATA) };
}

function* eraseOfOrders(keys: readonly string[], appids: readonly string[]): Script<number> {
  yield* run(DELETE_ATTEMPTS, { keys });
  yield* run(CLEAR_BODIES, { keys });
  for (const appid of appids) yield* run(DELETE_SEQUENCES, { appid, keys });
  return yield* run(ERASE_EVENTS, { keys });
}
