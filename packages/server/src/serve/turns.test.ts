import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Turns } from "./turns.js";

function given() {
  const begun: number[] = [];
  const turns = new Turns();
  const admit = (number: number, destroyed = false) =>
    turns.admit({ destroyed, resume: () => void begun.push(number) } as unknown as Socket);
  const later = (number: number) => turns.later(() => void begun.push(number));
  const ticks = async (count: number) => {
    for (let tick = 0; tick < count; tick++) await new Promise(setImmediate);
  };
  return { begun, admit, later, ticks };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test("a connection that comes alone begins immediately", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 3; number++) {
    admit(number);
    expect(begun).toHaveLength(number + 1);
    await ticks(2);
  }
});

test("of a burst a few begin in each tick, the newest first, and in the end all", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 100; number++) admit(number, number === 98);
  expect(begun).toEqual([0]);
  await ticks(2);
  expect(begun).toEqual([0, 99, 97, 96, 95]);
  await ticks(25);
  expect(begun).toHaveLength(99);
});

test("while a connection arrives in each tick, few begin, so that all are accepted soon", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 800; number++) {
    admit(number);
    await ticks(1);
  }
  expect(begun.length).toBeGreaterThanOrEqual(3);
  expect(begun.length).toBeLessThanOrEqual(6);
  await ticks(202);
  expect(begun.toSorted((one, other) => one - other)).toEqual(numbers(0, 800));
});

test("a further turn of a connection begins in the next tick when nothing else waits", async () => {
  const { begun, later, ticks } = given();
  later(1);
  expect(begun).toEqual([]);
  await ticks(1);
  expect(begun).toEqual([1]);
});

test("further turns begin in their order, a few in each tick beside the new connections", async () => {
  const { begun, admit, later, ticks } = given();
  for (const number of numbers(100, 110)) later(number);
  admit(0);
  await ticks(2);
  expect(begun).toEqual([0, 100, 101, 102, 103]);
  await ticks(2);
  expect(begun.slice(1)).toEqual(numbers(100, 110));
});
