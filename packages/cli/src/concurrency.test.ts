import { expect, test } from "vitest";
import { forEachConcurrently } from "./concurrency.js";

async function* numbers(count: number, taken: number[] = []) {
  for (let number = 1; number <= count; number++) {
    taken.push(number);
    yield number;
  }
}

test("no more tasks run at a time than the limit, and every item has its task", async () => {
  const done: number[] = [];
  let running = 0;
  let runningMost = 0;
  await forEachConcurrently(numbers(50), 4, async (number) => {
    running += 1;
    runningMost = Math.max(runningMost, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    done.push(number);
  });
  expect(runningMost).toBe(4);
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
});

test("an item is taken only when a task is free for it", async () => {
  const taken: number[] = [];
  const free: (() => void)[] = [];
  const finished = forEachConcurrently(numbers(10, taken), 3, () => {
    return new Promise((resolve) => free.push(resolve));
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toEqual([1, 2, 3]);
  while (taken.length < 10 || free.length > 0) {
    free.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await finished;
});

test("a task that throws ends it, after the tasks under way", async () => {
  const done: number[] = [];
  const finished = forEachConcurrently(numbers(100), 2, async (number) => {
    if (number === 3) throw new Error("refused");
    await new Promise((resolve) => setImmediate(resolve));
    done.push(number);
  });
  await expect(finished).rejects.toThrow("refused");
  expect(done.length).toBeLessThan(5);
});

test("a task that throws is told while the stream waits for more", async () => {
  const items = (async function* () {
    yield 1;
    await new Promise(() => undefined);
  })();
  const finished = forEachConcurrently(items, 4, () => Promise.reject(new Error("no server")));
  await expect(finished).rejects.toThrow("no server");
});
