import { expect, test } from "vitest";
import { typedQuery } from "./query.js";

const SCHEMA = {
  type: "object",
  properties: { limit: { type: "integer" }, appid: { type: "string" } },
} as const;

test("integers are read as such, and texts stay texts", () => {
  expect(typedQuery(SCHEMA, { limit: "-20", appid: "20" })).toEqual({ limit: -20, appid: "20" });
});

test.each([
  ["empty", "", "limit is empty: give an integer, or omit it"],
  [
    "in scientific notation",
    "1e1",
    "limit must be an integer in decimal digits, such as 20, got 1e1",
  ],
  ["a fraction", "1.5", "such as 20, got 1.5"],
  ["surrounded by spaces", " 1", "such as 20, got  1"],
  ["hexadecimal", "0x10", "such as 20, got 0x10"],
  ["a long text", "9".repeat(20) + "a".repeat(80), `got ${"9".repeat(20)}${"a".repeat(12)}…`],
  [
    "rounded by a number of JavaScript",
    "9007199254740993",
    "limit is out of range, got 9007199254740993",
  ],
])("an integer that is %s is rejected as what was sent", (_, limit, reason) => {
  expect(() => typedQuery(SCHEMA, { limit })).toThrow(reason);
});

test("a parameter that is given twice is rejected, whatever its type", () => {
  const twice = { limit: ["1", "2"], appid: ["wx-a", "wx-b"] };

  expect(() => typedQuery(SCHEMA, twice)).toThrow(
    "limit is given 2 times: give it once; appid is given 2 times: give it once",
  );
});
