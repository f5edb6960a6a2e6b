import { expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { concurrencySetting } from "./concurrency.js";

test("16 calls run at a time by default", () => {
  expect(concurrencySetting(undefined)).toBe(16);
  expect(concurrencySetting("1")).toBe(1);
  expect(problemsOf(() => concurrencySetting("0"))).toHaveLength(1);
});
