import { describe, expect, test } from "vitest";
import { judgeAttempt, WEBHOOK_TRIES_MAX, webhookPauseMs } from "./judge-attempt.js";

const NOW_MS = Date.parse("2026-11-29T12:00:00Z");
const HOUR_MS = 3_600_000;

const judge = (
  status: number | null,
  headers: Record<string, string> = {},
  { tries = 1, random = 0 } = {},
) =>
  judgeAttempt(
    {
      status,
      fault: status === null ? { code: "timeout", params: { seconds: 15 } } : null,
      headers,
    },
    { tries, nowMs: NOW_MS, random },
  );

test("10 attempts take 71 h 35 min, or up to a tenth less", () => {
  const total = (random: number) =>
    Array.from({ length: WEBHOOK_TRIES_MAX }, (_, tries) => webhookPauseMs(tries, random)).reduce(
      (sum, pause) => sum + pause,
    );
  expect(WEBHOOK_TRIES_MAX).toBe(10);
  expect(total(0)).toBe((71 * 60 + 35) * 60_000 + 5_000);
  expect(total(1)).toBe(total(0) * 0.9);
});

describe("an attempt", () => {
  test.each([200, 204, 299])("that is answered %i delivers the event", (status) => {
    expect(judge(status)).toEqual({
      delivery: { kind: "delivered" },
      disable: null,
      holdUntilMs: null,
    });
  });

  test.each([null, 199, 302, 400, 404, 500, 503])("that is answered %s is repeated", (status) => {
    const { delivery, disable } = judge(status, {}, { tries: 3 });
    expect(delivery).toMatchObject({ kind: "retry", dueAtMs: NOW_MS + HOUR_MS / 2 });
    expect(disable).toBeNull();
  });

  test("that fails is the last after ten", () => {
    expect(judge(500, {}, { tries: 9 }).delivery.kind).toBe("retry");
    expect(judge(500, {}, { tries: 10 }).delivery).toEqual({
      kind: "failed",
      fault: {
        code: "http_status",
        params: { status: 500, end: "last_attempt", attempt: 10 },
      },
    });
  });

  test.each([
    [410, {}, "failed", "gone"],
    [500, { "webhook-delivery": "disable" }, "failed", "receiver_asked"],
    [200, { "webhook-delivery": "Disable" }, "delivered", "receiver_asked"],
    [500, { "webhook-delivery": "abort-message" }, "failed", null],
    [500, { "webhook-delivery": "other, abort-message" }, "failed", null],
    [200, { "webhook-delivery": "abort-message" }, "delivered", null],
  ] as const)(
    "that is answered %i %j is %s, and disables: %s",
    (status, headers, kind, disable) => {
      const judged = judge(status, headers);
      expect([judged.delivery.kind, judged.disable]).toEqual([kind, disable]);
    },
  );

  test.each([
    ["120", 120_000],
    ["Sun, 29 Nov 2026 14:00:00 GMT", 2 * HOUR_MS],
    ["999999999", 24 * HOUR_MS],
    ["1", 5_000],
    ["-5", 5_000],
    ["soon", 5_000],
    ["", 5_000],
  ])("with retry-after: %s is repeated after %i ms", (retryAfter, pauseMs) => {
    const { delivery } = judge(400, { "retry-after": retryAfter });
    expect(delivery).toMatchObject({ kind: "retry", dueAtMs: NOW_MS + pauseMs });
  });

  test.each([
    [429, NOW_MS + 120_000],
    [503, NOW_MS + 120_000],
    [500, null],
  ])("that is answered %i with retry-after holds the endpoint until %s", (status, holdUntilMs) => {
    expect(judge(status, { "retry-after": "120" }).holdUntilMs).toBe(holdUntilMs);
  });
});
