import { expect, test, vi } from "vitest";
import { EventBacklog } from "./event-backlog.js";

const EMPTY = { waiting: 0, oldestAddedAtMs: null, endpoints: new Map() } as const;

const eventsOf = (oldestAtMs: number | null) =>
  vi.fn(() => Promise.resolve({ lastPosition: 7, commits: 2, oldestAtMs }));

test("readers of the metrics at the same time cost one reading", async () => {
  const waiting = eventsOf(4_000);
  const webhooks = {
    backlog: () =>
      Promise.resolve({
        waiting: 3,
        oldestAddedAtMs: 60_000,
        endpoints: new Map([["paused", 2] as const]),
      }),
  };
  const clock = { nowMs: () => 90_500 };
  const backlog = new EventBacklog({
    events: { waiting },
    webhooks,
    clock,
    realNowMs: () => 5_500,
  });
  expect(backlog.latest).toBeNull();
  await Promise.all([backlog.refresh(), backlog.refresh()]);
  await backlog.refresh();
  expect(waiting).toHaveBeenCalledTimes(1);
  expect(backlog.latest).toEqual({
    feedPosition: 7,
    commitsWaiting: 2,
    oldestCommitSeconds: 1.5,
    deliveriesWaiting: 3,
    oldestDeliverySeconds: 30.5,
    endpoints: { enabled: 0, disabled: 0, paused: 2 },
  });
});

test("an event of a host whose clock is ahead has not waited", async () => {
  const events = { waiting: eventsOf(9_000) };
  const webhooks = { backlog: () => Promise.resolve(EMPTY) };
  const clock = { nowMs: () => 0 };
  const backlog = new EventBacklog({ events, webhooks, clock, realNowMs: () => 5_000 });
  await backlog.refresh();
  expect(backlog.latest).toMatchObject({ oldestCommitSeconds: 0, oldestDeliverySeconds: 0 });
});

test("nothing is shown of a database that does not answer", async () => {
  const waiting = eventsOf(null);
  waiting.mockRejectedValueOnce(new Error("the database is away"));
  const webhooks = { backlog: () => Promise.resolve(EMPTY) };
  const clock = { nowMs: () => 0 };
  const backlog = new EventBacklog({ events: { waiting }, webhooks, clock });
  await backlog.refresh();
  expect(backlog.latest).toBeNull();
  await backlog.refresh();
  expect(backlog.latest).toMatchObject({ feedPosition: 7 });
});
