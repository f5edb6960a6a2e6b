import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { endLease, takeLease } from "./lease.js";

const NOW_MS = Date.parse("2022-05-20T13:29:35+08:00");
const FIRST = { lastRunMs: null, behind: {} };

let store: Store;
beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
});
afterEach(() => store.close());

test("of two runs at the same time, one gets the lease", async () => {
  const taken = await Promise.all(
    ["a", "b"].map((holder) => takeLease(store.settings, holder, NOW_MS)),
  );
  expect(taken.filter((progress) => progress !== null)).toHaveLength(1);
});

test("a lease is renewed by its holder, and taken over two minutes after its last renewal", async () => {
  expect(await takeLease(store.settings, "a", NOW_MS)).toMatchObject(FIRST);
  expect(await takeLease(store.settings, "a", NOW_MS + 60_000)).toMatchObject(FIRST);
  expect(await takeLease(store.settings, "b", NOW_MS + 179_999)).toBeNull();
  expect(await takeLease(store.settings, "b", NOW_MS + 180_000)).toMatchObject(FIRST);
  expect(await takeLease(store.settings, "a", NOW_MS + 180_001)).toBeNull();
});

test("the end of a run stores how far it came, and frees the lease", async () => {
  await takeLease(store.settings, "a", NOW_MS);
  const reached = { lastRunMs: NOW_MS, behind: { "1900000109": null } };
  await endLease(store.settings, "a", reached);
  expect(await takeLease(store.settings, "b", NOW_MS + 1)).toMatchObject(reached);
  await endLease(store.settings, "b", null);
  expect(await takeLease(store.settings, "c", NOW_MS + 2)).toMatchObject(reached);
});

test("a run that lost its lease stores nothing", async () => {
  await takeLease(store.settings, "a", NOW_MS);
  await takeLease(store.settings, "b", NOW_MS + 120_000);
  await endLease(store.settings, "a", { lastRunMs: NOW_MS, behind: {} });
  expect(await takeLease(store.settings, "c", NOW_MS + 120_001)).toBeNull();
  await endLease(store.settings, "b", null);
  expect(await takeLease(store.settings, "c", NOW_MS + 120_002)).toMatchObject(FIRST);
});

test("a lease holds on a machine whose clock is behind by some minutes", async () => {
  await takeLease(store.settings, "a", NOW_MS);
  expect(await takeLease(store.settings, "b", NOW_MS - 240_000)).toBeNull();
});

test("a lease from before the clock was turned back delays no run", async () => {
  await takeLease(store.settings, "a", NOW_MS + 3_600_000);
  expect(await takeLease(store.settings, "b", NOW_MS)).not.toBeNull();
});
