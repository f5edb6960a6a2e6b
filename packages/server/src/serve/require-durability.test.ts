import { text } from "@dingdan/contract";
import { expect, test } from "vitest";
import { SettingsError } from "../settings-error.js";
import type { DurabilityCheck } from "../storage/durability.js";
import { requireDurability } from "./require-durability.js";

const OK: DurabilityCheck = { name: "fsync", value: "on", state: "ok", advice: null };
const FAILED: DurabilityCheck = {
  name: "fsync",
  value: "off",
  state: "failed",
  advice: text("Set fsync = on.", "请设置 fsync = on。"),
};
const WARNING: DurabilityCheck = {
  name: "file_system",
  value: "tmpfs",
  state: "warning",
  advice: text("Move it to a disk.", "请移到磁盘。"),
};

/** The names of the checks that are logged. */
function logged(
  checks: readonly DurabilityCheck[],
  terms: { isSandbox?: boolean; isUnsafeAllowed?: boolean },
): string[] {
  const names: string[] = [];
  const warn = (facts: { name: string }) => void names.push(facts.name);
  const given = { isSandbox: false, isUnsafeAllowed: false, ...terms };
  requireDurability(checks, given, { warn } as never);
  return names;
}

test("a database that may lose acknowledged uploads is refused, with what to set and the exception", () => {
  const start = () => logged([OK, FAILED, WARNING], {});
  expect(start).toThrow(SettingsError);
  expect(start).toThrow("fsync = off. Set fsync = on. To start anyway");
  expect(start).toThrow("--allow-unsafe-durability (DINGDAN_ALLOW_UNSAFE_DURABILITY=1)");
});

test("it is allowed with a log line in a sandbox, and where the operator allows it", () => {
  expect(logged([OK, FAILED, WARNING], { isSandbox: true })).toEqual(["fsync"]);
  expect(logged([OK, FAILED, WARNING], { isUnsafeAllowed: true })).toEqual([
    "fsync",
    "file_system",
  ]);
});

test("a weaker risk is logged, and nothing is logged when all is well", () => {
  expect(logged([WARNING], {})).toEqual(["file_system"]);
  expect(logged([OK], {})).toEqual([]);
});
