import { afterEach, expect, test } from "vitest";
import { CallDeadlines } from "./call-deadlines.js";

const clock = { nowMs: 1_000 };
const late: string[] = [];
const deadlines = new CallDeadlines(
  5_000,
  ({ name }: { readonly name: string }) => late.push(name),
  () => clock.nowMs,
);

afterEach(() => deadlines.close());

test("a call that has not ended in time is late, once; one that has ended is not", () => {
  const [ended, hung, other, later] = ["ended", "hung", "other", "later"].map((name) => ({ name }));
  for (const call of [ended, hung, other]) if (call !== undefined) deadlines.enter(call);
  for (const call of [other, ended]) if (call !== undefined) deadlines.leave(call);
  clock.nowMs += 1_000;
  if (later !== undefined) deadlines.enter(later);

  clock.nowMs += 3_999;
  deadlines.check();
  expect(late).toEqual([]);
  clock.nowMs += 1;
  deadlines.check();
  deadlines.check();
  expect(late).toEqual(["hung"]);
  expect(deadlines.count).toBe(1);
});
