import { expect, test } from "vitest";
import { lineDiff } from "../console/src/requests/line-diff.js";

const diff = (before: string, after: string) => {
  const { removed, added } = lineDiff(before.split(""), after.split(""));
  return [[...removed], [...added]];
};

test("the lines that two texts do not share are found", () => {
  expect(diff("abc", "abc")).toEqual([[], []]);
  expect(diff("abc", "axc")).toEqual([[1], [1]]);
  expect(diff("abcd", "acbd")).toEqual([[1], [2]]);
  expect(diff("", "ab")).toEqual([[], [0, 1]]);
  expect(diff("aab", "ab")).toEqual([[1], []]);
});

test("of very long texts, everything between the first and the last change counts", () => {
  const lines = (from: number) => Array.from({ length: 2000 }, (_, index) => `${from + index}`);
  const before = ["same", ...lines(0), "end"];
  const after = ["same", ...lines(1), "end"];
  const { removed, added } = lineDiff(before, after);
  expect([removed.size, added.size]).toEqual([2000, 2000]);
});
