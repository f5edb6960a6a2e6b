import { expect, test } from "vitest";
import { LineSampler } from "./line-sampler.js";

test("ten lines of a kind are logged in a second, and the rest is counted", () => {
  let nowMs = 60_000;
  const sampler = new LineSampler(() => nowMs);
  const admitted = (kind: string, count: number) =>
    Array.from({ length: count }, () => sampler.admits(kind)).filter(Boolean).length;

  expect(admitted("INVALID_CREDENTIAL", 100)).toBe(10);
  expect(admitted("INVALID_URL", 3)).toBe(3);
  nowMs += 1_000;
  expect(admitted("INVALID_CREDENTIAL", 12)).toBe(10);
  expect(sampler.takeOmitted()).toEqual({ INVALID_CREDENTIAL: 92 });
  expect(sampler.takeOmitted()).toEqual({});
});

test("any number of kinds takes bounded memory", () => {
  const sampler = new LineSampler(() => 60_000);
  for (let kind = 0; kind < 10_000; kind++) sampler.admits(`kind ${kind}`);
  expect(sampler.takeOmitted()).toEqual({ other: 9_490 });
});
