import { expect, test } from "vitest";
import { newRid } from "./rid.js";

const NOW_MS = Date.parse("2023-11-17T14:54:33Z");

test("a rid has WeChat's form: the time in seconds, in hex, and two more groups", () => {
  expect(newRid(NOW_MS)).toMatch(/^65577ea9-[0-9a-f]{8}-[0-9a-f]{8}$/);
});

test("the time of a rid is rounded down to a second", () => {
  expect(newRid(NOW_MS + 999).slice(0, 8)).toBe("65577ea9");
  expect(newRid(NOW_MS + 1000).slice(0, 8)).toBe("65577eaa");
});

test.each([
  ["in 1970", 1_000],
  ["in 2106, when the seconds outgrow eight digits", 0x1_0000_0000 * 1000],
])("a rid has groups of eight digits, even %s", (_, nowMs) => {
  expect(newRid(nowMs)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
});

test("no two calls share a rid, even within one second", () => {
  const rids = Array.from({ length: 1_000 }, () => newRid(NOW_MS));

  expect(new Set(rids).size).toBe(1_000);
});
