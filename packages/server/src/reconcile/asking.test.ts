import { text } from "@dingdan/contract";
import { expect, test } from "vitest";
import { askEach, Stops } from "./asking.js";
import type { Failure } from "./report.js";

const PROVIDER = "1900000001";

const failure = (likelyFor: Failure["likelyFor"], subMchid: string | null = null): Failure => ({
  mchid: PROVIDER,
  subMchid,
  number: "T-1",
  cause: text("A cause.", "原因。"),
  next: text("A step.", "下一步。"),
  likelyFor,
});
const asker = (subMchid: string | null = null) => ({ mchid: PROVIDER, subMchid });

test("three failures of a merchant in a row stop it, and a success between them does not", () => {
  const stops = new Stops();
  for (const _ of [1, 2]) stops.failed(failure("merchant"));
  stops.succeeded(asker());
  for (const _ of [1, 2]) stops.failed(failure("merchant"));
  expect(stops.has(asker())).toBe(false);
  stops.failed(failure("merchant"));
  expect(stops.has(asker())).toBe(true);
  expect(stops.has(asker("1900000555"))).toBe(true);
  expect(stops.merchants).toEqual([PROVIDER]);
});

test("failures that concern one number stop nothing", () => {
  const stops = new Stops();
  for (const _ of [1, 2, 3, 4]) stops.failed(failure("nothing"));
  expect(stops.stopped.size).toBe(0);
});

test("a provider that has no right to one sub-merchant continues with the others", () => {
  const odd = "a,b/c";
  const stops = new Stops();
  for (const _ of [1, 2, 3]) stops.failed(failure("sub_merchant", odd));
  expect([stops.has(asker(odd)), stops.has(asker("1900000556")), stops.has(asker())]).toEqual([
    true,
    false,
    false,
  ]);
  expect(stops.merchants).toEqual([]);
  // The next page of a run continues with what this one stopped.
  const list = [...stops.stopped].join(",").split(",");
  expect(new Stops(list).has(asker(odd))).toBe(true);
});

test("after an error nothing more is asked for, and nothing continues behind it", async () => {
  const begun: number[] = [];
  let ended = 0;
  const asking = askEach(
    Array.from({ length: 50 }, (_, index) => index),
    new AbortController().signal,
    async (index) => {
      begun.push(index);
      if (index === 3) throw new Error("the database is gone");
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      ended++;
    },
  );
  await expect(asking).rejects.toThrow("the database is gone");
  expect([begun.length, ended]).toEqual([8, 7]);
});
