import { expect } from "vitest";
import type { AdminKey } from "../../domain/admin-key.js";
import { PAID_AT_MS } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const adminKey = (changes: Partial<AdminKey> = {}): AdminKey => ({
  keyHash: "a1",
  id: "1",
  name: "CI of 商城",
  role: "operator",
  createdAtMs: PAID_AT_MS,
  issuedAtMs: PAID_AT_MS,
  lastUsedAtMs: null,
  expiresAtMs: null,
  revokedAtMs: null,
  ...changes,
});

export const adminKeyPromises: readonly StorePromise[] = [
  promise("finds an admin key by the hash of each of its secrets", async ({ adminKeys }) => {
    const older = adminKey({ expiresAtMs: PAID_AT_MS + 1 });
    const newer = adminKey({ keyHash: "a2", issuedAtMs: PAID_AT_MS + 1 });
    await adminKeys.change(() => ({ result: null, put: [older, newer] }));

    expect(await adminKeys.find("a1")).toEqual(older);
    expect(await adminKeys.find("a2")).toEqual(newer);
    expect(await adminKeys.find("a3")).toBeNull();
    expect(await adminKeys.list()).toEqual([older, newer]);
  }),

  promise("decides on a change of admin keys with the keys before it", async ({ adminKeys }) => {
    const add = (name: string) =>
      adminKeys.change((stored) => ({
        result: stored.length,
        put: stored.length < 3 ? [adminKey({ keyHash: name, id: name, name })] : [],
      }));

    const counts = await Promise.all(["a", "b", "c", "d", "e"].map(add));

    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 3]);
    expect(await adminKeys.list()).toHaveLength(3);
  }),

  promise("replaces the stored secret with the same hash", async ({ adminKeys }) => {
    await adminKeys.change(() => ({ result: null, put: [adminKey()] }));
    const revoked = adminKey({ revokedAtMs: PAID_AT_MS });
    expect(await adminKeys.change(() => ({ result: "done", put: [revoked] }))).toBe("done");
    expect(await adminKeys.list()).toEqual([revoked]);
  }),

  promise("notes the use of an admin key, unless a later use is stored", async ({ adminKeys }) => {
    await adminKeys.change(() => ({ result: null, put: [adminKey()] }));
    const used = async () => (await adminKeys.find("a1"))?.lastUsedAtMs;

    await adminKeys.noteUse("a1", 100, 40);
    expect(await used()).toBe(100);
    await adminKeys.noteUse("a1", 150, 90);
    expect(await used()).toBe(100);
    await adminKeys.noteUse("a1", 200, 140);
    expect(await used()).toBe(200);
    await adminKeys.noteUse("unknown", 200, 140);
  }),

  promise("sweeps admin keys that ended long ago", async ({ adminKeys }) => {
    const keys = [
      adminKey(),
      adminKey({ keyHash: "a2", expiresAtMs: 5 }),
      adminKey({ keyHash: "a3", revokedAtMs: 5 }),
      adminKey({ keyHash: "a4", expiresAtMs: 6 }),
    ];
    await adminKeys.change(() => ({ result: null, put: keys }));

    expect(await adminKeys.sweep(4)).toBe(0);
    expect(await adminKeys.sweep(5)).toBe(2);
    expect((await adminKeys.list()).map(({ keyHash }) => keyHash)).toEqual(["a1", "a4"]);
  }),
];
