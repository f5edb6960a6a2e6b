import { expect, test } from "vitest";
import { isProxied } from "./proxied.js";

test.each([
  ["forwarded", true],
  ["x-forwarded-for", true],
  ["x-forwarded-proto", true],
  ["x-forwarded-host", true],
  ["x-forwarded", true],
  ["x-real-ip", true],
  ["via", true],
  ["x-forwardedness", false],
  ["host", false],
  ["user-agent", false],
])("a request with the header %s: %s", (name, expected) => {
  expect(isProxied({ accept: "*/*", [name]: "" })).toBe(expected);
});
