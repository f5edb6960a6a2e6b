import { expect, test } from "vitest";
import { problemsOf } from "../../test/support/problems.js";
import { seedSettings } from "./seed.js";

test("the settings of seed have defaults", () => {
  expect(seedSettings({ adminKey: "key" }, {})).toEqual({
    admin: { url: "http://127.0.0.1:8321", adminKey: "key" },
    seed: 1,
    orders: 2000,
    apps: 12,
    days: 14,
    imagesFolder: null,
    concurrency: 16,
  });
});

test("one error lists all bad settings of seed, including the missing admin key", () => {
  const flags = { url: "nowhere", orders: "99", days: "91", concurrency: "0" };
  expect(problemsOf(() => seedSettings(flags, {}))).toEqual([
    "invalid value for --url: nowhere",
    "missing: --admin-key / DINGDAN_ADMIN_KEY",
    "invalid value for --orders: 99",
    "invalid value for --days: 91",
    "invalid value for --concurrency: 0",
  ]);
});
