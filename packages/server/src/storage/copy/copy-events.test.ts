import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { permissionEvents } from "../../domain/events/app-events.js";
import { fillEveryTable, letGoOf } from "../conformance/fill.js";
import { anApp, PAID_AT_MS } from "../conformance/samples.js";
import { webhookEndpoint } from "../conformance/webhooks.js";
import { copyDatabase } from "../copy-database.js";
import { openPostgresStore } from "../postgres/store.js";
import { openSqliteStore } from "../sqlite/store.js";
import type { Store } from "../store.js";
import type { EndedAttempt } from "../webhook-store.js";

const NOW_MS = PAID_AT_MS;

describeOnPostgres("events and webhooks are copied to PostgreSQL", () => {
  let folder: string;
  let file: string;
  let target: PostgresTestDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "dingdan-copy-"));
    file = join(folder, "source.db");
    target = await createMigratedDatabase();
  });
  afterEach(async () => {
    await target.remove();
    rmSync(folder, { recursive: true });
  });

  async function copy() {
    await letGoOf(file);
    return copyDatabase(
      { from: `sqlite:${file}`, to: target.url },
      { withRequests: true, onProgress: () => undefined },
    );
  }

  /** The feed, and the deliveries that wait. */
  async function eventsOf({ events, webhooks }: Store) {
    const { feed, events: listed } = await events.list({ after: 0, limit: 100 });
    const due = await webhooks.dueOf("e1", { nowMs: NOW_MS, limit: 100 });
    return {
      epoch: feed.epoch,
      endpoints: await webhooks.list({ after: null, limit: 10 }),
      positions: listed.map(({ position }) => position),
      waiting: due.map(({ delivery }) => delivery.position),
    };
  }

  const EVENTS = permissionEvents(anApp(), { ...anApp(), permission: "closed" }, NOW_MS);
  const RELAY = { commits: 10, nowMs: NOW_MS };

  test("each of their tables has its rows, with any texts", async () => {
    await fillEveryTable(file, 7);
    const outcome = await copy();
    const tables = outcome.kind === "copied" ? outcome.tables : [];
    const copied = tables.filter(({ name }) => /^(?:event|webhook)/.test(name));
    expect(copied.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ["event_feed", 7],
      ["event_outbox", 7],
      ["event_sequences", 7],
      ["events", 7],
      ["webhook_attempts", 7],
      ["webhook_deliveries", 7],
      ["webhook_endpoints", 7],
    ]);
  });

  test("the feed and what waits continue where they were", async () => {
    const { store } = await openSqliteStore(file);
    await store.events.feed();
    // What an endpoint is not sent has a lower number in the outbox, which is empty afterwards.
    for (let count = 0; count < 5; count++) await store.events.record(EVENTS);
    await store.webhooks.add(webhookEndpoint(), { countMax: 9, ofAppMax: 9 });
    for (let count = 0; count < 3; count++) await store.events.record(EVENTS);
    await store.events.relay(RELAY);
    await store.webhooks.record("e1", [deliveredAt(6)], null);
    const before = await eventsOf(store);
    expect(before.waiting).toEqual([7, 8]);
    await store.events.record(EVENTS);
    await store.close();

    expect(await copy()).toMatchObject({ kind: "copied" });

    const { store: copied } = await openPostgresStore(target.url);
    expect(await eventsOf(copied)).toEqual(before);
    await copied.events.record(EVENTS);
    await copied.events.relay(RELAY);
    const after = await eventsOf(copied);
    expect(after.positions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(after.waiting).toEqual([7, 8, 9, 10]);
    expect((await copied.webhooks.delivery("e1", 6))?.log).toHaveLength(1);
    await copied.close();
  });

  test("an endpoint of an installation whose outbox is empty is sent what happens later", async () => {
    const { store } = await openSqliteStore(file);
    await store.events.feed();
    for (let count = 0; count < 5; count++) await store.events.record(EVENTS);
    await store.webhooks.add(webhookEndpoint(), { countMax: 9, ofAppMax: 9 });
    await store.events.relay(RELAY);
    await store.close();

    expect(await copy()).toMatchObject({ kind: "copied" });

    const { store: copied } = await openPostgresStore(target.url);
    await copied.events.record(EVENTS);
    await copied.events.relay(RELAY);
    expect((await eventsOf(copied)).waiting).toEqual([6]);
    await copied.close();
  });
});

const deliveredAt = (position: number): EndedAttempt => ({
  position,
  state: "delivered",
  dueAtMs: NOW_MS,
  tries: 1,
  attempts: 1,
  endedAtMs: NOW_MS,
  atMs: NOW_MS,
  details: {
    status: 204,
    fault: null,
    durationMs: 1,
    requestHeaders: {},
    answerHeaders: {},
    answerBody: "",
  },
});
