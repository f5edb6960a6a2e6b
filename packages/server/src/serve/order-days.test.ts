import { expect, test } from "vitest";
import { orderDaysOf } from "./order-days.js";

const given = { eventDays: 5, sealKey: "key" };

test("orders are kept unless a number of days is set", () => {
  expect(orderDaysOf(given)).toBeNull();
  expect(orderDaysOf({ ...given, orderDays: null })).toBeNull();
  expect(orderDaysOf({ ...given, orderDays: 13 })).toBe(13);
});

test.each([0, -1, 12, 13.5, Number.NaN, Number.POSITIVE_INFINITY, "30" as never])(
  "%s days are refused with the smallest number",
  (orderDays) => {
    expect(() => orderDaysOf({ ...given, orderDays })).toThrow(
      `must be an integer of 13 or more days, not ${orderDays}`,
    );
  },
);

test("fewer days than events are kept are refused, with both ways out", () => {
  expect(orderDaysOf({ ...given, orderDays: 30, eventDays: 30 })).toBe(30);
  expect(() => orderDaysOf({ ...given, orderDays: 29, eventDays: 30 })).toThrow(
    "must be 30 or more days, not 29: events are kept for 30 days and contain the orders. Set --event-days to 29 or less, or keep orders for longer.",
  );
});

test("a platform that is no sandbox needs a seal key for it", () => {
  expect(() => orderDaysOf({ eventDays: 5, orderDays: 13 })).toThrow("needs a seal key");
  expect(orderDaysOf({ eventDays: 5, orderDays: 13, sandbox: true })).toBe(13);
});
