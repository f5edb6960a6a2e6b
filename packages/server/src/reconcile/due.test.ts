import { expect, test } from "vitest";
import { isDue } from "./due.js";

const MINUTE_MS = 60_000;
const UPLOADED_AT_MS = Date.parse("2022-05-20T13:29:35+08:00");
const at = (minutes: number) => UPLOADED_AT_MS + minutes * MINUTE_MS;

test("nothing is asked for in its first minute", () => {
  expect(isDue(UPLOADED_AT_MS, null, at(0.9))).toBe(false);
  expect(isDue(UPLOADED_AT_MS, at(-9), at(1))).toBe(true);
});

test("without a run before, everything is due, however old it is", () => {
  expect(isDue(UPLOADED_AT_MS, null, at(5_000))).toBe(true);
});

test("runs every 10 minutes for a week ask 12 times, with pauses that double", () => {
  const asked: number[] = [];
  let lastRunMs: number | null = null;
  for (let minutes = 3; minutes < 7 * 24 * 60; minutes += 10) {
    if (isDue(UPLOADED_AT_MS, lastRunMs, at(minutes))) asked.push(minutes);
    lastRunMs = at(minutes);
  }
  expect(asked).toEqual([3, 13, 23, 33, 73, 133, 263, 513, 1033, 2053, 4103, 8193]);
});

test("a run that comes late asks once for all that it missed", () => {
  expect(isDue(UPLOADED_AT_MS, at(3), at(900))).toBe(true);
  expect(isDue(UPLOADED_AT_MS, at(900), at(901))).toBe(false);
});

test("after the clock was turned back, everything is due once", () => {
  expect(isDue(UPLOADED_AT_MS, at(500_000), at(70))).toBe(true);
  expect(isDue(UPLOADED_AT_MS, at(70), at(80))).toBe(false);
});
