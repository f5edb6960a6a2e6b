import { expect, test } from "vitest";
import { BODY_BYTES_MAX, BodyBudget } from "./body-budget.js";

const MIB = 1024 * 1024;

test("strangers can take an eighth of the memory, and known callers the rest", () => {
  const budget = new BodyBudget(64 * MIB);
  const strangers = Array.from({ length: 8 }, () => budget.reserve(MIB, null));
  expect(strangers).not.toContain(null);
  expect(budget.reserve(1, null)).toBeNull();

  for (const caller of ["a", "b", "c", "d"]) {
    for (let body = 0; body < 7; body++) {
      expect(budget.reserve(BODY_BYTES_MAX, caller)).not.toBeNull();
    }
  }
  expect(budget.reserve(MIB, "e")).toBeNull();
  expect(budget.bytes).toBe(64 * MIB);
});

test("one caller can take a quarter of the memory", () => {
  const budget = new BodyBudget(64 * MIB);
  const taken = Array.from({ length: 9 }, () => budget.reserve(BODY_BYTES_MAX, "busy"));
  expect(taken.filter((reservation) => reservation !== null)).toHaveLength(8);
  expect(budget.reserve(BODY_BYTES_MAX, "quiet")).not.toBeNull();
});

test("a released body makes room", () => {
  const budget = new BodyBudget(8 * MIB);
  const first = budget.reserve(BODY_BYTES_MAX, "one");
  expect(budget.reserve(1, "one")).toBeNull();
  if (first !== null) budget.release(first);
  expect(budget.bytes).toBe(0);
  expect(budget.reserve(BODY_BYTES_MAX, "one")).not.toBeNull();
});
