import type { WebhookFault } from "@dingdan/contract";
import { expect } from "vitest";
import { eventOf, type RecordedEvent } from "../../domain/events/recorded-event.js";
import type {
  LastAttempt,
  WebhookDelivery,
  WebhookEndpoint,
} from "../../domain/webhooks/endpoint.js";
import type { Store } from "../store.js";
import type { EndedAttempt } from "../webhook-store.js";
import { APPID, PAID_AT_MS } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const NOW_MS = PAID_AT_MS;
const LIMITS = { countMax: 10, ofAppMax: 5 };
const OTHER = "wx-other";
const FAULT: WebhookFault = { code: "http_status", params: { status: 500 } };

export const webhookEndpoint = (changes: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: "e1",
  url: "https://shop.example.com/events",
  kind: "standard",
  appid: null,
  types: null,
  state: "enabled",
  why: null,
  stateSinceMs: NOW_MS,
  createdAtMs: NOW_MS,
  keys: { sealed: "s1.k.x", publicKey: "whpk_x", rotatedAtMs: null, previous: null },
  details: {},
  failingSinceMs: null,
  lastAttempt: null,
  ...changes,
});

const anEvent = (orderId: string, changes: Partial<RecordedEvent> = {}): RecordedEvent => ({
  ...eventOf<"trade.settled">({
    type: "trade.settled",
    appid: APPID,
    orderId,
    atMs: NOW_MS,
    data: { transaction_id: orderId, mchid: "1", out_trade_no: "2", state: "settled" },
  }),
  ...changes,
});

/** Records events, each in a commit, and moves them to the feed. */
async function happen({ events }: Store, ...happened: readonly RecordedEvent[]): Promise<void> {
  await events.feed();
  for (const event of happened) await events.record([event]);
  while ((await events.relay({ commits: 10, nowMs: NOW_MS })) > 0);
}

const ALL = { nowMs: NOW_MS, limit: 100 };

const waitingFor = async ({ webhooks }: Store, id: string) =>
  (await webhooks.dueOf(id, ALL)).map(({ delivery }) => delivery.position);

const ended = (
  position: number,
  state: WebhookDelivery["state"],
  changes: Partial<EndedAttempt> = {},
): EndedAttempt => ({
  position,
  state,
  dueAtMs: NOW_MS + 5_000,
  tries: 1,
  attempts: 1,
  endedAtMs: state === "waiting" ? null : NOW_MS,
  atMs: NOW_MS,
  details: {
    status: state === "delivered" ? 200 : 500,
    fault: state === "delivered" ? null : FAULT,
    durationMs: 3,
    requestHeaders: { "webhook-id": "evt_1" },
    answerHeaders: {},
    answerBody: "答\u0000",
  },
  ...changes,
});

const LAST: LastAttempt = { atMs: NOW_MS, eventId: "evt_1", status: 500, fault: FAULT };

