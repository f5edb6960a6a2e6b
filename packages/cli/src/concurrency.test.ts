import { expect, test } from "vitest";
import { forEachConcurrently } from "./concurrency.js";

async function* numbers(count: number, taken: number[] = []) {
  for (let number = 1; number <= count; number++) {
    taken.push(number);
    yield number;
  }
}

test("at most `limit` tasks run at a time, and every item gets its task", async () => {
  const done: number[] = [];
  let running = 0;
  let mostRunning = 0;
  await forEachConcurrently(numbers(50), 4, async (number) => {
    running += 1;
    mostRunning = Math.max(mostRunning, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    done.push(number);
  });
  expect(mostRunning).toBe(4);
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
});

test("an item is taken only when a task can start", async () => {
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

test("a task that throws ends the run after the running tasks", async () => {
  const done: number[] = [];
  const finished = forEachConcurrently(numbers(100), 2, async (number) => {
    if (number === 3) throw new Error("rejected");
    await new Promise((resolve) => setImmediate(resolve));
    done.push(number);
  });
  await expect(finished).rejects.toThrow("rejected");
  expect(done.length).toBeLessThan(5);
});

test("a task that throws ends the run even while the stream is waiting", async () => {
  const items = (async function* () {
    yield 1;
    await new Promise(() => undefined);
  })();
  const finished = forEachConcurrently(items, 4, () => Promise.reject(new Error("no server")));
  await expect(finished).rejects.toThrow("no server");
});
