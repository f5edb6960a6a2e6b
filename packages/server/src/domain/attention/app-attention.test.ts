import { expect, test } from "vitest";
import { callName, readCounts } from "../statistics.js";
import { attentionOfApp, risingRefusals, unmatchedPayments, withoutApp } from "./app-attention.js";
import { type AttentionItem, listedItems } from "./attention-item.js";

const APP = {
  appid: "wxa",
  name: "Shop",
  permission: "approved",
  lastResult: "APPROVED",
  reviewDueAtMs: null,
} as const;
const HOUR_MS = 3_600_000;

const counted = (counts: Record<string, number>) =>
  readCounts(Object.entries(counts).map(([name, count]) => ({ name, count })));
const NOTHING = counted({});
const QUIET = { now: NOTHING, before: NOTHING, thisHour: NOTHING };
const kindsOf = (items: readonly AttentionItem[]) => items.map(({ kind }) => kind);

test("an approved app whose orders come in time needs no attention", () => {
  const now = counted({ payments: 9, "delay 0": 4, "delay 5000": 5, uploads: 9 });
  expect(attentionOfApp(APP, { ...QUIET, now }, 0)).toEqual([]);
});

test("late orders are distinguished from those in time", () => {
  const now = counted({ payments: 10, "delay 0": 7, "delay 10000": 1, "delay more": 2 });
  expect(attentionOfApp(APP, { ...QUIET, now }, 0)).toEqual([
    { kind: "late_uploads", count: 3, of: 10, app: { appid: "wxa", name: "Shop" } },
  ]);
});

test.each([
  ["that came in this hour", { payments: 1 }, { payments: 1 }, 0],
  ["that came before this hour", { payments: 1 }, {}, 1],
  ["whose order came in this hour", { payments: 1, "delay more": 1 }, { "delay more": 1 }, 0],
  ["of which some have orders", { payments: 9, "delay 0": 5 }, { payments: 2, "delay 0": 1 }, 3],
  ["whose orders do not match", { payments: 2, mismatched: 5 }, {}, 2],
  ["that are parts of one", { payments: 2, united: 1, "delay 0": 1 }, {}, 0],
  ["whose orders came for earlier payments", { "delay more": 4 }, {}, 0],
])("payments %s wait for orders: %o and in this hour %o", (_, now, thisHour, count) => {
  expect(unmatchedPayments({ now: counted(now), thisHour: counted(thisHour) })).toBe(count);
});

test.each([
  [9, 0, false],
  [10, 0, true],
  [10, 5, true],
  [10, 6, false],
  [200, 101, false],
])("%i rejected calls after %i before are a rise: %s", (now, before, isRise) => {
  const name = callName("uploadShoppingInfo", 268485195);
  const rises = risingRefusals(
    counted({ [name]: now, [callName("getOrder", 0)]: 99 }).errors,
    counted({ [name]: before, [callName("getOrder", 268485195)]: 3 }).errors,
  );
  expect(rises).toEqual(
    isRise
      ? [
          {
            kind: "refusals_rising",
            count: now,
            before,
            operation: "uploadShoppingInfo",
            errcode: 268485195,
          },
        ]
      : [],
  );
});

test("rejected calls that named no app are those that no app has", () => {
  const error = (count: number) => ({ operation: null, errcode: 40066, count });
  expect(withoutApp([error(7)], [error(2), error(1)])).toEqual([error(4)]);
  expect(withoutApp([error(3)], [error(2), error(1)])).toEqual([]);
});

test.each([
  [{ permission: "rejected", reviewDueAtMs: 9 * HOUR_MS }, 0, ["review_rejected"]],
  [{ permission: "reviewing", reviewDueAtMs: 2 * HOUR_MS }, 0, ["review_due"]],
  [{ permission: "reviewing", reviewDueAtMs: 2 * HOUR_MS + 1 }, 0, []],
  [{ permission: "open" }, 1, ["not_submitted"]],
  [{ permission: "open" }, 0, []],
  [{ permission: "closed", lastResult: "" }, 1, ["not_submitted"]],
  [{ permission: "closed" }, 1, []],
] as const)("an app %o with %i orders: %o", (changes, matched, kinds) => {
  const now = counted({ payments: matched, "delay 0": matched });
  expect(kindsOf(attentionOfApp({ ...APP, ...changes }, { ...QUIET, now }, 0))).toEqual(kinds);
});

test("the list is by urgency, the worst first, with at most ten of a kind", () => {
  const late = (count: number, of: number) => ({ kind: "late_uploads", count, of }) as const;
  const due = (atMs: number) => ({ kind: "review_due", count: 1, atMs }) as const;
  const orders = { kind: "orders", count: 3, reason: "other_payer" } as const;
  expect(listedItems([due(9), due(3), orders, late(5, 100), late(1, 2)])).toEqual({
    items: [late(1, 2), late(5, 100), orders, due(3), due(9)],
    leftOut: 0,
  });
  const many = Array.from({ length: 12 }, (_, index) => late(index + 1, 100));
  const { items, leftOut } = listedItems(many);
  expect([items[0], items.length, leftOut]).toEqual([late(12, 100), 10, 2]);
});
