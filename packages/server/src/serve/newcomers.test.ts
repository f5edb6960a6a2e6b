import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Newcomers } from "./newcomers.js";

function given() {
  const started: number[] = [];
  const newcomers = new Newcomers();
  const admit = (number: number, destroyed = false) =>
    newcomers.admit({ destroyed, resume: () => void started.push(number) } as unknown as Socket);
  const tick = () => new Promise(setImmediate);
  return { started, admit, tick };
}

test("a connection that comes alone begins immediately", async () => {
  const { started, admit, tick } = given();
  for (let number = 0; number < 3; number++) {
    admit(number);
    expect(started).toHaveLength(number + 1);
    await tick();
  }
});

test("of a burst a few begin in each tick, the newest first, and in the end all", async () => {
  const { started, admit, tick } = given();
  for (let number = 0; number < 100; number++) admit(number, number === 98);
  expect(started).toEqual([0]);
  await tick();
  await tick();
  expect(started.slice(1)).toEqual([99, ...Array.from({ length: 15 }, (_, index) => 97 - index)]);
  for (let count = 0; count < 10; count++) await tick();
  expect(started).toHaveLength(99);
});

test("while connections arrive in each tick, a few of them begin", async () => {
  const { started, admit, tick } = given();
  for (let number = 0; number < 80; number++) {
    admit(number);
    await tick();
    admit(1_000 + number);
  }
  expect(started.length).toBeGreaterThanOrEqual(10);
  expect(started.length).toBeLessThan(40);
});
