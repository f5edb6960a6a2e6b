import { describe, expect, test } from "vitest";
import { refundProgressOf } from "./refund-progress.js";

const refund = (
  state: "processing" | "succeeded" | "closed" | "abnormal",
  amountMinor: number,
) => ({ state, amountMinor, atMs: 1 });

describe("the refunds of a payment of 300 are", () => {
  test.each([
    ["none", [], false],
    ["in_progress", [], true],
    ["in_progress", [refund("processing", 100)], true],
    ["in_progress", [refund("processing", 100)], false],
    ["in_progress", [refund("abnormal", 300)], false],
    ["in_progress", [refund("succeeded", 100), refund("processing", 200)], true],
    ["part", [refund("succeeded", 100)], true],
    ["part", [refund("succeeded", 100), refund("closed", 200)], true],
    ["all", [refund("succeeded", 100), refund("succeeded", 200)], true],
    ["all", [refund("succeeded", 300), refund("processing", 1)], true],
    ["none", [refund("closed", 300)], true],
  ] as const)("%s after %j, with trade_state REFUND %s", (progress, refunds, isStarted) => {
    expect(refundProgressOf(refunds, 300, isStarted)).toBe(progress);
  });

  test("none when nothing was paid", () => {
    expect(refundProgressOf([], 0, false)).toBe("none");
  });
});
