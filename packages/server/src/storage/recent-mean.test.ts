import { expect, test } from "vitest";
import { RecentMean } from "./recent-mean.js";

function meanByHand() {
  let nowMs = 1_000;
  const mean = new RecentMean(200, () => nowMs);
  return { mean, pass: (ms: number) => void (nowMs += ms) };
}

test("follows a figure that stays", () => {
  const { mean, pass } = meanByHand();
  expect(mean.read()).toBe(0);
  mean.set(64);
  expect(mean.read()).toBe(0);
  pass(200);
  expect(mean.read()).toBeCloseTo(64 * (1 - Math.exp(-1)));
  pass(2_000);
  expect(mean.read()).toBeCloseTo(64, 2);
});

test("a figure that is high for moments only has a low mean, and one that is low for moments only a high one", () => {
  for (const { highMs, lowMs } of [
    { highMs: 2, lowMs: 18 },
    { highMs: 18, lowMs: 2 },
  ]) {
    const { mean, pass } = meanByHand();
    for (let i = 0; i < 200; i++) {
      mean.set(10);
      pass(highMs);
      mean.set(0);
      pass(lowMs);
    }
    expect(mean.read()).toBeCloseTo(highMs / 2, 0);
  }
});

test("forgets in a second what has ended", () => {
  const { mean, pass } = meanByHand();
  mean.set(64);
  pass(5_000);
  mean.set(0);
  pass(1_000);
  expect(mean.read()).toBeLessThan(0.5);
});
