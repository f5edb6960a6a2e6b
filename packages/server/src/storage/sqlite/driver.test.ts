import * as packaged from "@photostructure/sqlite";
import { expect, test } from "vitest";
import { type Driver, isSafeVersion, loadDriver, versionOf } from "./driver.js";

test.each([
  ["3.44.5", false],
  ["3.44.6", true],
  ["3.44.12", true],
  ["3.45.0", false],
  ["3.49.1", false],
  ["3.50.6", false],
  ["3.50.7", true],
  ["3.50.10", true],
  ["3.51.0", false],
  ["3.51.2", false],
  ["3.51.3", true],
  ["3.52.0", true],
  ["3.53.0", true],
  ["3.100.0", true],
  ["4.0.0", true],
  ["3.7.0", false],
  ["2.60.0", false],
  ["3.51", false],
  ["", false],
])("SQLite %s is safe for two connections: %s", (version, isSafe) => {
  expect(isSafeVersion(version)).toBe(isSafe);
});

/** A driver that reports another version. */
function driverOf(version: string): Driver {
  class Other extends packaged.DatabaseSync {
    constructor(path: string) {
      super(path);
      this.function("sqlite_version", () => version);
    }
  }
  return { DatabaseSync: Other as Driver["DatabaseSync"] };
}

const choose = (ofNode: Driver | null) =>
  loadDriver({ ofNode: () => ofNode, ofPackage: () => Promise.resolve(packaged) });

test("Node's driver is used when its SQLite is safe", async () => {
  const own = driverOf("3.51.3");

  expect(versionOf(own)).toBe("3.51.3");
  expect(await choose(own)).toBe(own);
});

test("the package's driver is used when Node has none, or one that is not safe", async () => {
  expect(await choose(null)).toBe(packaged);
  expect(await choose(driverOf("3.51.2"))).toBe(packaged);
});

test("the package's SQLite is safe, and so is the SQLite in use here", async () => {
  expect(isSafeVersion(versionOf(packaged))).toBe(true);
  expect(isSafeVersion(versionOf(await loadDriver()))).toBe(true);
});
