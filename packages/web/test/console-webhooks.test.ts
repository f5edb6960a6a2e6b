import { expect, test } from "vitest";
import { deliveryPath } from "../console/src/webhooks/endpoint-path.js";
import { faultWords } from "../console/src/webhooks/fault-words.js";

test.each([
  ["answered HTTP 500", "HTTP 500", "HTTP 500"],
  ["no answer within 15 s", "No answer within 15 s", "15 秒内无应答"],
  ["the answer is not HTTP", "The answer is not HTTP", "应答不是 HTTP"],
  ["cannot be reached", "Cannot be reached", "无法连接"],
  [
    "cannot be reached (ECONNREFUSED)",
    "Cannot be reached (ECONNREFUSED)",
    "无法连接（ECONNREFUSED）",
  ],
  [
    "answered HTTP 400: it wants no further attempt",
    "HTTP 400: it wants no further attempt",
    "HTTP 400：要求不再尝试",
  ],
  [
    "no answer within 15 s: attempt 10, the last one",
    "No answer within 15 s: attempt 10, the last one",
    "15 秒内无应答：第 10 次，不再尝试",
  ],
])("the fault “%s” of an attempt is shown in both languages", (fault, en, zh) => {
  expect(faultWords(fault)).toEqual({ en, zh });
});

test("an address that may not be called is shown with the flag that allows it", () => {
  const flag = "--allow-callback-network 10.2.0.5/32";
  const { en, zh } = faultWords(
    `the address 10.2.0.5 is private and was not called; to allow it, start with ${flag}`,
  );
  for (const words of [en, zh]) {
    expect(words).toContain("10.2.0.5");
    expect(words).toContain(flag);
  }
});

test("an unknown fault stays as it is", () => {
  expect(faultWords("odd").zh).toBe("odd");
});

test("the ids of a delivery are escaped in its address", () => {
  expect(deliveryPath("a/b", "evt_1")).toBe("/webhooks/a%2Fb/evt_1");
});
