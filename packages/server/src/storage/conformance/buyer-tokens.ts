import { expect } from "vitest";
import type { BuyerToken } from "../store.js";
import { APPID, BUYER, HOUR_MS, PAID_AT_MS as NOW_MS, OTHER_APPID } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const LINK: BuyerToken = {
  tokenHash: "link",
  purpose: "link",
  buyers: [{ appid: APPID, openid: BUYER }],
  isPreview: false,
  expiresAtMs: NOW_MS + HOUR_MS,
};

const session = (tokenHash: string): BuyerToken => ({ ...LINK, tokenHash, purpose: "session" });

export const buyerTokenPromises: readonly StorePromise[] = [
  promise("finds a buyer's token as it was put, and null for another", async ({ buyerTokens }) => {
    await buyerTokens.put(LINK);
    await buyerTokens.put(session("session"));

    expect(await buyerTokens.find("link")).toEqual(LINK);
    expect(await buyerTokens.find("session")).toEqual(session("session"));
    expect(await buyerTokens.find("unknown")).toBeNull();
  }),

  promise("keeps a token's several apps in order, and whether it is a preview", async (store) => {
    const { buyerTokens } = store;
    const token = {
      ...LINK,
      buyers: [
        { appid: "wx-b", openid: "o-b" },
        { appid: "wx-a", openid: "o-a" },
      ],
      isPreview: true,
    };
    await buyerTokens.put(token);

    expect(await buyerTokens.find("link")).toEqual(token);
  }),

  promise("says whether a buyer of an app is signed in", async ({ buyerTokens }) => {
    const buyers = [
      { appid: OTHER_APPID, openid: APPID },
      { appid: "wx-b", openid: "o-b" },
    ];
    await buyerTokens.put(LINK);
    await buyerTokens.put({ ...session("session"), buyers });

    expect(await buyerTokens.hasSession("wx-b", NOW_MS)).toBe(true);
    // Of this app there is a link, and a buyer of another app who has its appid for an openid.
    expect(await buyerTokens.hasSession(APPID, NOW_MS)).toBe(false);
    expect(await buyerTokens.hasSession("wx-b", NOW_MS + HOUR_MS)).toBe(false);
  }),

  promise("deletes a token, and ignores an unknown one", async ({ buyerTokens }) => {
    await buyerTokens.put(session("mine"));
    await buyerTokens.put(session("yours"));

    await buyerTokens.delete("mine");
    await buyerTokens.delete("unknown");

    expect(await buyerTokens.find("mine")).toBeNull();
    expect(await buyerTokens.find("yours")).toEqual(session("yours"));
  }),

  promise("exchanges a link for the session that it opens", async ({ buyerTokens }) => {
    await buyerTokens.put(LINK);

    const opened = await buyerTokens.spend("link", (link) => ({
      ...link,
      tokenHash: "session",
      purpose: "session",
    }));

    expect(opened).toEqual(session("session"));
    expect(await buyerTokens.find("session")).toEqual(session("session"));
    expect(await buyerTokens.find("link")).toBeNull();
  }),

  promise(
    "spends a link once, even when two calls spend it at the same time",
    async ({ buyerTokens }) => {
      await buyerTokens.put(LINK);

      const opened = await Promise.all(
        ["mine", "yours"].map((hash) => buyerTokens.spend("link", () => session(hash))),
      );

      const [winner, ...others] = opened.filter((token) => token !== null);
      expect(others).toEqual([]);
      expect(await buyerTokens.find(winner?.tokenHash ?? "")).toEqual(winner);
      const written = await Promise.all([buyerTokens.find("mine"), buyerTokens.find("yours")]);
      expect(written.filter((token) => token !== null)).toHaveLength(1);
      expect(await buyerTokens.spend("link", () => session("late"))).toBeNull();
    },
  ),

  promise("spends an expired link, which opens no session", async ({ buyerTokens }) => {
    await buyerTokens.put(LINK);

    expect(await buyerTokens.spend("link", () => null)).toBeNull();
    expect(await buyerTokens.find("link")).toBeNull();
  }),

  promise("spends neither a session nor an unknown link", async ({ buyerTokens }) => {
    await buyerTokens.put(session("session"));

    expect(await buyerTokens.spend("session", () => session("second"))).toBeNull();
    expect(await buyerTokens.spend("unknown", () => session("third"))).toBeNull();

    expect(await buyerTokens.find("session")).toEqual(session("session"));
    expect(await buyerTokens.find("second")).toBeNull();
    expect(await buyerTokens.find("third")).toBeNull();
  }),

  promise("keeps a link whose session could not be written", async ({ buyerTokens }) => {
    await buyerTokens.put(LINK);
    const failing = buyerTokens.spend("link", () => {
      throw new Error("no session");
    });

    await expect(failing).rejects.toThrow("no session");
    expect(await buyerTokens.find("link")).toEqual(LINK);
  }),

  promise(
    "deletes the links and sessions of one buyer, also those of several apps",
    async ({ buyerTokens }) => {
      const theirs = { appid: APPID, openid: 'o-"_%buyer' };
      const put = async (tokenHash: string, buyers: BuyerToken["buyers"]) =>
        buyerTokens.put({ ...session(tokenHash), buyers });
      await put("0a", [theirs]);
      await put("ff", [{ appid: OTHER_APPID, openid: "other" }, theirs]);
      await put("link", [theirs]);
      await put("7a", [{ appid: OTHER_APPID, openid: theirs.openid }]);
      await put("7b", [{ appid: APPID, openid: `${theirs.openid}2` }]);
      await put("7c", [{ appid: APPID, openid: 'o-"xybuyer' }]);

      await put("7d", [
        { appid: APPID, openid: "other" },
        { appid: OTHER_APPID, openid: theirs.openid },
      ]);

      expect(await buyerTokens.deleteOfBuyer(theirs)).toBe(3);
      expect(await buyerTokens.deleteOfBuyer(theirs)).toBe(0);

      for (const hash of ["0a", "ff", "link"]) expect(await buyerTokens.find(hash)).toBeNull();
      for (const hash of ["7a", "7b", "7c", "7d"])
        expect(await buyerTokens.find(hash)).not.toBeNull();
    },
  ),

  promise("sweeps only expired tokens", async ({ buyerTokens }) => {
    await buyerTokens.put(LINK);
    const valid = { ...session("valid"), expiresAtMs: LINK.expiresAtMs + 1 };
    await buyerTokens.put(valid);

    expect(await buyerTokens.sweep(LINK.expiresAtMs - 1)).toBe(0);
    expect(await buyerTokens.sweep(LINK.expiresAtMs)).toBe(1);

    expect(await buyerTokens.find("link")).toBeNull();
    expect(await buyerTokens.find("valid")).toEqual(valid);
  }),
];
