import { expect, test } from "vitest";
import { NEVER_REMINDED } from "../message-push.js";
import { type AccessFacts, accessMessage, decideAccessReminder } from "./access-reminder.js";

const NOW_MS = 1_763_604_000_000;
const HOUR_MS = 3_600_000;

const AUTHORIZED = { isAdmitted: true, isManaged: true, authorizedAtMs: 0 };
const REMINDED = { authorizedAtMs: 0, paymentsAtMs: null };
const remindedAt = (paymentsAtMs: number) => ({ authorizedAtMs: 0, paymentsAtMs });

const facts = (given: Partial<AccessFacts> = {}): AccessFacts => ({
  reminded: REMINDED,
  settings: AUTHORIZED,
  hasPayment: true,
  hasShipped: false,
  ...given,
});

test("an app is reminded at its first payment, then once a day until it ships", () => {
  const rows = [
    { given: { hasPayment: false }, reminder: null },
    { given: {}, reminder: "first_payment" },
    { given: { reminded: remindedAt(NOW_MS - 24 * HOUR_MS + 1) }, reminder: null },
    { given: { reminded: remindedAt(NOW_MS - 24 * HOUR_MS) }, reminder: "never_shipped" },
    { given: { reminded: remindedAt(NOW_MS - 240 * HOUR_MS) }, reminder: "never_shipped" },
    { given: { reminded: remindedAt(0), hasShipped: true }, reminder: null },
    { given: { hasShipped: true }, reminder: null },
  ] as const;
  for (const { given, reminder } of rows) {
    const decision = decideAccessReminder(facts(given), NOW_MS);
    expect(decision.reminder, JSON.stringify(given)).toBe(reminder);
    if (reminder !== null) expect(decision.reminded).toEqual(remindedAt(NOW_MS));
  }
});

test("an app is reminded after each authorisation", () => {
  const decide = (reminded: AccessFacts["reminded"], settings: AccessFacts["settings"]) =>
    decideAccessReminder(facts({ reminded, settings, hasPayment: false }), NOW_MS);
  const first = decide(NEVER_REMINDED, AUTHORIZED);
  expect(first.reminder).toBe("authorized");
  expect(decide(first.reminded, AUTHORIZED).reminder).toBeNull();
  expect(decide(first.reminded, { ...AUTHORIZED, authorizedAtMs: NOW_MS }).reminder).toBe(
    "authorized",
  );
  for (const out of [{ isManaged: false }, { isAdmitted: false }]) {
    const removed = decide(first.reminded, { ...AUTHORIZED, ...out });
    expect(removed.reminder).toBeNull();
    expect(decide(removed.reminded, AUTHORIZED).reminder).toBe("authorized");
  }
});

test("a reminder has one member, which says in Chinese what to do", () => {
  const message = accessMessage({ appid: "wx1", from: "gh_1" }, "never_shipped", NOW_MS);
  expect(message).toMatchObject({ appid: "wx1", from: "gh_1", createdAtMs: NOW_MS });
  expect(message.event).toBe("trade_manage_remind_access_api");
  expect(message.members).toEqual([["msg", expect.stringContaining("录入发货信息")]]);
});
