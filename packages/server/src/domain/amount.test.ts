import { expect, test } from "vitest";
import { couponOf, reportedAmount, sumOf } from "./amount.js";

const cny = (amountMinor: number) => ({ amountMinor, currency: "CNY" });
const hkd = (amountMinor: number) => ({ amountMinor, currency: "HKD" });

test("an amount without a currency is in CNY, and one that was not reported is none", () => {
  expect(reportedAmount(1990, undefined)).toEqual(cny(1990));
  expect(reportedAmount(1990, "JPY")).toEqual({ amountMinor: 1990, currency: "JPY" });
  expect(reportedAmount(undefined, "CNY")).toBeNull();
  expect(reportedAmount(0, "CNY")).toEqual(cny(0));
});

test("amounts of different currencies have no sum, nor has an amount that was not reported", () => {
  expect(sumOf([cny(1), cny(2)])).toEqual(cny(3));
  expect(sumOf([cny(1), hkd(2)])).toBeNull();
  expect(sumOf([cny(1), null])).toBeNull();
  expect(sumOf([])).toBeNull();
});

test("coupons paid the difference, in one currency", () => {
  expect(couponOf(cny(1990), cny(990))).toEqual(cny(1000));
  expect(couponOf(cny(1990), cny(1990))).toBeNull();
  expect(couponOf(hkd(1990), cny(990))).toBeNull();
  expect(couponOf(cny(1990), null)).toBeNull();
});
