import { expect, test } from "vitest";
import { Pace } from "./pace.js";

/** The rows of the steps of a search, of which each takes as long as `msOf` says. */
function stepsOf(count: number, msOf: (rows: number, step: number) => number, rowsMax?: number) {
  let nowMs = 0;
  const pace = new Pace(rowsMax, () => nowMs);
  return Array.from({ length: count }, (_, step) => {
    const rows = pace.begin();
    nowMs += msOf(rows, step);
    pace.end();
    return rows;
  });
}

test("a search begins with few rows and doubles them until a step takes 8 ms", () => {
  const rows = stepsOf(10, (read) => read / 100);
  expect(rows).toEqual([20, 40, 80, 160, 320, 640, 800, 800, 800, 800]);
});

test("a step that took longer is followed by a smaller one", () => {
  const rows = stepsOf(9, (read, step) => (step < 6 ? read / 100 : read / 10));
  // The seventh takes 80 ms.
  expect(rows.slice(5)).toEqual([640, 800, 100, 80]);
});

test("the rows of a step have bounds, however fast or slow it is", () => {
  expect(stepsOf(20, () => 0).at(-1)).toBe(5_000);
  expect(stepsOf(20, () => 0, 100).at(-1)).toBe(100);
  expect(stepsOf(20, () => 10_000).at(-1)).toBe(5);
});

test("when reading becomes slower all the time, no step takes longer than 20 ms", () => {
  const taken: number[] = [];
  stepsOf(200, (read, step) => {
    const ms = (read / 500) * 1.02 ** step;
    taken.push(ms);
    return ms;
  });
  expect(Math.max(...taken)).toBeLessThan(20);
});
