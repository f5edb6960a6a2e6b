import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Newcomers } from "./newcomers.js";

test("a few connections begin in each tick, the newest first, and all of them begin", async () => {
  const started: number[] = [];
  const newcomers = new Newcomers();
  const socket = (number: number, destroyed = false) =>
    ({ destroyed, resume: () => void started.push(number) }) as unknown as Socket;

  for (let number = 0; number < 100; number++) newcomers.admit(socket(number, number === 98));
  expect(started).toEqual(Array.from({ length: 16 }, (_, index) => index));

  await new Promise(setImmediate);
  expect(started.slice(16)).toEqual([99, ...Array.from({ length: 15 }, (_, index) => 97 - index)]);

  for (let tick = 0; tick < 10; tick++) await new Promise(setImmediate);
  expect(started).toHaveLength(99);
});
