import { expect, test } from "vitest";
import { merchantName, transactionName } from "./payment-names.js";

test("a payment is named by its merchant's numbers, and by WeChat Pay's", () => {
  expect(merchantName("1900000109", "ORDER1")).toBe("1:1900000109:ORDER1");
  expect(transactionName("4200001")).toBe("2:4200001");
});

test.each([null, undefined, "", 4200001, {}, ["a"]])("%j names no payment", (value) => {
  expect(() => merchantName(value as string, "ORDER1")).toThrow(TypeError);
  expect(() => merchantName("1900000109", value as string)).toThrow(TypeError);
  expect(() => transactionName(value as string)).toThrow(TypeError);
});
