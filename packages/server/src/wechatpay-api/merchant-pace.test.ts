import { expect, test } from "vitest";
import { MerchantPace } from "./merchant-pace.js";

/** A time of day that only waiting moves. */
function movedTime() {
  let timeMs = 1_000_000;
  return {
    nowMs: () => timeMs,
    sleep: (ms: number) => {
      timeMs += ms;
      return Promise.resolve();
    },
  };
}

const { signal } = new AbortController();

test("a merchant is asked for ten times a second at most, and each merchant by itself", async () => {
  const time = movedTime();
  const pace = new MerchantPace(time);
  const startMs = time.nowMs();
  for (let count = 0; count < 11; count++) await pace.turn("1", signal);
  expect(time.nowMs() - startMs).toBe(1_000);
  await pace.turn("2", signal);
  expect(time.nowMs() - startMs).toBe(1_000);
});

test("the pauses after replies that say too many grow to a minute, and end with an answer", async () => {
  const time = movedTime();
  const pace = new MerchantPace(time);
  const waits: number[] = [];
  for (let count = 0; count < 8; count++) {
    pace.limited("1");
    const fromMs = time.nowMs();
    for (let second = 0; second < 60; second++) {
      if (await pace.turn("1", signal)) break;
      await time.sleep(1_000);
    }
    waits.push((time.nowMs() - fromMs) / 1_000);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  pace.answered("1");
  pace.limited("1");
  const fromMs = time.nowMs();
  await pace.turn("1", signal);
  expect(time.nowMs() - fromMs).toBe(1_000);
});

test("no query waits for a pause of more than 10 seconds", async () => {
  const time = movedTime();
  const pace = new MerchantPace(time);
  for (let count = 0; count < 5; count++) pace.limited("1");
  const fromMs = time.nowMs();
  expect(await pace.turn("1", signal)).toBe(false);
  expect(await pace.turn("2", signal)).toBe(true);
  expect(time.nowMs()).toBe(fromMs);
});

test("a clock that is set back delays no query", async () => {
  const time = movedTime();
  const pace = new MerchantPace(time);
  await pace.turn("1", signal);
  await time.sleep(-3_600_000);
  const startMs = time.nowMs();
  expect(await pace.turn("1", signal)).toBe(true);
  expect(time.nowMs()).toBe(startMs);
});

test("queries that wait at the same time take turns", async () => {
  const time = movedTime();
  const pace = new MerchantPace(time);
  const startMs = time.nowMs();
  await Promise.all(Array.from({ length: 5 }, () => pace.turn("1", signal)));
  expect(time.nowMs() - startMs).toBe(400);
});

test("a stop of the platform ends the waiting", async () => {
  const time = movedTime();
  const pace = new MerchantPace(time);
  pace.limited("1");
  const stopped = new AbortController();
  stopped.abort();
  const startMs = time.nowMs();
  await pace.turn("1", stopped.signal);
  expect(time.nowMs()).toBe(startMs);
});
