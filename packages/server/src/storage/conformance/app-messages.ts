import { expect } from "vitest";
import type { AppMessage } from "../../domain/trade/trade-order.js";
import type { AppMessageStore } from "../app-message-store.js";
import { promise, type StorePromise } from "./store-promise.js";

const NOW_MS = 1_700_000_000_000;
const LEASE_MS = 60;

const message = (appid: string, transactionId: string, createdAtMs = NOW_MS): AppMessage => ({
  appid,
  from: "oBuyer",
  event: "trade_manage_order_settlement",
  createdAtMs,
  members: [["transaction_id", transactionId]],
});

async function add(store: AppMessageStore, ...messages: readonly AppMessage[]): Promise<void> {
  for (const one of messages) await store.add(one);
}

/** Takes messages, and returns the numbers of their payments. */
async function take(
  store: AppMessageStore,
  nowMs = NOW_MS,
  { limit = 10, perApp = 10 } = {},
): Promise<Record<string, string[]>> {
  const taken = await store.takeDue({ nowMs, leaseUntilMs: nowMs + LEASE_MS, limit, perApp });
  return Object.fromEntries(
    taken.map(({ appid, messages }) => [
      appid,
      messages.map(({ members }) => String(members[0]?.[1])),
    ]),
  );
}

export const appMessagePromises: readonly StorePromise[] = [
  promise("returns a message as it was added", async ({ appMessages }) => {
    const added = message("wx-a", "1");
    await appMessages.add(added);
    const due = { nowMs: NOW_MS, leaseUntilMs: NOW_MS, limit: 1, perApp: 1 };
    const [taken] = await appMessages.takeDue(due);
    const [first] = taken?.messages ?? [];
    expect(first).toEqual({ ...added, number: expect.any(Number) as number, failures: 0 });
  }),

  promise("hands out each app's messages in their order, the oldest first", async (store) => {
    const { appMessages } = store;
    await add(appMessages, message("wx-b", "1"), message("wx-a", "2"), message("wx-b", "3"));
    await add(appMessages, message("wx-c", "4", NOW_MS + 1));
    expect(await take(appMessages)).toEqual({ "wx-b": ["1", "3"], "wx-a": ["2"] });
  }),

  promise("limits the apps, and the messages of each, that it hands out", async (store) => {
    const { appMessages } = store;
    for (const count of ["1", "2", "3"]) {
      await add(appMessages, message("wx-a", count), message("wx-b", count));
    }
    expect(await take(appMessages, NOW_MS, { limit: 1, perApp: 2 })).toEqual({
      "wx-a": ["1", "2"],
    });
    expect(await take(appMessages, NOW_MS, { limit: 5, perApp: 2 })).toEqual({
      "wx-b": ["1", "2"],
    });
  }),

  promise("hands out nothing else of an app while its messages are taken", async (store) => {
    const { appMessages } = store;
    await add(appMessages, message("wx-a", "1"), message("wx-a", "2"));
    expect(await take(appMessages, NOW_MS, { perApp: 1 })).toEqual({ "wx-a": ["1"] });
    expect(await take(appMessages, NOW_MS + LEASE_MS - 1)).toEqual({});
    expect(await take(appMessages, NOW_MS + LEASE_MS)).toEqual({ "wx-a": ["1", "2"] });
  }),

  promise(
    "keeps an app's messages behind one that is retried, and counts failures",
    async (store) => {
      const { appMessages } = store;
      await add(appMessages, message("wx-a", "1"), message("wx-a", "2"));
      const due = { nowMs: NOW_MS, leaseUntilMs: NOW_MS + LEASE_MS, limit: 1, perApp: 1 };
      const [taken] = await appMessages.takeDue(due);
      await appMessages.retry(taken?.messages[0]?.number ?? 0, NOW_MS + 500);
      expect(await take(appMessages, NOW_MS + 499)).toEqual({});
      const later = { ...due, nowMs: NOW_MS + 500, perApp: 2 };
      const [again] = await appMessages.takeDue(later);
      expect(again?.messages.map(({ failures }) => failures)).toEqual([1, 0]);
    },
  ),

  promise("hands out released messages again, but not those that were sent", async (store) => {
    const { appMessages } = store;
    await add(appMessages, ...["1", "2", "3"].map((id) => message("wx-a", id)));
    await add(appMessages, message("wx-b", "4"));
    const due = { nowMs: NOW_MS, leaseUntilMs: NOW_MS + LEASE_MS, limit: 5, perApp: 5 };
    const [taken] = await appMessages.takeDue(due);
    const [first, second] = taken?.messages ?? [];
    await appMessages.remove(first?.number ?? 0);
    await appMessages.release({ appid: "wx-a", number: second?.number ?? 0, dueAtMs: NOW_MS });
    expect(await take(appMessages)).toEqual({ "wx-a": ["2", "3"] });
  }),

  promise("removes an app's old messages, or all of them, and no other's", async (store) => {
    const { appMessages } = store;
    await add(appMessages, message("wx-a", "1", NOW_MS - 2), message("wx-a", "2", NOW_MS - 1));
    await add(appMessages, message("wx-a", "3"), message("wx-b", "4", NOW_MS - 2));
    expect(await appMessages.removeUntil("wx-a", NOW_MS - 1)).toBe(2);
    await appMessages.removeOf("wx-c");
    expect(await take(appMessages)).toEqual({ "wx-a": ["3"], "wx-b": ["4"] });
    await appMessages.removeOf("wx-b");
    expect(await take(appMessages, NOW_MS + LEASE_MS)).toEqual({ "wx-a": ["3"] });
  }),

  promise("hands out an app's messages to one of many concurrent calls", async (store) => {
    const { appMessages } = store;
    const appids = Array.from({ length: 10 }, (_, index) => `wx-${index}`);
    await add(appMessages, ...appids.flatMap((id) => [message(id, "1"), message(id, "2")]));
    const takers = Array.from({ length: 20 }, () => take(appMessages, NOW_MS, { limit: 5 }));
    const taken = (await Promise.all(takers)).flatMap((found) => Object.keys(found));
    expect(taken).toHaveLength(new Set(taken).size);
    expect(taken.length).toBeGreaterThan(0);
  }),
];
