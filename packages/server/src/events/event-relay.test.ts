import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EventStore } from "../storage/event-store.js";
import { EventRelay } from "./event-relay.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

const MOVE_MS = 10;

/** A relay of an outbox in which commits wait. Moving up to 16 of them takes 10 ms. */
function aRelay(commits: number) {
  const state = { isBusy: false, waiting: commits, moves: 0, largest: 0 };
  const events: Partial<EventStore> = {
    feed: async () => ({
      epoch: "000000000000",
      lastPosition: 0,
      deletedUntil: 0,
      lastReadAtMs: 0,
    }),
    noteReader: async () => {},
    relay: async ({ commits: max }) => {
      const moved = Math.min(max, state.waiting);
      state.waiting -= moved;
      state.moves++;
      state.largest = Math.max(state.largest, moved);
      vi.advanceTimersByTime(MOVE_MS);
      return moved;
    },
  };
  const relay = new EventRelay({
    events: events as EventStore,
    clock: { nowMs: () => 1_000_000 },
    hasEndpoints: async () => true,
    isBusy: () => state.isBusy,
  });
  return { relay, state };
}

test("moves all that waits", async () => {
  const { relay, state } = aRelay(40);
  await relay.run();
  expect(state).toMatchObject({ waiting: 0, moves: 4 });
});

test("takes a small part of the time while writes queue up, for jobs and readers alike", async () => {
  const { relay, state } = aRelay(1_000);
  state.isBusy = true;
  for (let passedMs = 0; passedMs < 5_000; passedMs = performance.now()) {
    await relay.run();
    await relay.catchUp(1_000);
    vi.advanceTimersByTime(1);
  }
  expect(state.moves).toBeGreaterThan(10);
  expect((state.moves * MOVE_MS) / 5_000).toBeLessThan(0.06);
  // Writes wait for each move.
  expect(state.largest).toBe(2);
});

test("moves all for a reader who wants what happens from now on, also while writes queue up", async () => {
  const { relay, state } = aRelay(40);
  state.isBusy = true;
  await relay.run();
  await relay.catchUpAtOnce(1_000);
  expect(state.waiting).toBe(0);
});

test("gives up catching up after its time", async () => {
  const { relay, state } = aRelay(1_000);
  await relay.catchUp(45);
  await relay.catchUpAtOnce(45);
  expect(state.moves).toBe(10);
});
