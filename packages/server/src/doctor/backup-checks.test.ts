import { expect, test } from "vitest";
import { checkBackups } from "./backup-checks.js";

const health = { every_hours: 24, is_late: false, failures: 0 };
const last = { last_at: "2026-11-30T12:00:00.000Z", bytes: 1_000_000 };

test.each([
  ["are made and recent", { ...health, ...last }, "ok"],
  ["have not begun", health, "warning"],
  ["are too old", { ...health, ...last, is_late: true }, "failed"],
  [
    "failed",
    { ...health, ...last, failures: 1, failed_at: "2026-11-30T13:00:00.000Z", fault: "no space." },
    "failed",
  ],
  ["are not made by the platform", null, "ok"],
] as const)("backups that %s", (_, found, state) => {
  const check = checkBackups(found);
  expect(check.state).toBe(state);
  expect(check.next === null).toBe(state === "ok");
});
