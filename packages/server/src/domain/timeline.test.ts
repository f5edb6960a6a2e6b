import { expect, test } from "vitest";
import { shownEvents, type TimelineEvent, withEvent } from "./timeline.js";

/** A history of this many events, each at its own millisecond. */
const historyOf = (count: number): readonly TimelineEvent[] =>
  Array.from({ length: count }, (_, atMs): TimelineEvent => ({ atMs, event: "replaced" })).reduce(
    withEvent,
    [] as readonly TimelineEvent[],
  );

test("an event is added to a copy of the history", () => {
  const before: readonly TimelineEvent[] = [{ atMs: 1, event: "uploaded" }];

  const after = withEvent(before, { atMs: 2, event: "matched", detail: "transaction_id 42" });

  expect(after).toEqual([
    { atMs: 1, event: "uploaded" },
    { atMs: 2, event: "matched", detail: "transaction_id 42" },
  ]);
  expect(before).toHaveLength(1);
});

test("a history of fifty events is kept completely", () => {
  expect(historyOf(50).map(({ atMs }) => atMs)).toEqual([...Array(50).keys()]);
});

test("of a longer history the first event and the latest events are kept", () => {
  const times = historyOf(1_000).map(({ atMs }) => atMs);

  expect(times).toEqual([0, ...Array.from({ length: 49 }, (_, index) => 951 + index)]);
});

test("a parcel and a refund are parts until the one that completes the order", () => {
  const events: readonly TimelineEvent[] = [
    { atMs: 9, event: "refunded", detail: "refund_id 1" },
    { atMs: 1, event: "shipped", detail: "ZTO 1" },
    { atMs: 5, event: "shipped", detail: "ZTO 2" },
    { atMs: 9, event: "refunded", detail: "refund_id 2" },
  ];
  const shown = (completion: Parameters<typeof shownEvents>[1]) =>
    shownEvents(events, completion)
      .map(({ event }) => event)
      .join(", ");

  expect(shown({ shippedAtMs: null, refundedAtMs: null })).toBe(
    "partly_shipped, partly_shipped, partly_refunded, partly_refunded",
  );
  // Both refunds have the same time: WeChat Pay reports whole seconds.
  expect(shown({ shippedAtMs: 5, refundedAtMs: 9 })).toBe(
    "partly_shipped, shipped, partly_refunded, refunded",
  );
});
