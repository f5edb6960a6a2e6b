import { expect, test } from "vitest";
import type { QuotaGrant } from "../domain/quota.js";
import type { QuotaStore } from "../storage/store.js";
import { LastingQuotas } from "./lasting-quotas.js";

const REQUEST = {
  quotas: { perMinute: 100, perDay: 1_000 },
  minute: 7,
  day: "2026-08-01",
  nowMs: 420_000,
};

function quotasOn(take: QuotaStore["take"]) {
  const clock = { nowMs: 0 };
  const faults: unknown[] = [];
  const quotas = new LastingQuotas(
    { take },
    (fault) => faults.push(fault),
    () => clock.nowMs,
  );
  return { clock, faults, take: () => quotas.take("wx1", "getOrder", REQUEST) };
}

test("calls are granted, up to the limit, while the database cannot count them", async () => {
  const { take, faults } = quotasOn(() => Promise.reject(new Error("disk full")));

  let granted = 0;
  let last: QuotaGrant = { granted: 0, exceeded: null };
  for (let ask = 0; ask < 200 && last.exceeded === null; ask++) {
    last = await take();
    granted += last.granted;
  }

  expect(granted).toBe(100);
  expect(last.exceeded).toBe("minute");
  expect(faults).toHaveLength(1);
});

test("the database is asked again after growing pauses, and counts again when it can", async () => {
  let asked = 0;
  let isBroken = true;
  const { clock, take } = quotasOn(() => {
    asked++;
    if (isBroken) return Promise.reject(new Error("disk full"));
    return Promise.resolve({ granted: 9, exceeded: null });
  });

  const askedAtMs: number[] = [];
  for (; clock.nowMs < 20_000; clock.nowMs += 500) {
    const before = asked;
    await take();
    if (asked > before) askedAtMs.push(clock.nowMs);
  }
  expect(askedAtMs).toEqual([0, 1_000, 3_000, 7_000, 15_000]);

  isBroken = false;
  clock.nowMs = 31_000;
  expect(await take()).toEqual({ granted: 9, exceeded: null });
  expect(await take()).toEqual({ granted: 9, exceeded: null });
});

test("a call waits half a second at most for a database that does not answer", async () => {
  const { take, faults } = quotasOn(() => new Promise(() => {}));

  expect(await take()).toEqual({ granted: 5, exceeded: null });
  expect(String(faults[0])).toContain("counting calls in the database did not end within 500 ms");
});
