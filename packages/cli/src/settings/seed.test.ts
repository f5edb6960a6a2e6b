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

test("the settings of seed are refused all at once, the missing key among them", () => {
  const flags = { url: "nowhere", orders: "99", days: "91", concurrency: "0" };
  expect(problemsOf(() => seedSettings(flags, {}))).toEqual([
    "the server's URL is not usable: nowhere",
    "missing: --admin-key / DINGDAN_ADMIN_KEY",
    "--orders is not usable: 99",
    "--days is not usable: 91",
    "--concurrency is not usable: 0",
  ]);
});
