import { orderIdOf } from "../../../domain/order-id.js";
import { type OutboxEntries, type OutboxRow, recordedEvents } from "../../rows/event-rows.js";
import { fromJson, toJson } from "../../rows/json.js";
import type { Row } from "../../rows/row.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, statement } from "../../statements/statement.js";
import { slicesOf } from "./slices.js";
import type { TrailNames } from "./trail.js";

type Slice = { after: number; upTo: number };

const WAITING = statement(({ db }, { after, upTo }: Given<Slice>) =>
  db
    .selectFrom("event_outbox")
    .select(["number", "events", "created_at_ms"])
    .where("number", ">", after)
    .where("number", "<=", upTo),
);

export type Entry = OutboxEntries[number];

/** Whether an event that waits for its place in the feed is of one of these orders. */
export function isOfOrders({ orderKeys, transactionIds }: TrailNames): (entry: Entry) => boolean {
  const places = new Set(
    [...orderKeys].flatMap(([appid, keys]) => keys.map((key) => `${appid} ${key}`)),
  );
  const ids = new Set<string>(transactionIds);
  for (const [appid, keys] of orderKeys) {
    for (const orderKey of keys) ids.add(orderIdOf({ appid, orderKey }));
  }
  return (entry) =>
    "type" in entry
      ? entry.orderId !== null && ids.has(entry.orderId)
      : places.has(`${entry[0]} ${entry[1]}`);
}

/** The commits with events of these orders that are not in the feed yet. */
export async function* waitingCommits(
  engine: Engine,
  isOfBuyer: (entry: Entry) => boolean,
): AsyncGenerator<OutboxRow & { readonly number: number }> {
  const slices = slicesOf(engine, "event_outbox", async (slice) => {
    const rows = await engine.all(WAITING, slice);
    return rows.filter(({ events }) => fromJson(events).some(isOfBuyer));
  });
  for await (const rows of slices) yield* rows;
}

export async function* waitingEventsOf(
  engine: Engine,
  names: TrailNames,
): AsyncGenerator<readonly Row[]> {
  const isOfBuyer = isOfOrders(names);
  for await (const { events, created_at_ms } of waitingCommits(engine, isOfBuyer)) {
    const own = toJson(fromJson(events).filter(isOfBuyer)) as OutboxRow["events"];
    yield [{ events: toJson(recordedEvents({ events: own })), created_at_ms }];
  }
}
