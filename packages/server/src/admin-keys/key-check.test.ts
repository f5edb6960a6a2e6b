import { beforeEach, describe, expect, test } from "vitest";
import type { AdminKey } from "../domain/admin-key.js";
import { hashSecret } from "../secrets/secret.js";
import { adminKey } from "../storage/conformance/admin-keys.js";
import { KeyCheck } from "./key-check.js";

const SECRET = "the secret of a stored key";
let stored: AdminKey | null;
let isDown: boolean;
let nowMs: number;
let lines: unknown[];
beforeEach(() => {
  stored = adminKey({ keyHash: hashSecret(SECRET), expiresAtMs: 1_000 });
  isDown = false;
  nowMs = 0;
  lines = [];
});

const newCheck = (givenHash: string | null = null) =>
  new KeyCheck({
    givenHash,
    stored: {
      find: () => (isDown ? Promise.reject(new Error("no connection")) : Promise.resolve(stored)),
    },
    uses: { noteUse: () => Promise.reject(new Error("read-only")) },
    clock: { nowMs: () => nowMs },
    log: { warn: (...line: unknown[]) => void lines.push(line) },
  });

describe("while the database does not answer,", () => {
  test("the given key is valid everywhere", async () => {
    isDown = true;
    const check = newCheck(hashSecret("given"));
    expect(await check.find("given")).toMatchObject({ id: "default", role: "owner" });
    await expect(check.find(SECRET)).rejects.toThrow("no connection");
  });

  test("a stored key that was valid at its last look-up reads the metrics until it expires", async () => {
    const check = newCheck();
    await check.find(SECRET);
    isDown = true;
    expect(await check.findDespiteOutage(SECRET)).toMatchObject({ id: "1" });
    await expect(check.find(SECRET)).rejects.toThrow("no connection");
    await expect(check.findDespiteOutage("another")).rejects.toThrow("no connection");
    nowMs = 1_000;
    await expect(check.findDespiteOutage(SECRET)).rejects.toThrow("no connection");
  });

  test("a key that was found revoked reads nothing", async () => {
    const check = newCheck();
    await check.find(SECRET);
    stored = adminKey({ keyHash: hashSecret(SECRET), revokedAtMs: 0 });
    expect(await check.findDespiteOutage(SECRET)).toBeNull();
    isDown = true;
    await expect(check.findDespiteOutage(SECRET)).rejects.toThrow("no connection");
  });
});

test("a use that cannot be written fails no call, and is tried again once a minute", async () => {
  const check = newCheck();
  stored = adminKey({ keyHash: hashSecret(SECRET) });
  for (nowMs of [0, 1, 59_999, 60_000, 60_001]) {
    expect(await check.find(SECRET)).toMatchObject({ id: "1" });
  }
  await Promise.resolve();
  expect(lines).toHaveLength(2);
});
