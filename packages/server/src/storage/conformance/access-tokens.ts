import { expect } from "vitest";
import {
  ACCESS_TOKEN_SECONDS,
  type AccessToken,
  RETIREMENT_GRACE_MS,
  type StableToken,
} from "../../domain/access-token.js";
import type { AccessTokenStore } from "../store.js";
import { APPID, HOUR_MS, PAID_AT_MS as NOW_MS, OTHER_APPID } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const LIFE_MS = ACCESS_TOKEN_SECONDS * 1000;
const DAY_MS = 24 * HOUR_MS;

const token = (tokenHash: string, given: Partial<AccessToken> = {}): AccessToken => ({
  tokenHash,
  appid: APPID,
  kind: "ordinary",
  expiresAtMs: NOW_MS + LIFE_MS,
  retiredAtMs: null,
  ...given,
});

const stable = (given: Partial<StableToken> = {}): StableToken => ({
  appid: APPID,
  salt: "0a0b",
  tokenHash: "a1",
  expiresAtMs: NOW_MS + LIFE_MS,
  forcedAtMs: null,
  forceDay: "2022-05-20",
  forceCount: 0,
  ...given,
});

const retirement = async (accessTokens: AccessTokenStore, tokenHash: string) =>
  (await accessTokens.find(tokenHash))?.retiredAtMs;

const currentStable = (accessTokens: AccessTokenStore, appid: string) =>
  accessTokens.changeStable(appid, (current) => ({ result: current }));

const issueStable = (
  accessTokens: AccessTokenStore,
  given: StableToken,
  othersRetireAtMs: number | null = null,
) =>
  accessTokens.changeStable(given.appid, () => ({
    result: undefined,
    issued: {
      stable: given,
      token: token(given.tokenHash, { appid: given.appid, kind: "stable" }),
      othersRetireAtMs,
    },
  }));

export const accessTokenPromises: readonly StorePromise[] = [
  promise("finds a token as it was issued, and null for another", async ({ accessTokens }) => {
    await accessTokens.issue(token("a"), null);

    expect(await accessTokens.find("a")).toEqual(token("a"));
    expect(await accessTokens.find("b")).toBeNull();
  }),

  promise("retires the earlier tokens when one is issued", async ({ accessTokens }) => {
    await accessTokens.issue(token("a"), NOW_MS);
    await accessTokens.issue(token("b"), NOW_MS + RETIREMENT_GRACE_MS);

    expect(await retirement(accessTokens, "a")).toBe(NOW_MS + RETIREMENT_GRACE_MS);
    expect(await retirement(accessTokens, "b")).toBeNull();
  }),

  promise(
    "gives no retired token more time when a third one is issued",
    async ({ accessTokens }) => {
      await accessTokens.issue(token("a"), NOW_MS);
      await accessTokens.issue(token("b"), NOW_MS + 1_000);
      await accessTokens.issue(token("c"), NOW_MS + 2_000);

      expect(await retirement(accessTokens, "a")).toBe(NOW_MS + 1_000);
      expect(await retirement(accessTokens, "b")).toBe(NOW_MS + 2_000);
      expect(await retirement(accessTokens, "c")).toBeNull();
    },
  ),

  promise(
    "retires a token immediately, although an earlier issue left it more time",
    async ({ accessTokens }) => {
      await accessTokens.issue(token("a"), NOW_MS);
      await accessTokens.issue(token("b"), NOW_MS + RETIREMENT_GRACE_MS);
      await accessTokens.issue(token("c"), NOW_MS);

      expect(await retirement(accessTokens, "a")).toBe(NOW_MS);
      expect(await retirement(accessTokens, "b")).toBe(NOW_MS);
    },
  ),

  promise("retires no token when the call says so", async ({ accessTokens }) => {
    await accessTokens.issue(token("a"), null);
    await accessTokens.issue(token("b"), null);

    expect(await retirement(accessTokens, "a")).toBeNull();
  }),

  promise("retires no token of the other kind", async ({ accessTokens }) => {
    await accessTokens.issue(token("ordinary"), NOW_MS);
    await accessTokens.issue(token("stable", { kind: "stable" }), NOW_MS);
    await accessTokens.issue(token("ordinary 2"), NOW_MS);

    expect(await retirement(accessTokens, "stable")).toBeNull();
    expect(await retirement(accessTokens, "ordinary")).toBe(NOW_MS);
  }),

  promise("retires no token of another app", async ({ accessTokens }) => {
    await accessTokens.issue(token("a"), NOW_MS);
    await accessTokens.issue(token("b", { appid: OTHER_APPID }), NOW_MS);

    expect(await retirement(accessTokens, "a")).toBeNull();
  }),

  promise("deletes only tokens that expired long ago", async ({ accessTokens }) => {
    await accessTokens.issue(token("old"), null);
    await accessTokens.issue(token("old, stable", { kind: "stable" }), null);
    await accessTokens.issue(token("old, other's", { appid: OTHER_APPID }), null);
    await accessTokens.issue(token("expired", { expiresAtMs: NOW_MS + DAY_MS }), null);

    await accessTokens.issue(token("new", { expiresAtMs: NOW_MS + 2 * DAY_MS }), null);

    expect(await accessTokens.find("old")).toBeNull();
    // A token that expired an hour ago stays, so that the caller learns that it has expired.
    expect(await accessTokens.find("expired")).not.toBeNull();
    expect(await accessTokens.find("old, stable")).not.toBeNull();
    expect(await accessTokens.find("old, other's")).not.toBeNull();
  }),

  promise("keeps one of the tokens that are issued at the same time", async ({ accessTokens }) => {
    const hashes = Array.from({ length: 20 }, (_, index) => `token ${index}`);

    await Promise.all(hashes.map((hash) => accessTokens.issue(token(hash), NOW_MS)));

    const retired = await Promise.all(hashes.map((hash) => retirement(accessTokens, hash)));
    expect(retired.filter((atMs) => atMs === null)).toHaveLength(1);
    expect(retired.filter((atMs) => atMs === NOW_MS)).toHaveLength(19);
  }),

  promise("keeps one stable token per app, the last that was issued", async ({ accessTokens }) => {
    const others = stable({ appid: OTHER_APPID, salt: "0c", tokenHash: "a2" });
    const forced = stable({ salt: "0d", tokenHash: "a3", forcedAtMs: NOW_MS, forceCount: 7 });
    expect(await currentStable(accessTokens, APPID)).toBeNull();

    await issueStable(accessTokens, stable());
    await issueStable(accessTokens, others);
    expect(await currentStable(accessTokens, APPID)).toEqual(stable());

    await issueStable(accessTokens, forced, NOW_MS);
    expect(await currentStable(accessTokens, APPID)).toEqual(forced);
    expect(await currentStable(accessTokens, OTHER_APPID)).toEqual(others);
    expect(await retirement(accessTokens, "a1")).toBe(NOW_MS);
    expect(await retirement(accessTokens, "a2")).toBeNull();
  }),

  promise(
    "lets each of many concurrent changes see the one before it",
    async ({ accessTokens }) => {
      const counts = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          accessTokens.changeStable(APPID, (current) => {
            const forceCount = (current?.forceCount ?? 0) + 1;
            const tokenHash = `a${index}`;
            return {
              result: forceCount,
              issued: {
                stable: stable({ tokenHash, forceCount }),
                token: token(tokenHash, { kind: "stable" }),
                othersRetireAtMs: null,
              },
            };
          }),
        ),
      );

      expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    },
  ),
];
