import { expect, test } from "vitest";
import { endLongTurn, endOfTurn, wholeTurn } from "./end-of-turn.js";

test("all who wait in one turn go on together, at its end", async () => {
  const order: string[] = [];
  const waiting = [1, 2].map((number) => endOfTurn().then(() => order.push(`answer ${number}`)));
  await Promise.resolve().then(() => order.push("the turn's own work"));
  await Promise.all(waiting);
  expect(order).toEqual(["the turn's own work", "answer 1", "answer 2"]);
});

test("in a turn that goes on nobody waits for all of it", async () => {
  const waiting = endOfTurn();
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < 1) endLongTurn();
  let isEnded = false;
  setImmediate(() => {
    isEnded = true;
  });
  await waiting;
  expect(isEnded).toBe(false);
});

test("who waits for the whole of a turn does so however long it is", async () => {
  const order: string[] = [];
  const waiting = [1, 2].map((number) => wholeTurn().then(() => order.push(`request ${number}`)));
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < 1) endLongTurn();
  await new Promise<void>((resolve) => {
    process.nextTick(() => {
      order.push("the turn's own work");
      resolve();
    });
  });
  await Promise.all(waiting);
  expect(order).toEqual(["the turn's own work", "request 1", "request 2"]);
});
