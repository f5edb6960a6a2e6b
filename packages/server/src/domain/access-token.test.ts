import { describe, expect, test } from "vitest";
import {
  ACCESS_TOKEN_SECONDS,
  type AccessToken,
  accessTokenState,
  chinaDay,
  decideStableToken,
  type StableToken,
} from "./access-token.js";

const ISSUED_AT_MS = Date.parse("2022-05-20T13:29:34+08:00");
const EXPIRES_AT_MS = ISSUED_AT_MS + ACCESS_TOKEN_SECONDS * 1000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

test("an access token is valid for two hours", () => {
  expect(ACCESS_TOKEN_SECONDS).toBe(7200);
});

describe("a token's state", () => {
  const RETIRED_AT_MS = ISSUED_AT_MS + 5 * MINUTE_MS;
  const token = (retiredAtMs: number | null): AccessToken => ({
    tokenHash: "a1",
    appid: "wxd678efh567hg6787",
    kind: "ordinary",
    expiresAtMs: EXPIRES_AT_MS,
    retiredAtMs,
  });

  test.each([
    ["until the end of its two hours", null, EXPIRES_AT_MS - 1, "valid"],
    ["from the end of its two hours on", null, EXPIRES_AT_MS, "expired"],
    [
      "until the end of its grace, though a newer one was issued",
      RETIRED_AT_MS,
      RETIRED_AT_MS - 1,
      "valid",
    ],
    ["after the grace period", RETIRED_AT_MS, RETIRED_AT_MS, "superseded"],
    ["after the grace period and its two hours", RETIRED_AT_MS, EXPIRES_AT_MS, "superseded"],
    ["when its two hours end within the grace period", EXPIRES_AT_MS + 1, EXPIRES_AT_MS, "expired"],
  ] as const)("%s", (_, retiredAtMs, nowMs, state) => {
    expect(accessTokenState(token(retiredAtMs), nowMs)).toBe(state);
  });
});

describe("a request for a stable token", () => {
  const current: StableToken = {
    appid: "wxd678efh567hg6787",
    salt: "0a",
    tokenHash: "a1",
    expiresAtMs: EXPIRES_AT_MS,
    forcedAtMs: null,
    forceDay: chinaDay(ISSUED_AT_MS),
    forceCount: 0,
  };
  const at = (nowMs: number) => ({ nowMs, forceRefresh: false, isDerivable: true });
  const forcedAt = (nowMs: number) => ({ ...at(nowMs), forceRefresh: true });

  test.each([false, true])("gets a new token when there was none (forced: %s)", (forceRefresh) => {
    const request = { nowMs: ISSUED_AT_MS, forceRefresh, isDerivable: false };

    expect(decideStableToken(null, request)).toBe("issue_new");
  });

  test.each([
    ["immediately", ISSUED_AT_MS, "answer_current"],
    ["until five minutes before it expires", EXPIRES_AT_MS - 5 * MINUTE_MS - 1, "answer_current"],
    ["in its last five minutes", EXPIRES_AT_MS - 5 * MINUTE_MS, "issue_new"],
    ["after it has expired", EXPIRES_AT_MS + 1, "issue_new"],
  ])("gets the current token, or a new one near its expiry: %s", (_, nowMs, decision) => {
    expect(decideStableToken(current, at(nowMs))).toBe(decision);
  });

  test.each([false, true])(
    "gets a new token after a change of the secret (forced: %s)",
    (force) => {
      const request = { nowMs: ISSUED_AT_MS, forceRefresh: force, isDerivable: false };

      expect(decideStableToken(current, request)).toBe("issue_new");
    },
  );

  test("that is forced for the first time gets a new token immediately", () => {
    expect(decideStableToken(current, forcedAt(ISSUED_AT_MS + 1))).toBe("force_new");
  });

  test("that is forced within 30 seconds of the last forced one gets the current token", () => {
    const forced = { ...current, forcedAtMs: ISSUED_AT_MS, forceCount: 1 };

    expect(decideStableToken(forced, forcedAt(ISSUED_AT_MS + 30 * SECOND_MS - 1))).toBe(
      "answer_current",
    );
    expect(decideStableToken(forced, forcedAt(ISSUED_AT_MS + 30 * SECOND_MS))).toBe("force_new");
  });

  test("can be forced at most twenty times a day", () => {
    const nowMs = ISSUED_AT_MS + MINUTE_MS;
    const forced = (forceCount: number) => ({ ...current, forcedAtMs: ISSUED_AT_MS, forceCount });

    expect(decideStableToken(forced(19), forcedAt(nowMs))).toBe("force_new");
    expect(decideStableToken(forced(20), forcedAt(nowMs))).toBe("quota_reached");
  });

  test("that is not forced gets the current token even when the day's forced refreshes are used up", () => {
    const forced = { ...current, forcedAtMs: ISSUED_AT_MS, forceCount: 20 };

    expect(decideStableToken(forced, at(ISSUED_AT_MS + MINUTE_MS))).toBe("answer_current");
  });

  test("can be forced twenty times again after midnight in China", () => {
    const lastMs = Date.parse("2022-05-20T23:59:00+08:00");
    const forced: StableToken = {
      ...current,
      expiresAtMs: lastMs + ACCESS_TOKEN_SECONDS * 1000,
      forcedAtMs: lastMs,
      forceDay: "2022-05-20",
      forceCount: 20,
    };

    expect(decideStableToken(forced, forcedAt(lastMs + MINUTE_MS - 1))).toBe("quota_reached");
    expect(decideStableToken(forced, forcedAt(lastMs + MINUTE_MS))).toBe("force_new");
  });
});

test("a day begins at midnight in China", () => {
  expect(chinaDay(Date.parse("2022-05-20T15:59:59.999Z"))).toBe("2022-05-20");
  expect(chinaDay(Date.parse("2022-05-20T16:00:00Z"))).toBe("2022-05-21");
});
