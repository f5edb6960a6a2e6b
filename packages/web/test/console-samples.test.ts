import { execFileSync } from "node:child_process";
import { type AppRepresentation, allViolations, OPERATIONS } from "@dingdan/contract";
import { expect, test } from "vitest";
import { isWithin, jsonLines } from "../console/src/parts/json-lines.js";
import { curlSample, sdkSample } from "../console/src/try-it/code-samples.js";
import { freshExample } from "../console/src/try-it/example.js";
import { TRIED_KEYS } from "../console/src/try-it/operations.js";

const CALL = { key: "uploadShoppingInfo", appid: "wx1", baseUrl: "http://127.0.0.1:1" } as const;
const NOW = new Date("2026-11-20T10:00:00.120+08:00");

test("the curl sample sends the body exactly as typed, whatever its characters", () => {
  for (const body of [`{"a": "it's"}`, "$(echo no)", "`no`", '"\\n"', "行\n二", "'; exit 1; '"]) {
    const script = `curl() { for last; do :; done; printf %s "$last"; }\n${curlSample({ ...CALL, body })}`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(body);
  }
});

test("the SDK sample calls the method with the body", () => {
  const source = sdkSample({ ...CALL, body: '{ "a": 1 }' });
  expect(source).toContain('orders.uploadShoppingInfo({ "a": 1 })');
  expect(sdkSample({ ...CALL, body: "{}" })).toContain("orders.uploadShoppingInfo()");
});

test("every example is valid, and examples of two moments are two orders", () => {
  const later = new Date(NOW.getTime() + 1);
  for (const key of TRIED_KEYS) {
    const example = freshExample(key, undefined, NOW);
    expect(allViolations(OPERATIONS[key], JSON.parse(example)), key).toEqual([]);
  }
  const upload = freshExample("uploadShoppingInfo", undefined, NOW);
  expect(upload).toContain('"upload_time": "2026-11-20T10:00:00.120+08:00"');
  expect(freshExample("uploadShoppingInfo", undefined, later)).not.toBe(upload);
});

test("every example is valid for an app that is not a mini program", () => {
  const app = { appid: "wx0123456789abcdef", kind: "official_account", mchids: ["1900000001"] };
  for (const key of TRIED_KEYS) {
    const example = freshExample(key, app as unknown as AppRepresentation, NOW);
    const context = { appid: app.appid, kind: "official_account" } as const;
    expect(allViolations(OPERATIONS[key], JSON.parse(example), context), key).toEqual([]);
  }
});

test("each line of shown JSON has the path that violations use", () => {
  const value = { a: [{ b: "x" }, []], c: {}, "d.e": null };
  const lines = jsonLines(value);
  expect(lines.map(({ path }) => path).join(" ")).toBe(" a a[0] a[0].b a[0] a[1] a c d.e ");
  const text = lines.map(({ depth, name, value: shown }) => {
    const member = name === null ? "" : `${name}: `;
    return "  ".repeat(depth) + member + shown;
  });
  expect(text.join("\n")).toBe(JSON.stringify(value, null, 2));
  expect(isWithin("a[0].b", ["a[0]"])).toBe(true);
  expect(isWithin("ab", ["a"])).toBe(false);
});
