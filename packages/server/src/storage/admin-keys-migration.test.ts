import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnRawDatabases, type RawDatabase } from "../../test/support/raw-database.js";

const HASH = "5e".repeat(32);

describeOnRawDatabases("a database of the version with one admin key", (create) => {
  let database: RawDatabase;
  beforeEach(async () => {
    database = await create("admin-keys");
    await database.query(
      `INSERT INTO settings VALUES ('admin_key_hash', '${HASH}'), ('other', '1')`,
    );
    await database.query(
      `INSERT INTO console_sessions (token_hash, role, appid, credential_hash, expires_at_ms)
       VALUES ('0123456789abcdef01', 'operator', '', '${HASH}', 43200007),
              ('fedcba9876543210ff', 'merchant', 'wx1', 'c1', 43200008)`,
    );
  });
  afterEach(() => database.remove());

  test("keeps its key as the owner key named default, and its sessions", async () => {
    const store = await database.open();
    expect(await store.adminKeys.list()).toEqual([
      {
        keyHash: HASH,
        id: "default",
        name: "default",
        role: "owner",
        createdAtMs: expect.any(Number),
        issuedAtMs: expect.any(Number),
        lastUsedAtMs: null,
        expiresAtMs: null,
        revokedAtMs: null,
      },
    ]);
    expect(await store.settings.get("admin_key_hash")).toBeNull();
    expect(await store.settings.get("other")).toBe("1");
    expect(await store.consoleSessions.list({ nowMs: 0, limit: 9 })).toMatchObject([
      { id: "fedcba9876543210", role: "merchant", appid: "wx1", createdAtMs: 8 },
      { id: "0123456789abcdef", role: "owner", appid: null, createdAtMs: 7 },
    ]);
    await store.close();
  });
});
