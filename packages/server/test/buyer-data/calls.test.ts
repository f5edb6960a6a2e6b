import { ADMIN_ROLES, type AdminRole, type ErasureReceipt } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXAMPLE_APPID, Platform } from "../support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "../support/postgres.js";
import type { Loose } from "../support/requests.js";
import { ADMIN_KEY, SEAL_KEY } from "./support.js";

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start({ sealKey: SEAL_KEY });
  await platform.registerExample();
});
afterEach(() => platform.close());

const CALLS = ["/buyers/export", "/buyers/erase"] as const;

test.each([
  ["a number", 1],
  ["null", null],
  ["a list", ["o1"]],
  ["empty", ""],
  ["longer than 128 bytes", "o".repeat(129)],
  ["longer than 128 bytes of UTF-8", "订".repeat(43)],
  ["with a control character", "o\n1"],
  ["with U+0000", "o\u00001"],
  ["missing", undefined],
])("an openid that is %s is refused with its path", async (_, openid) => {
  for (const path of CALLS) {
    const answer = await platform.admin<Loose>("POST", path, { appid: EXAMPLE_APPID, openid });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain("openid");
  }
  const listed = await platform.admin<{ items: unknown[] }>("GET", "/buyers/erasures");
  expect(listed.body.items).toEqual([]);
});

test("an unknown app is answered 404, and nothing is recorded of it", async () => {
  for (const path of CALLS) {
    const answer = await platform.admin("POST", path, { appid: "wx404", openid: "o1" });
    expect(answer.status).toBe(404);
  }
});

test("a buyer without data gets a receipt that counts nothing, and is erased all the same", async () => {
  const buyer = { appid: EXAMPLE_APPID, openid: "oNONE" };
  const first = await platform.admin<ErasureReceipt>("POST", "/buyers/erase", buyer);
  const second = await platform.admin<ErasureReceipt>("POST", "/buyers/erase", buyer);

  expect([first.status, first.body.removed]).toEqual([200, {}]);
  expect(second.body.buyer_hash).toBe(first.body.buyer_hash);
  expect(second.body.id).not.toBe(first.body.id);
});

test("the same openid in another app has another hash", async () => {
  await platform.register({ appid: "wx00000000000000ff" });
  const hashes = await Promise.all(
    [EXAMPLE_APPID, "wx00000000000000ff"].map(async (appid) => {
      const buyer = { appid, openid: "oSAME" };
      return (await platform.admin<ErasureReceipt>("POST", "/buyers/erase", buyer)).body.buyer_hash;
    }),
  );
  expect(new Set(hashes).size).toBe(2);
});

test("only the roles operator and owner may export or erase", async () => {
  const answers: Partial<Record<AdminRole, number[]>> = {};
  for (const role of ADMIN_ROLES) {
    const { body } = await platform.admin<{ key: string }>("POST", "/admin-keys", {
      name: role,
      role,
    });
    const headers = { authorization: `Bearer ${body.key}`, "content-type": "application/json" };
    const buyer = JSON.stringify({ appid: EXAMPLE_APPID, openid: "o1" });
    answers[role] = [];
    for (const path of CALLS) {
      const { status } = await platform.send("POST", `/admin/v1${path}`, { headers, body: buyer });
      answers[role].push(status);
    }
  }
  const { operator, owner, ...others } = answers;
  expect([operator, owner]).toEqual([
    [200, 200],
    [200, 200],
  ]);
  for (const statuses of Object.values(others)) expect(statuses).toEqual([403, 403]);
});

// On SQLite, and in a sandbox, the platform makes a key of its own.
describeOnPostgres("without the seal key", () => {
  test("an erasure is answered 409 with the next step, and erases nothing", async () => {
    const database = await createMigratedDatabase();
    const without = await Platform.start({
      sandbox: false,
      allowUnsafeDurability: true,
      databaseUrl: database.url,
      adminKey: ADMIN_KEY,
    });
    try {
      await without.registerExample();
      const buyer = { appid: EXAMPLE_APPID, openid: "o1" };
      const answer = await without.admin("POST", "/buyers/erase", buyer);

      expect(answer.status).toBe(409);
      expect(answer.body["detail"]).toMatch(/DINGDAN_SEAL_KEY/);
      expect(await database.query("SELECT 1 FROM erased_buyers")).toEqual([]);
      expect((await without.admin("POST", "/buyers/export", buyer)).status).toBe(200);
    } finally {
      await without.close();
      await database.remove();
    }
  });
});
