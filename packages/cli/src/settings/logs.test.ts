import { expect, test } from "vitest";
import { logSettings } from "./logs.js";

test("the settings of the request log have limits, and a filter only when one is set", () => {
  const admin = { url: "http://127.0.0.1:8321", adminKey: "key" };
  expect(logSettings({ adminKey: "key" }, {})).toEqual({ admin, filter: {}, limit: 20 });
  const flags = { adminKey: "key", appid: "wx1", errcode: "-1", limit: "0" };
  expect(logSettings(flags, {})).toEqual({
    admin,
    filter: { appid: "wx1", errcode: -1 },
    limit: 0,
  });
  const named = { operation: "getOrder", order: "b", from: "2026-11-30T00:00:00Z" };
  expect(logSettings({ adminKey: "key", errors: true, ...named }, {}).filter).toEqual({
    errors: "true",
    ...named,
  });
  expect(() => logSettings({ adminKey: "key", limit: "1001" }, {})).toThrow("--limit");
  expect(() => logSettings({ adminKey: "key", errcode: "4e3" }, {})).toThrow("--errcode");
  expect(() => logSettings({ adminKey: "key", errcode: "-2" }, {})).toThrow("--errcode");
});
