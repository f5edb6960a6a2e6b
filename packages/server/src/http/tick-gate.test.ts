import { expect, test } from "vitest";
import { TickGate } from "./tick-gate.js";

test("calls that wait in one tick continue together, at its end", async () => {
  const gate = new TickGate();
  const order: string[] = [];
  const waiting = [1, 2].map((number) => gate.wait().then(() => order.push(`call ${number}`)));
  await Promise.resolve().then(() => order.push("the tick's own work"));
  await Promise.all(waiting);
  expect(order).toEqual(["the tick's own work", "call 1", "call 2"]);
});

/** Runs the pending microtasks, without ending the tick. */
const microtasks = async () => {
  for (let count = 0; count < 5; count++) await Promise.resolve();
};

test("in a long tick the gate opens before the end of the tick", async () => {
  const clock = { nowMs: 10 };
  const gate = new TickGate(() => clock.nowMs);
  let isOpen = false;
  void gate.wait().then(() => (isOpen = true));

  clock.nowMs += 0.2;
  gate.openIfLate();
  await microtasks();
  expect(isOpen).toBe(false);

  clock.nowMs += 0.2;
  gate.openIfLate();
  await microtasks();
  expect(isOpen).toBe(true);
});

test("a call that waits after the gate has opened waits for its next opening", async () => {
  const clock = { nowMs: 10 };
  const gate = new TickGate(() => clock.nowMs);
  void gate.wait();
  clock.nowMs += 1;
  gate.openIfLate();

  let isOpen = false;
  const later = gate.wait().then(() => (isOpen = true));
  gate.openIfLate();
  await microtasks();
  expect(isOpen).toBe(false);
  await later;
});

test("a call that waits for the end of the tick does so however long the tick is", async () => {
  const clock = { nowMs: 10 };
  const gate = new TickGate(() => clock.nowMs);
  let isOver = false;
  const over = gate.waitForTickEnd().then(() => (isOver = true));

  clock.nowMs += 100;
  gate.openIfLate();
  await microtasks();
  expect(isOver).toBe(false);
  expect(await over).toBe(true);
});

test("a call is alone when the previous call came on the same connection and has ended", () => {
  const gate = new TickGate();
  const [one, other] = [{}, {}];
  const call = (connection: object) => {
    gate.enter(connection);
    const { isAlone } = gate;
    gate.exit();
    return isAlone;
  };
  expect([call(one), call(one), call(one)]).toEqual([false, true, true]);
  expect([call(other), call(one)]).toEqual([false, false]);
  expect(call(one)).toBe(true);
});

test("a call is not alone while another one is in progress", () => {
  const gate = new TickGate();
  const connection = {};
  gate.enter(connection);
  gate.enter(connection);
  expect(gate.isAlone).toBe(false);
  gate.exit();
  expect(gate.isAlone).toBe(true);
});

test("two gates do not open one another", async () => {
  const clock = { nowMs: 10 };
  const [gate, other] = [new TickGate(() => clock.nowMs), new TickGate(() => clock.nowMs)];
  let isOpen = false;
  void gate.wait().then(() => (isOpen = true));
  clock.nowMs += 1;
  other.openIfLate();
  await microtasks();
  expect(isOpen).toBe(false);
});