export const webhookPromises: readonly StorePromise[] = [
  promise("keeps endpoints, in the order of their creation", async ({ webhooks }) => {
    const first = webhookEndpoint({ id: "b" });
    const second = webhookEndpoint({
      id: "a",
      createdAtMs: NOW_MS + 1,
      appid: APPID,
      types: ["order.matched"],
    });
    expect(await webhooks.hasAny()).toBe(false);
    expect(await webhooks.add(second, LIMITS)).toBe(true);
    expect(await webhooks.add(first, LIMITS)).toBe(true);
    expect(await webhooks.hasAny()).toBe(true);
    expect(await webhooks.find("a")).toEqual(second);
    expect(await webhooks.find("c")).toBeNull();
    const idsOf = async (query: Partial<Parameters<typeof webhooks.list>[0]>) =>
      (await webhooks.list({ after: null, limit: 10, ...query })).map(({ id }) => id);
    expect(await idsOf({})).toEqual(["b", "a"]);
    expect(await idsOf({ after: [NOW_MS, "b"] })).toEqual(["a"]);
    expect(await idsOf({ appid: APPID })).toEqual(["a"]);
    expect(await idsOf({ state: "disabled" })).toEqual([]);
  }),

  promise("refuses endpoints beyond its limits", async ({ webhooks }) => {
    const limits = { countMax: 3, ofAppMax: 2 };
    const add = (id: string, appid: string | null) =>
      webhooks.add(webhookEndpoint({ id, appid }), limits);
    const added = [await add("1", APPID), await add("2", APPID), await add("3", APPID)];
    expect(added).toEqual([true, true, false]);
    expect([await add("4", null), await add("5", OTHER)]).toEqual([true, false]);
  }),

  promise("queues an event for the endpoints that want it, once", async (store) => {
    const { webhooks } = store;
    await happen(store, anEvent("before"));
    await webhooks.add(webhookEndpoint({ id: "all" }), LIMITS);
    await webhooks.add(webhookEndpoint({ id: "app", appid: OTHER }), LIMITS);
    await webhooks.add(webhookEndpoint({ id: "type", types: ["order.matched"] }), LIMITS);
    await webhooks.add(webhookEndpoint({ id: "off", state: "disabled" }), LIMITS);
    await happen(store, anEvent("1"), anEvent("2", { appid: OTHER }));
    expect(await waitingFor(store, "all")).toEqual([2, 3]);
    expect(await waitingFor(store, "app")).toEqual([3]);
    expect(await waitingFor(store, "type")).toEqual([]);
    expect(await waitingFor(store, "off")).toEqual([]);
    const due = { nowMs: NOW_MS, realNowMs: 1, owner: "me" };
    expect((await webhooks.due(due)).toSorted()).toEqual(["all", "app"]);
    expect(await webhooks.due({ ...due, nowMs: NOW_MS - 1 })).toEqual([]);
    const [first] = await webhooks.dueOf("all", ALL);
    expect(first?.event).toMatchObject({ position: 2, orderId: "1", sequence: 1 });
  }),

  promise("does not queue what was recorded before an endpoint was added", async (store) => {
    await store.events.record([anEvent("1")]);
    await store.webhooks.add(webhookEndpoint(), LIMITS);
    await happen(store, anEvent("2"));
    expect(await waitingFor(store, "e1")).toEqual([2]);
  }),

  promise(
    "lends an endpoint to one process, until it gives it back or its time ends",
    async ({ webhooks }) => {
      await webhooks.add(webhookEndpoint(), LIMITS);
      const lease = (owner: string, realNowMs: number) =>
        webhooks.lease({ ids: ["e1", "unknown"], owner, realNowMs, untilMs: realNowMs + 10 });
      expect(await lease("a", 100)).toEqual(["e1"]);
      expect(await lease("b", 105)).toEqual([]);
      expect(await lease("a", 105)).toEqual(["e1"]);
      expect(await lease("b", 114)).toEqual([]);
      expect(await lease("b", 115)).toEqual(["e1"]);
      await webhooks.release("a");
      expect(await lease("c", 116)).toEqual([]);
      await webhooks.release("b");
      expect(await lease("c", 116)).toEqual(["e1"]);
    },
  ),

  promise("records attempts, and how the endpoint does", async (store) => {
    const { webhooks } = store;
    await webhooks.add(webhookEndpoint(), LIMITS);
    await happen(store, anEvent("1"), anEvent("2"), anEvent("3"));
    await webhooks.record("e1", [ended(1, "waiting"), ended(2, "failed")], LAST);
    expect(await webhooks.find("e1")).toMatchObject({ failingSinceMs: NOW_MS, lastAttempt: LAST });
    expect(await webhooks.troubled()).toHaveLength(1);
    const later = ended(1, "waiting", { atMs: NOW_MS + 9, tries: 2, attempts: 2 });
    expect(await webhooks.record("e1", [later], LAST)).toEqual({ failingSinceMs: NOW_MS });
    expect(await waitingFor(store, "e1")).toEqual([3]);
    expect(await webhooks.count("e1", 100)).toEqual({ waiting: 2, delivered: 0, failed: 1 });
    expect(await webhooks.delivery("e1", 1)).toMatchObject({
      delivery: { tries: 2, attempts: 2, status: 500, fault: FAULT },
      log: [
        { number: 1, details: later.details },
        { number: 2, atMs: NOW_MS + 9 },
      ],
    });
    const success = ended(1, "delivered", { tries: 3, attempts: 3 });
    expect(await webhooks.record("e1", [ended(2, "failed"), success], LAST)).toEqual({
      failingSinceMs: null,
    });
    const [listed] = await webhooks.deliveries({
      id: "e1",
      before: null,
      limit: 9,
      state: "delivered",
    });
    expect(listed?.delivery).toMatchObject({
      position: 1,
      state: "delivered",
      status: 200,
      fault: null,
    });
    const all = await webhooks.deliveries({ id: "e1", before: 3, limit: 9 });
    expect(all.map(({ delivery }) => delivery.position)).toEqual([2, 1]);
  }),

  promise("records an event for which nothing was to be sent as no attempt", async (store) => {
    const { webhooks } = store;
    await webhooks.add(webhookEndpoint(), LIMITS);
    await happen(store, anEvent("1"), anEvent("2"));
    await webhooks.record("e1", [ended(1, "waiting")], LAST);
    const nothing = ended(2, "delivered", { tries: 0, attempts: 0, details: null });
    expect(await webhooks.record("e1", [nothing], null)).toEqual({ failingSinceMs: NOW_MS });
    expect(await webhooks.find("e1")).toMatchObject({ failingSinceMs: NOW_MS, lastAttempt: LAST });
    expect(await webhooks.delivery("e1", 2)).toMatchObject({
      delivery: { state: "delivered", attempts: 0, status: null, fault: null },
      log: [],
    });
  }),

  promise("says how much waits for enabled endpoints, and since when", async (store) => {
    const { events, webhooks } = store;
    expect(await webhooks.backlog()).toEqual({
      waiting: 0,
      oldestAddedAtMs: null,
      endpoints: new Map(),
    });
    await webhooks.add(webhookEndpoint(), LIMITS);
    await webhooks.add(webhookEndpoint({ id: "e2", types: ["order.matched"] }), LIMITS);
    await webhooks.add(webhookEndpoint({ id: "off" }), LIMITS);
    await events.record([anEvent("1")]);
    const before = await events.waiting();
    expect(before).toMatchObject({ lastPosition: 0, commits: 1 });
    expect(Math.abs((before.oldestAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
    await happen(store, anEvent("2"));
    for (const nowMs of [NOW_MS + 1, NOW_MS + 2]) {
      await events.record([anEvent("later")]);
      await events.relay({ commits: 10, nowMs });
    }
    expect(await events.waiting()).toEqual({ lastPosition: 4, commits: 0, oldestAtMs: null });
    await webhooks.change("off", (stored) => ({ ...stored, state: "paused" }), NOW_MS);
    const outcomes = [ended(1, "delivered"), ended(2, "failed"), ended(3, "waiting")];
    await webhooks.record("e1", outcomes, LAST);
    expect(await webhooks.backlog()).toEqual({
      waiting: 2,
      oldestAddedAtMs: NOW_MS + 1,
      endpoints: new Map([
        ["enabled", 2],
        ["paused", 1],
      ]),
    });
  }),

  promise("keeps the last 10 attempts of a delivery", async (store) => {
    const { webhooks } = store;
    await webhooks.add(webhookEndpoint(), LIMITS);
    await happen(store, anEvent("1"));
    for (let attempts = 1; attempts <= 12; attempts++) {
      await webhooks.record("e1", [ended(1, "waiting", { attempts })], LAST);
    }
    const log = (await webhooks.delivery("e1", 1))?.log ?? [];
    expect(log.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  }),

  promise("keeps the bytes of a delivery as they first were", async (store) => {
    const { webhooks } = store;
    await webhooks.add(webhookEndpoint(), LIMITS);
    await happen(store, anEvent("1"));
    await webhooks.putBody("e1", 1, "first");
    await webhooks.putBody("e1", 1, "second");
    expect((await webhooks.delivery("e1", 1))?.delivery.body).toBe("first");
  }),

  promise(
    "changes an endpoint, and makes what waits due when it is enabled again",
    async (store) => {
      const { webhooks } = store;
      await webhooks.add(webhookEndpoint(), LIMITS);
      await happen(store, anEvent("1"));
      await webhooks.record("e1", [ended(1, "waiting", { dueAtMs: NOW_MS + 99_999 })], LAST);
      const put = (state: WebhookEndpoint["state"]) =>
        webhooks.change("e1", (stored) => ({ ...stored, state, url: "https://b.example" }), NOW_MS);
      expect(await put("disabled")).toMatchObject({ state: "disabled", lastAttempt: LAST });
      expect(await waitingFor(store, "e1")).toEqual([]);
      await put("enabled");
      expect(await waitingFor(store, "e1")).toEqual([1]);
      expect(await webhooks.find("e1")).toMatchObject({
        url: "https://b.example",
        lastAttempt: LAST,
      });
      expect(await webhooks.change("unknown", (stored) => stored, NOW_MS)).toBeNull();
    },
  ),

  promise("sends again what failed, or all that was not acknowledged", async (store) => {
    const { webhooks } = store;
    const endpoint = webhookEndpoint({ appid: APPID, types: ["trade.settled"] });
    await webhooks.add(endpoint, LIMITS);
    await happen(
      store,
      anEvent("old", { atMs: NOW_MS - 1 }),
      anEvent("1"),
      anEvent("2"),
      anEvent("3"),
    );
    const put = (state: WebhookEndpoint["state"]) =>
      webhooks.change("e1", (stored) => ({ ...stored, state }), NOW_MS);
    await put("disabled");
    await happen(
      store,
      anEvent("4"),
      anEvent("5", { appid: OTHER }),
      anEvent("6", { type: "trade.refunded" }),
    );
    await put("enabled");
    const outcomes = [
      ended(1, "failed"),
      ended(2, "delivered"),
      ended(3, "failed"),
      ended(4, "waiting"),
    ];
    await webhooks.record("e1", outcomes, LAST);
    const since = { ...endpoint, sinceMs: NOW_MS, nowMs: NOW_MS };
    expect(await webhooks.resendSince({ ...since, isMissing: false })).toBe(1);
    expect(await waitingFor(store, "e1")).toEqual([3]);
    await webhooks.record("e1", outcomes.slice(0, 3), LAST);
    expect(await webhooks.resendSince({ ...since, isMissing: true })).toBe(3);
    expect(await waitingFor(store, "e1")).toEqual([3, 4, 5]);
    expect((await webhooks.delivery("e1", 3))?.delivery).toMatchObject({ tries: 0, attempts: 1 });
    expect(await webhooks.resendSince({ ...since, types: null, isMissing: true })).toBe(4);
  }),

  promise(
    "sends one event again, also a delivered one, but none that the endpoint does not want",
    async (store) => {
      const { webhooks } = store;
      const endpoint = webhookEndpoint({ appid: APPID });
      await webhooks.add(endpoint, LIMITS);
      await happen(store, anEvent("1"), anEvent("2", { appid: OTHER }));
      await webhooks.record("e1", [ended(1, "delivered")], LAST);
      expect(await webhooks.resend(endpoint, 1, NOW_MS)).toBe(true);
      expect(await waitingFor(store, "e1")).toEqual([1]);
      expect(await webhooks.resend(endpoint, 2, NOW_MS)).toBe(false);
      expect(await webhooks.resend(endpoint, 9, NOW_MS)).toBe(false);
    },
  ),

  promise(
    "deletes deliveries with their events or their endpoint, and attempts by their time",
    async (store) => {
      const { webhooks } = store;
      await webhooks.add(webhookEndpoint(), LIMITS);
      await webhooks.add(webhookEndpoint({ id: "e2" }), LIMITS);
      await happen(store, anEvent("1"), anEvent("2"));
      await webhooks.record(
        "e1",
        [ended(1, "delivered"), ended(2, "delivered", { atMs: NOW_MS + 1 })],
        LAST,
      );
      await webhooks.sweep(NOW_MS + 1);
      expect((await webhooks.delivery("e1", 1))?.log).toEqual([]);
      expect((await webhooks.delivery("e1", 2))?.log).toHaveLength(1);
      await webhooks.change("e2", (stored) => ({ ...stored, state: "deleted" }), NOW_MS);
      expect(await webhooks.find("e2")).toBeNull();
      await webhooks.sweep(NOW_MS);
      expect(await webhooks.deliveries({ id: "e2", before: null, limit: 9 })).toEqual([]);
      await store.events.deleteBefore(NOW_MS + 1, 100);
      expect(await webhooks.count("e1", 9)).toEqual({ waiting: 0, delivered: 0, failed: 0 });
    },
  ),
];
