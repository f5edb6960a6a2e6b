import { expect, test } from "vitest";
import { isErasedReport } from "./erasure-marks.js";

const erased = new Map([
  ["buyer", 100],
  ["name", 100],
]);
const at = (hash: string) => erased.get(hash) ?? null;

test.each([
  ["an erased payment, whenever it was paid", { buyers: [], names: ["name"] }, 200, true],
  ["an erased buyer's payment of before the erasure", { buyers: ["buyer"], names: [] }, 99, true],
  ["one that was paid at its instant", { buyers: ["buyer"], names: [] }, 100, true],
  ["a later purchase of the same buyer", { buyers: ["buyer"], names: ["new"] }, 101, false],
  ["another buyer's payment", { buyers: ["other"], names: ["other"] }, 1, false],
])("%s", (_, marks, paidAtMs, isErased) => {
  expect(isErasedReport(marks, paidAtMs, at)).toBe(isErased);
});

test("without hashes nothing is erased", () => {
  expect(isErasedReport(undefined, 1, () => 100)).toBe(false);
});
