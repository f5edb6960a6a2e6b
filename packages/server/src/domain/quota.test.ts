import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decideQuota, type QuotaCount, type ReachedLimit } from "./quota.js";

const MINUTE = 29_000_000;
const DAY = "2026-11-22";
const quotas = { perMinute: 60, perDay: 100 };

const countOf = (given: Partial<QuotaCount>): QuotaCount => ({
  minute: MINUTE,
  inMinute: 0,
  day: DAY,
  inDay: 0,
  ...given,
});

test("an app that has never called may call", () => {
  expect(decideQuota(null, { quotas, minute: MINUTE, day: DAY })).toEqual({
    granted: 3,
    exceeded: null,
    reached: [],
    count: { minute: MINUTE, inMinute: 3, day: DAY, inDay: 3 },
  });
});

test("calls of an earlier minute no longer count for the minute, but count for the day", () => {
  const stored = countOf({ minute: MINUTE - 1, inMinute: 60, inDay: 60 });

  const { granted, count } = decideQuota(stored, { quotas, minute: MINUTE, day: DAY });

  expect(granted).toBe(2);
  expect(count).toEqual({ minute: MINUTE, inMinute: 2, day: DAY, inDay: 62 });
});

test.each([
  ["minute", countOf({ inMinute: 60, inDay: 60 })],
  ["day", countOf({ inMinute: 10, inDay: 100 })],
  ["day", countOf({ inMinute: 60, inDay: 100 })],
] as const)(
  "an exhausted limit of the %s is reported, and nothing is counted",
  (exceeded, stored) => {
    expect(decideQuota(stored, { quotas, minute: MINUTE, day: DAY })).toEqual({
      granted: 0,
      exceeded,
      reached: [],
      count: stored,
    });
  },
);

test("repeated requests are granted exactly the limit, and reach it once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (m, d) => {
      const limits = { perMinute: m, perDay: d };
      let stored: QuotaCount | null = null;
      let sum = 0;
      const reached: ReachedLimit[] = [];
      for (;;) {
        const { granted, count, ...decision } = decideQuota(stored, {
          quotas: limits,
          minute: MINUTE,
          day: DAY,
        });
        if (granted === 0) break;
        stored = count;
        sum += granted;
        reached.push(...decision.reached);
      }
      expect(sum).toBe(Math.min(m, d));
      expect(reached).toEqual([
        ...(m > 0 && m <= d ? [{ per: "minute", limit: m }] : []),
        ...(d > 0 && d <= m ? [{ per: "day", limit: d }] : []),
      ]);
    }),
  );
});
