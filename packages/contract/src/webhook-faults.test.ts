import { expect, test } from "vitest";
import { shownFaultText, type WebhookFault, webhookFaultText } from "./webhook-faults.js";

const FAULTS: readonly (readonly [WebhookFault, string, string])[] = [
  [
    { code: "http_status", params: { status: 400, end: "attempts_unwanted" } },
    "answered HTTP 400: it wants no further attempt",
    "应答 HTTP 400：要求不再尝试",
  ],
  [
    { code: "http_status", params: { status: 410, end: "events_unwanted" } },
    "answered HTTP 410: it wants no further events",
    "应答 HTTP 410：不再接收事件",
  ],
  [
    { code: "timeout", params: { seconds: 15, end: "last_attempt", attempt: 10 } },
    "no answer within 15 s: attempt 10, the last one",
    "15 秒内无应答：第 10 次，不再尝试",
  ],
  [{ code: "not_http", params: {} }, "the answer is not HTTP", "应答不是 HTTP"],
  [{ code: "unreachable", params: {} }, "cannot be reached", "无法连接"],
  [
    { code: "unreachable", params: { system_code: "ECONNREFUSED" } },
    "cannot be reached (ECONNREFUSED)",
    "无法连接（ECONNREFUSED）",
  ],
  [{ code: "recorded", params: { words: "odd" } }, "odd", "odd"],
];

test.each(FAULTS)("the fault %j has words in both languages", (fault, en, zh) => {
  expect(webhookFaultText(fault)).toEqual({ en, zh });
});

test("an address that may not be called is named with the flag that allows it", () => {
  const params = { address: "10.2.0.5", use: "private", network: "10.2.0.5/32" };
  const { en, zh } = webhookFaultText({ code: "address_refused", params });
  for (const words of [en, zh]) {
    expect(words).toContain("10.2.0.5 ");
    expect(words).toContain("--allow-callback-network 10.2.0.5/32");
  }
});

test("a reply of an earlier version has words only, and a reply without a fault none", () => {
  expect(shownFaultText({ fault: "odd" })).toEqual({ en: "odd", zh: "odd" });
  expect(shownFaultText({})).toBeNull();
});
