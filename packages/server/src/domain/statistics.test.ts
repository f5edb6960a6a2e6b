import { describe, expect, test } from "vitest";
import { callName, delayName, HOUR_MS, hourOf, matchName, readCounts } from "./statistics.js";

test("an instant belongs to the hour that began before it", () => {
  expect(hourOf(2 * HOUR_MS)).toBe(2 * HOUR_MS);
  expect(hourOf(3 * HOUR_MS - 1)).toBe(2 * HOUR_MS);
  expect(hourOf(-1)).toBe(-HOUR_MS);
});

test.each([
  [-5, "delay 0"],
  [0, "delay 0"],
  [1, "delay 1000"],
  [1000, "delay 1000"],
  [5000, "delay 5000"],
  [5001, "delay 10000"],
  [60_000, "delay 60000"],
  [60_001, "delay more"],
])("an upload that arrived %i ms after its payment counts as %s", (delayMs, name) => {
  expect(delayName(delayMs)).toBe(name);
});

test("a waiting upload counts as no match, and an upload for another payer as a mismatch", () => {
  expect(matchName({ state: "waiting", delayMs: null })).toBeNull();
  expect(matchName({ state: "mismatched", delayMs: null })).toBe("mismatched");
  expect(matchName({ state: "matched", delayMs: 3000 })).toBe("delay 5000");
});

describe("counts", () => {
  test("are added up by their names, however often each occurs", () => {
    const counts = [
      { name: "uploads", count: 2 },
      { name: "uploads", count: 3 },
      { name: "delay 0", count: 1 },
      { name: "delay 5000", count: 2 },
      { name: "delay 10000", count: 1 },
      { name: "delay more", count: 1 },
      { name: callName("uploadShoppingInfo", 0), count: 5 },
      { name: callName("uploadShoppingInfo", 268435461), count: 1 },
      { name: callName(null, 40066), count: 4 },
      { name: "paid JPY", count: 1990 },
      { name: "paid CNY", count: 2 ** 40 },
      { name: "paid CNY", count: 5 },
      { name: "refunded CNY", count: 3 },
      { name: "refunded cny", count: 7 },
      { name: "something of a later version", count: 9 },
    ];
    expect(readCounts(counts)).toEqual({
      uploads: 5,
      replaced: 0,
      payments: 0,
      united: 0,
      paid: [
        { amountMinor: 2 ** 40 + 5, currency: "CNY" },
        { amountMinor: 1990, currency: "JPY" },
      ],
      refunded: [{ amountMinor: 3, currency: "CNY" }],
      matched: 5,
      mismatched: 0,
      late: 2,
      refused: 5,
      calls: 10,
      delays: [1, 0, 0, 2, 1, 0, 1],
      errors: [
        { operation: null, errcode: 40066, count: 4 },
        { operation: "uploadShoppingInfo", errcode: 268435461, count: 1 },
      ],
    });
  });
});
