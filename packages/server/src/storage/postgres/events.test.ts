import { Client } from "pg";
import { expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { eventOf, type RecordedEvent } from "../../domain/events/recorded-event.js";
import { webhookEndpoint } from "../conformance/webhooks.js";
import { toJson } from "../rows/json.js";
import type { Store } from "../store.js";
import { openPostgresStore } from "./store.js";

const NOW_MS = 1_000;

const anEvent = (orderId: string): RecordedEvent =>
  eventOf<"trade.settled">({
    type: "trade.settled",
    appid: "wx-a",
    orderId,
    atMs: NOW_MS,
    data: { transaction_id: orderId, mchid: "1", out_trade_no: "2", state: "settled" },
  });

/** A reader of the feed, who continues where the last page ended. */
class Reader {
  readonly #store: Store;
  #after = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The orders of the events that are new. */
  async read(): Promise<(string | null)[]> {
    const { events: store } = this.#store;
    await store.relay({ commits: 10, nowMs: NOW_MS });
    const { feed, events } = await store.list({ after: this.#after, limit: 10 });
    this.#after = feed.lastPosition;
    return events.map(({ orderId }) => orderId);
  }
}

/** Begins a commit that has its number in the outbox, and does not end. */
async function openCommit(database: PostgresTestDatabase, event: RecordedEvent): Promise<Client> {
  const client = new Client(database.url);
  await client.connect();
  await client.query("BEGIN");
  const row = [`[${toJson(event)}]`, Date.now()];
  await client.query("INSERT INTO event_outbox (events, created_at_ms) VALUES ($1, $2)", row);
  return client;
}

describeOnPostgres("a transaction that ends after one that began later", () => {
  test("hides no event from a reader or an endpoint, and makes none wait", async () => {
    const database = await createMigratedDatabase();
    const { store } = await openPostgresStore(database.url);
    const reader = new Reader(store);
    await store.events.feed();
    await store.webhooks.add(webhookEndpoint({ createdAtMs: NOW_MS }), {
      countMax: 1,
      ofAppMax: 1,
    });
    await store.events.record([anEvent("first")]);
    const late = await openCommit(database, anEvent("late"));
    await store.events.record([anEvent("last")]);
    expect(await reader.read()).toEqual(["first", "last"]);
    expect(await reader.read()).toEqual([]);

    // Neither does the sweep wait for it, nor forget it.
    expect(await store.events.deleteWaitingBefore(Date.now() + 60_000, 10)).toBe(0);
    await late.query("COMMIT");
    expect(await reader.read()).toEqual(["late"]);
    const due = await store.webhooks.dueOf("e1", { nowMs: NOW_MS, limit: 10 });
    expect(due.map(({ event }) => event.orderId)).toEqual(["first", "last", "late"]);
    await late.end();
    await store.close();
    await database.remove();
  });
});

describeOnPostgres("two processes that move the same commits", () => {
  test("place each event once, without gaps", async () => {
    const database = await createMigratedDatabase();
    const { store } = await openPostgresStore(database.url);
    const { store: other } = await openPostgresStore(database.url);
    await store.events.feed();
    for (const order of ["1", "2", "3", "4"]) await store.events.record([anEvent(order)]);
    const move = ({ events }: Store) => events.relay({ commits: 3, nowMs: NOW_MS });
    const moved = await Promise.all([move(store), move(other)]);
    expect(moved.toSorted()).toEqual([1, 3]);
    const { events } = await store.events.list({ after: 0, limit: 10 });
    expect(events.map(({ position, orderId }) => `${position} ${orderId}`)).toEqual([
      "1 1",
      "2 2",
      "3 3",
      "4 4",
    ]);
    await other.close();
    await store.close();
    await database.remove();
  });
});
