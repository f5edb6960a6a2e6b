import { expect } from "vitest";
import { eventOf, type RecordedEvent } from "../../domain/events/recorded-event.js";
import { orderIdOf } from "../../domain/order-id.js";
import { anIncomingUpload } from "../../domain/trade/samples.js";
import type { Store } from "../store.js";
import {
  APPID,
  anUpload,
  aPayment,
  aRefund,
  MERCHANT_KEY,
  PAID_AT_MS,
  sentUpload,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import {
  ORDER,
  pay,
  SHIPPED_AT_MS,
  upload as shipTrade,
  take as takeMessages,
} from "./trade-samples.js";

const NOW_MS = PAID_AT_MS + 60_000;
const ORDER_ID = orderIdOf({ appid: APPID, orderKey: MERCHANT_KEY });
const INGESTED = {
  ...ORDER,
  events: [{ kind: "ingested", atMs: ORDER.paidAtMs, facts: {} }],
} as const;
const ALL = { after: 0, limit: 1_000 };

const anEvent = (orderId: string, atMs = NOW_MS): RecordedEvent =>
  eventOf<"trade.settled">({
    type: "trade.settled",
    appid: APPID,
    orderId,
    atMs,
    data: { transaction_id: orderId, mchid: "1", out_trade_no: "2", state: "settled" },
  });

/** Moves everything to the feed, and returns the types of its events with their places. */
async function feedOf({ events }: Store): Promise<string[]> {
  await events.feed();
  while ((await events.relay({ commits: 10, nowMs: NOW_MS })) > 0);
  const { events: listed } = await events.list(ALL);
  return listed.map(({ position, type, sequence }) => `${position} ${type} ${sequence}`);
}

export const eventPromises: readonly StorePromise[] = [
  promise("moves commits with many events a few at a time", async ({ events }) => {
    const many = (commit: number) =>
      Array.from({ length: 100 }, (_, index) => anEvent(`${commit}-${index}`));
    for (let commit = 0; commit < 3; commit++) await events.record(many(commit));
    const move = () => events.relay({ commits: 10, nowMs: NOW_MS });
    expect([await move(), await move(), await move()]).toEqual([2, 1, 0]);
    expect((await events.list(ALL)).events).toHaveLength(300);
  }),
  promise(
    "records an upload, its match, and its refund, in the order of their commits",
    async (store) => {
      await store.orders.put(sentUpload(anUpload()));
      await store.orders.put(sentUpload(anUpload()));
      await store.orders.putPayment(aPayment());
      await store.orders.putPayment(aPayment());
      await store.refunds.put(aRefund());
      await store.refunds.put(aRefund());
      const types = ["order.uploaded", "order.matched", "order.refunded"];
      const expected = types.map((type, index) => `${index + 1} ${type} ${index + 1}`);
      expect(await feedOf(store)).toEqual(expected);
      const [first] = (await store.events.list(ALL)).events;
      expect(first).toMatchObject({
        appid: APPID,
        orderId: ORDER_ID,
        atMs: anUpload().receivedAtMs,
      });
    },
  ),

  promise("records a match in the upload that comes after its payment", async (store) => {
    await store.orders.putPayment(aPayment());
    await store.orders.put(sentUpload(anUpload()));
    expect(await feedOf(store)).toEqual(["1 order.uploaded 1", "2 order.matched 2"]);
  }),

  promise(
    "records a payment under shipping information management once, and its moves",
    async (store) => {
      await pay(store, INGESTED);
      await pay(store, INGESTED);
      await shipTrade(store);
      expect(await feedOf(store)).toEqual(["1 trade.ingested 1", "2 trade.shipped 2"]);
    },
  ),

  promise("records the shipping of an app without a message URL as well", async (store) => {
    await pay(store, INGESTED);
    await store.tradeOrders.put({ ...anIncomingUpload(SHIPPED_AT_MS), isPushed: false });
    expect(await feedOf(store)).toEqual(["1 trade.ingested 1", "2 trade.shipped 2"]);
    expect(await takeMessages(store)).toEqual([]);
  }),

  promise("places events without gaps, and counts those of each order", async (store) => {
    await store.events.record([anEvent("1"), anEvent("2"), anEvent("1")]);
    await store.events.record([anEvent("1")]);
    expect(await feedOf(store)).toEqual([
      "1 trade.settled 1",
      "2 trade.settled 1",
      "3 trade.settled 2",
      "4 trade.settled 3",
    ]);
    expect(await store.events.ofOrder(APPID, "1")).toHaveLength(3);
  }),

  promise("keeps the epoch and the end of the feed", async ({ events }) => {
    const { epoch } = await events.feed();
    await events.record([anEvent("1")]);
    await events.relay({ commits: 1, nowMs: NOW_MS });
    expect(await events.feed()).toMatchObject({ epoch, lastPosition: 1, deletedUntil: 0 });
  }),

  promise("filters the feed by app and type, and continues after a position", async (store) => {
    const { events } = store;
    await events.record([anEvent("1"), { ...anEvent("2"), appid: "wx-other" }, anEvent("3")]);
    await feedOf(store);
    const ordersOf = async (query: Parameters<typeof events.list>[0]) =>
      (await events.list(query)).events.map(({ orderId }) => orderId);
    expect(await ordersOf({ ...ALL, appid: APPID })).toEqual(["1", "3"]);
    expect(await ordersOf({ ...ALL, appid: APPID, after: 1 })).toEqual(["3"]);
    expect(await ordersOf({ ...ALL, type: "order.matched" })).toEqual([]);
  }),

  promise("lists recent events, newest first, between two positions", async (store) => {
    const { events } = store;
    await events.record([anEvent("1"), { ...anEvent("2"), appid: "wx-other" }, anEvent("3")]);
    await feedOf(store);
    const recent = async (changes: Partial<Parameters<typeof events.recent>[0]>) => {
      const found = await events.recent({ before: null, after: 0, limit: 10, ...changes });
      return found.map(({ orderId }) => orderId);
    };
    expect(await recent({})).toEqual(["3", "2", "1"]);
    expect(await recent({ limit: 2 })).toEqual(["3", "2"]);
    expect(await recent({ before: 3 })).toEqual(["2", "1"]);
    expect(await recent({ after: 1 })).toEqual(["3", "2"]);
    expect(await recent({ appid: APPID })).toEqual(["3", "1"]);
    expect(await recent({ type: "order.matched" })).toEqual([]);
  }),

  promise("lists the events of a time: its beginning is in it, its end is not", async (store) => {
    const { events } = store;
    await events.record([1_000, 2_000, 3_000].map((atMs) => anEvent(String(atMs), atMs)));
    await feedOf(store);
    const timesOf = async (span: { readonly fromMs?: number; readonly toMs?: number }) => {
      const found = await events.recent({ before: null, after: 0, limit: 10, ...span });
      return found.map(({ atMs }) => atMs);
    };
    expect(await timesOf({ fromMs: 2_000 })).toEqual([3_000, 2_000]);
    expect(await timesOf({ toMs: 2_000 })).toEqual([1_000]);
    expect(await timesOf({ fromMs: 2_000, toMs: 3_000 })).toEqual([2_000]);
  }),

  promise("says which types of which apps happened between two positions", async (store) => {
    const { events } = store;
    await events.record([anEvent("1"), { ...anEvent("2"), appid: "wx-other" }, anEvent("3")]);
    await feedOf(store);
    const type = "trade.settled";
    const kinds = await events.kinds({ after: 0, until: 3 });
    expect(kinds).toHaveLength(2);
    expect(kinds).toEqual(
      expect.arrayContaining([APPID, "wx-other"].map((appid) => ({ appid, type }))),
    );
    expect(await events.kinds({ after: 1, until: 2 })).toEqual([{ appid: "wx-other", type }]);
    expect(await events.kinds({ after: 3, until: 3 })).toEqual([]);
  }),

  promise("deletes old events, and says up to which position", async (store) => {
    const { events } = store;
    await events.record([anEvent("1")]);
    await feedOf(store);
    await events.record([anEvent("1", NOW_MS + 10)]);
    await events.relay({ commits: 1, nowMs: NOW_MS + 10 });
    expect(await events.deleteBefore(NOW_MS + 1, 10)).toBe(1);
    const { feed, events: left } = await events.list(ALL);
    expect(feed).toMatchObject({ lastPosition: 2, deletedUntil: 1 });
    expect(left.map(({ sequence }) => sequence)).toEqual([2]);
  }),

  promise("counts an order's events on when those before are deleted", async (store) => {
    const { events } = store;
    const other = { ...anEvent("other"), appid: "wx-other" };
    await events.record([anEvent("1"), anEvent("1"), other, anEvent("2")]);
    await feedOf(store);
    for (const limit of [1, 10]) await events.deleteBefore(NOW_MS + 1, limit);
    await events.record([anEvent("1"), other]);
    expect(await feedOf(store)).toEqual(["5 trade.settled 3", "6 trade.settled 2"]);
    await events.deleteBefore(NOW_MS + 1, 10);
    await events.record([anEvent("1"), anEvent("3")]);
    expect(await feedOf(store)).toEqual(["7 trade.settled 4", "8 trade.settled 1"]);
  }),

  promise(
    "deletes old events the oldest first, and at most a given number at a time",
    async (store) => {
      const { events } = store;
      for (const order of ["1", "2", "3"]) await events.record([anEvent(order)]);
      await feedOf(store);
      expect(await events.deleteBefore(NOW_MS + 1, 2)).toBe(2);
      expect((await events.list(ALL)).feed.deletedUntil).toBe(2);
      expect(await events.deleteBefore(NOW_MS + 1, 2)).toBe(1);
      expect(await events.deleteBefore(NOW_MS + 1, 2)).toBe(0);
      for (const order of ["4", "5", "6"]) await events.record([anEvent(order)]);
      expect(await events.deleteWaitingBefore(Date.now() + 60_000, 2)).toBe(2);
      expect(await feedOf(store)).toEqual(["4 trade.settled 1"]);
      expect((await events.list(ALL)).events).toMatchObject([{ orderId: "6" }]);
    },
  ),

  promise("keeps what waits in the outbox, however old the event is", async (store) => {
    const { events } = store;
    await events.record([anEvent("1", 0)]);
    await events.deleteBefore(NOW_MS, 10);
    expect(await events.deleteWaitingBefore(Date.now() - 60_000, 10)).toBe(0);
    expect(await feedOf(store)).toEqual(["1 trade.settled 1"]);
    await events.record([anEvent("1", 0)]);
    expect(await events.deleteWaitingBefore(Date.now() + 60_000, 10)).toBe(1);
    expect(await feedOf(store)).toEqual(["1 trade.settled 1"]);
  }),
];
