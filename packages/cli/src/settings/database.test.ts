import { expect, test } from "vitest";
import { credentialsFileOf } from "./database.js";

test("a sandbox stores its credentials next to its database file", () => {
  expect(credentialsFileOf("sqlite:./data/dingdan.db")).toBe("data/sandbox.json");
  expect(credentialsFileOf("sqlite:/var/lib/dingdan.db")).toBe("/var/lib/sandbox.json");
  expect(credentialsFileOf("sqlite::memory:")).toBeNull();
  expect(credentialsFileOf("postgres://db/dingdan")).toBeNull();
});
