import { expect, test } from "vitest";
import { recentAverage } from "./package-usage.js";

test.each([
  [["1"], 50],
  [["150"], 50],
  [["151"], 51],
  [["297"], 99],
  [["300"], 100],
  [["301"], 110],
  [["3000", "1"], 1100],
  [["999999999999999999", "999999999999999999"], 670000000000000000],
])("uses of %j in 90 days are an average of %d a month", (uses, average) => {
  expect(recentAverage(uses)).toBe(average);
});

test.each([[[]], [["0", "0"]]])("uses of %j have no average", (uses) => {
  expect(recentAverage(uses)).toBeNull();
});
