import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Turns } from "./turns.js";

/** Connections that have sent a number of bytes: 0 none yet, 100 one call, 10,000 much. */
function given({ tickMs = 0 } = {}) {
  const begun: number[] = [];
  let nowMs = 0;
  const turns = new Turns(
    (socket) => begun.push((socket as unknown as Fake).number),
    () => nowMs,
  );
  const admit = (number: number, readableLength = 10_000) => {
    const socket = Object.assign(new EventEmitter(), { number, readableLength, destroyed: false });
    turns.admit(socket as unknown as Socket);
    if (readableLength > 0) socket.emit("readable");
    return socket;
  };
  const later = (number: number) => turns.later(() => void begun.push(number));
  const ticks = async (count: number) => {
    for (let tick = 0; tick < count; tick++) {
      nowMs += tickMs;
      await new Promise(setImmediate);
    }
  };
  return { begun, admit, later, ticks };
}

interface Fake {
  readonly number: number;
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test("a connection that comes alone begins immediately", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 3; number++) {
    admit(number, 0);
    expect(begun).toHaveLength(number + 1);
    await ticks(2);
  }
});

test("of a burst a few begin in each tick, in their order, and in the end all", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 100; number++) admit(number, number % 3 === 0 ? 0 : 10_000);
  expect(begun).toEqual([0]);
  await ticks(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  await ticks(25);
  expect(begun).toEqual(numbers(0, 100));
});

test("after a slow tick, only one begins", async () => {
  const { begun, admit, ticks } = given({ tickMs: 11 });
  for (let number = 0; number < 10; number++) admit(number);
  await ticks(2);
  expect(begun).toEqual([0, 1]);
  await ticks(8);
  expect(begun).toEqual(numbers(0, 10));
});

test("those that have sent little begin first, the newest before the older ones", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 100; number++) admit(number, number % 10 === 5 ? 100 : 10_000);
  await ticks(4);
  expect(begun.filter((number) => number % 10 === 5)).toEqual([
    95, 85, 75, 65, 55, 45, 35, 25, 15, 5,
  ]);
  await ticks(30);
  expect(begun.toSorted((one, other) => one - other)).toEqual(numbers(0, 100));
});

test("a connection that is closed while it waits does not begin", async () => {
  const { begun, admit, ticks } = given();
  const sockets = numbers(0, 6).map((number) => admit(number, number === 4 ? 100 : 10_000));
  for (const number of [3, 4]) {
    const socket = sockets[number] as (typeof sockets)[number];
    socket.destroyed = true;
    socket.emit("error", new Error("reset"));
    socket.emit("close");
  }
  await ticks(5);
  expect(begun).toEqual([0, 1, 2, 5]);
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
  expect(begun).toEqual(numbers(0, 800));
});

test("one that has sent little does not wait for the end of a burst", async () => {
  const { begun, admit, ticks } = given();
  for (let number = 0; number < 100; number++) {
    admit(number, number === 50 ? 100 : 10_000);
    await ticks(1);
    expect(begun).toEqual(number < 60 ? begun.slice(0, 2) : [0, 50]);
  }
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
