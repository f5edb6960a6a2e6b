import { expect, test } from "vitest";
import { RepeatedFault } from "./repeated-fault.js";

test("the first fault is logged at once, and then one a minute with the number since", () => {
  let nowMs = 0;
  const fault = new RepeatedFault(() => nowMs);
  const lines: (number | null)[] = [];
  for (; nowMs < 180_000; nowMs += 1_000) lines.push(fault.add());

  expect(lines.filter((line) => line !== null)).toEqual([1, 60, 60]);
  expect(lines[0]).toBe(1);
});

test("what failed together is counted together", () => {
  let nowMs = 0;
  const fault = new RepeatedFault(() => nowMs);
  expect([fault.add(3), fault.add(4), fault.add(5)]).toEqual([3, null, null]);
  nowMs = 60_000;
  expect(fault.add(1)).toBe(10);
});
