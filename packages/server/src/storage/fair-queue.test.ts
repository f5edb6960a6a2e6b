import { expect, test } from "vitest";
import { FairQueue } from "./fair-queue.js";

function queueOf(items: Readonly<Record<string, number>>): FairQueue<string> {
  const queue = new FairQueue<string>();
  for (const [tenant, count] of Object.entries(items)) {
    for (let number = 1; number <= count; number++) queue.push(tenant, `${tenant}${number}`);
  }
  return queue;
}

test("what fits is taken whole, each tenant's in its order", () => {
  const queue = queueOf({ a: 2, b: 1 });

  expect(queue.take(3)).toEqual(["a1", "a2", "b1"]);
  expect(queue.length).toBe(0);
  expect(queue.take(3)).toEqual([]);
});

test("of more than fits, every tenant has its turn, however much another has", () => {
  const queue = queueOf({ a: 100, b: 2, c: 1 });

  expect(queue.take(5)).toEqual(["a1", "b1", "c1", "a2", "b2"]);
  expect(queue.length).toBe(98);
  expect(queue.lengthOf("a")).toBe(98);
  expect(queue.lengthOf("b")).toBe(0);
});

test("whoever missed the last turn is the first of the next", () => {
  const queue = queueOf({ a: 3, b: 3, c: 3 });

  expect(queue.take(4)).toEqual(["a1", "b1", "c1", "a2"]);
  expect(queue.take(2)).toEqual(["b2", "c2"]);
  expect(queue.take(3)).toEqual(["a3", "b3", "c3"]);
});

test("nothing is lost and nothing is taken twice, whatever sizes are taken", () => {
  const queue = queueOf({ a: 17, b: 5, c: 1, d: 9 });
  const taken: string[] = [];
  for (let size = 1; queue.length > 0; size = (size % 4) + 1) taken.push(...queue.take(size));

  expect(taken).toHaveLength(32);
  expect(new Set(taken).size).toBe(32);
  const ofA = taken.filter((item) => item.startsWith("a")).map((item) => Number(item.slice(1)));
  expect(ofA).toEqual(ofA.toSorted((one, other) => one - other));
});
