import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cacheLookups } from "./cached-lookups.js";
import { adminKey } from "./conformance/admin-keys.js";
import { APPID, anApp, BUYER, PAID_AT_MS } from "./conformance/samples.js";
import { openSqliteStore } from "./sqlite/store.js";
import type { Store } from "./store.js";

let database: Store;
let nowMs: number;

beforeEach(async () => {
  ({ store: database } = await openSqliteStore(":memory:"));
  nowMs = 1;
});

afterEach(() => database.close());

/** One process's view of the shared database. */
const ofProcess = () => cacheLookups(database, { maxAgeMs: 900, nowMs: () => nowMs });

const token = (tokenHash: string) => ({
  tokenHash,
  appid: APPID,
  kind: "ordinary" as const,
  expiresAtMs: PAID_AT_MS,
  retiredAtMs: null,
});

test("a change by this process takes effect immediately", async () => {
  const { store, lookups } = ofProcess();
  await store.apps.create(anApp());
  expect((await lookups.apps.find(APPID))?.name).toBe(anApp().name);

  await store.apps.change(APPID, (app) => ({ ...app, name: "another" }));

  expect((await lookups.apps.find(APPID))?.name).toBe("another");
});

test("a change by another process takes effect within a second; until then the cache is used", async () => {
  const ours = ofProcess();
  const theirs = ofProcess();
  await theirs.store.accessTokens.issue(token("first"), null);
  expect(await ours.lookups.accessTokens.find("first")).toMatchObject({ retiredAtMs: null });

  await theirs.store.accessTokens.issue(token("second"), 5);

  nowMs = 901;
  expect(await ours.lookups.accessTokens.find("first")).toMatchObject({ retiredAtMs: null });
  nowMs = 902;
  expect(await ours.lookups.accessTokens.find("first")).toMatchObject({ retiredAtMs: 5 });
});

test("a look-up that found nothing is repeated: another process may have created it since", async () => {
  const ours = ofProcess();
  expect(await ours.lookups.apps.find(APPID)).toBeNull();

  await ofProcess().store.apps.create(anApp());

  expect(await ours.lookups.apps.find(APPID)).toEqual(anApp());
});

test("a look-up is not cached when a change happened during it", async () => {
  const { store, lookups } = ofProcess();
  await store.apps.create(anApp());

  const before = lookups.apps.find(APPID);
  await Promise.all([
    before,
    store.apps.changePermission(APPID, 0, (app) => ({ app: { ...app, permission: "closed" } })),
  ]);

  expect((await lookups.apps.find(APPID))?.permission).toBe("closed");
});

const session = (tokenHash: string) => ({
  tokenHash,
  purpose: "session" as const,
  buyers: [{ appid: APPID, openid: BUYER }],
  isPreview: false,
  expiresAtMs: PAID_AT_MS,
});

test("a buyer's session that has ended is not found any more", async () => {
  const { store, lookups } = ofProcess();
  await store.buyerTokens.put(session("one"));
  expect(await lookups.buyerTokens.find("one")).toEqual(session("one"));

  await store.buyerTokens.delete("one");

  expect(await lookups.buyerTokens.find("one")).toBeNull();
});

test("a buyer's session that another process ended is found for less than a second", async () => {
  const ours = ofProcess();
  await ours.store.buyerTokens.put(session("one"));
  await ours.lookups.buyerTokens.find("one");

  await ofProcess().store.buyerTokens.delete("one");

  nowMs = 902;
  expect(await ours.lookups.buyerTokens.find("one")).toBeNull();
});

test("buyers who sign in do not clear the cache of calls' tokens", async () => {
  const { store, lookups } = ofProcess();
  await store.accessTokens.issue(token("call"), null);
  await lookups.accessTokens.find("call");
  const asked = vi.spyOn(database.accessTokens, "find");

  await store.buyerTokens.put(session("one"));
  await lookups.accessTokens.find("call");

  expect(asked).not.toHaveBeenCalled();
});

test("an admin key that another process revokes ends within a second", async () => {
  const ours = ofProcess();
  const theirs = ofProcess();
  await theirs.store.adminKeys.change(() => ({ result: null, put: [adminKey()] }));
  expect(await ours.lookups.adminKeys.find("a1")).toMatchObject({ revokedAtMs: null });

  const put = [adminKey({ revokedAtMs: PAID_AT_MS })];
  await theirs.store.adminKeys.change(() => ({ result: null, put }));

  expect(await theirs.lookups.adminKeys.find("a1")).toMatchObject({ revokedAtMs: PAID_AT_MS });
  nowMs = 902;
  expect(await ours.lookups.adminKeys.find("a1")).toMatchObject({ revokedAtMs: PAID_AT_MS });
});

test("past its limit, the cache drops the entry that was used least recently", async () => {
  const { store, lookups } = cacheLookups(database, { countMax: 2, nowMs: () => nowMs });
  for (const hash of ["used", "idle", "new"]) await store.accessTokens.issue(token(hash), null);
  for (const hash of ["idle", "used", "new"]) await lookups.accessTokens.find(hash);
  const asked = vi.spyOn(database.accessTokens, "find");

  for (const hash of ["used", "new", "idle"]) await lookups.accessTokens.find(hash);

  expect(asked.mock.calls).toEqual([["idle"]]);
});
