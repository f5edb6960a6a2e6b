import { expect, test } from "vitest";
import type { EventKind } from "../storage/event-store.js";
import { EventTail } from "./event-tail.js";

const FEED = { epoch: "000000000000", deletedUntil: 0, lastReadAtMs: 0 };
const UPLOADED: EventKind = { appid: "wx-a", type: "order.uploaded" };

/** A feed that grows when the test says so, and pauses that end when the test says so. */
function aFeed() {
  let lastPosition = 10;
  let isFailing = false;
  let looks = 0;
  let resume = () => {};
  const pauses: number[] = [];
  const spans: { after: number; until: number }[] = [];
  const relay = { isStopped: false, noteReader: async () => {}, onMoved: () => () => {} };
  const faults: unknown[] = [];
  const tail = new EventTail({
    relay,
    events: {
      feed: async () => {
        looks++;
        if (isFailing) throw new Error("down");
        return { ...FEED, lastPosition };
      },
      kinds: async (span) => {
        spans.push(span);
        return [UPLOADED];
      },
    },
    onFault: (error) => faults.push(error),
    pause: (ms) => {
      pauses.push(ms);
      return new Promise((resolve) => {
        resume = resolve;
      });
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    tail,
    relay,
    faults,
    pauses,
    spans,
    looks: () => looks,
    fail: (isDown: boolean) => {
      isFailing = isDown;
    },
    /** Adds events, and lets the pause end. */
    grow: async (count: number) => {
      lastPosition += count;
      resume();
      await settle();
    },
  };
}

test("reports what came after a listener began, and not what was there before", async () => {
  const feed = aFeed();
  const reported: (readonly EventKind[])[] = [];
  await feed.tail.listen((kinds) => reported.push(kinds));
  expect(reported).toEqual([]);
  await feed.grow(3);
  expect(reported).toEqual([[UPLOADED]]);
  expect(feed.spans).toEqual([{ after: 10, until: 13 }]);
});

test("looks once for all listeners, and not at all without one", async () => {
  const feed = aFeed();
  const reported = [0, 0];
  const stops = await Promise.all(
    reported.map((_, index) =>
      feed.tail.listen(() => void (reported[index] = (reported[index] ?? 0) + 1)),
    ),
  );
  await feed.grow(1);
  expect(reported).toEqual([1, 1]);
  expect(feed.spans).toHaveLength(1);
  for (const stop of stops) stop();
  await feed.grow(1);
  const before = feed.looks();
  await feed.grow(1);
  expect(feed.looks()).toBe(before);
});

test("waits for a second after it has reported, and reads many events in parts", async () => {
  const feed = aFeed();
  await feed.tail.listen(() => {});
  await feed.grow(30_000);
  expect(feed.pauses.at(-1)).toBe(1_000);
  await feed.grow(0);
  expect(feed.spans).toEqual([
    { after: 10, until: 20_010 },
    { after: 20_010, until: 30_010 },
  ]);
});

test("continues where it was after a fault of the database", async () => {
  const feed = aFeed();
  const reported: (readonly EventKind[])[] = [];
  await feed.tail.listen((kinds) => reported.push(kinds));
  feed.fail(true);
  await feed.grow(1);
  expect(feed.faults).toHaveLength(1);
  feed.fail(false);
  await feed.grow(1);
  expect(reported).toHaveLength(1);
  expect(feed.spans).toEqual([{ after: 10, until: 12 }]);
});

test("ends when the relay stops", async () => {
  const feed = aFeed();
  await feed.tail.listen(() => {});
  feed.relay.isStopped = true;
  await feed.grow(1);
  expect(feed.spans).toEqual([]);
});
