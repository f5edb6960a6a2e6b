import { expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { adminSettings, optionalAdminSettings } from "./admin.js";

test("a command that needs the admin key reports that it is missing", () => {
  expect(problemsOf(() => adminSettings({}, {}))).toEqual([
    "missing: --admin-key / DINGDAN_ADMIN_KEY",
  ]);
});

test("a command with an optional admin key works without it", () => {
  expect(optionalAdminSettings({}, {})).toBeNull();
  expect(optionalAdminSettings({}, { DINGDAN_ADMIN_KEY: "key" })).toMatchObject({
    adminKey: "key",
  });
  expect(() => optionalAdminSettings({ url: "nowhere" }, {})).toThrow("--url");
});
