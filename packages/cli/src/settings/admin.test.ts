import { expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { adminSettings, optionalAdminSettings } from "./admin.js";

test("a command for the operator names the key that is missing", () => {
  expect(problemsOf(() => adminSettings({}, {}))).toEqual([
    "missing: --admin-key / DINGDAN_ADMIN_KEY",
  ]);
});

test("a command that only profits from the operator's key goes without", () => {
  expect(optionalAdminSettings({}, {})).toBeNull();
  expect(optionalAdminSettings({}, { DINGDAN_ADMIN_KEY: "key" })).toMatchObject({
    adminKey: "key",
  });
  expect(() => optionalAdminSettings({ url: "nowhere" }, {})).toThrow("--url");
});
