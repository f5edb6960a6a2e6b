import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { SettingsError } from "../settings-error.js";
import { parseSealKey } from "./seal-key.js";

const key = randomBytes(32);

test.each(["base64", "base64url", "hex"] as const)("a key in %s is read", (form) => {
  expect(parseSealKey(`${key.toString(form)}\n`, "DINGDAN_SEAL_KEY")).toEqual(key);
});

test.each([
  ["empty", ""],
  ["short", randomBytes(24).toString("base64")],
  ["long", randomBytes(33).toString("base64")],
  ["a password", "correct horse battery staple"],
  ["zeros", "0".repeat(64)],
  ["a repeated byte pattern", "0123456789abcdef".repeat(4)],
  ["text in base64", Buffer.from("passwordPASSWORD0123456789+-*/!?").toString("base64")],
])("a key that is %s is refused with the next step, and not shown", (_what, value) => {
  const parse = () => parseSealKey(value, "DINGDAN_SEAL_KEY");
  expect(parse).toThrow(SettingsError);
  expect(parse).toThrow(/^DINGDAN_SEAL_KEY is .*openssl rand -base64 32$/);
  if (value !== "") expect(parse).not.toThrow(value);
});
