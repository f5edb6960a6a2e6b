import { expect } from "vitest";
import type { ReviewDecision } from "../../domain/review-history.js";
import { HOUR_MS } from "../../domain/statistics.js";
import type { ConsoleSession } from "../console-store.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  MERCHANT_KEY,
  OTHER_APPID,
  PAID_AT_MS,
  STRANGER,
  sentUpload,
  TRANSACTION_ID,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const session = (changes: Partial<ConsoleSession> = {}): ConsoleSession => ({
  tokenHash: "a1",
  id: "1",
  role: "merchant",
  appid: APPID,
  credentialHash: "5e",
  createdAtMs: PAID_AT_MS - HOUR_MS,
  expiresAtMs: PAID_AT_MS,
  ...changes,
});

export const decision = (changes: Partial<ReviewDecision> = {}): ReviewDecision => ({
  appid: APPID,
  decidedAtMs: PAID_AT_MS,
  decidedBy: "platform",
  verdict: { result: "rejected", reason: "1 of 2 was late" },
  window: { fromMs: PAID_AT_MS - 100, toMs: PAID_AT_MS },
  figures: { matchedUploads: 2, lateUploads: 1, slowestDelayMs: 7000 },
  ...changes,
});

export const consolePromises: readonly StorePromise[] = [
  promise("keeps a console's session until it is removed", async ({ consoleSessions }) => {
    const operators = session({ tokenHash: "a2", id: "2", role: "operator", appid: null });
    await consoleSessions.put(session());
    await consoleSessions.put(operators);
    expect(await consoleSessions.find("a1")).toEqual(session());
    expect(await consoleSessions.find("a2")).toEqual(operators);
    expect(await consoleSessions.find("a3")).toBeNull();

    await consoleSessions.put(session({ credentialHash: "6f" }));
    expect(await consoleSessions.find("a1")).toEqual(session({ credentialHash: "6f" }));
    await consoleSessions.remove("a1");
    expect(await consoleSessions.find("a1")).toBeNull();
    expect(await consoleSessions.find("a2")).toEqual(operators);
  }),

  promise("lists the console's unexpired sessions, newest first", async ({ consoleSessions }) => {
    const at = (id: string, createdAtMs: number, expiresAtMs = PAID_AT_MS + 1) =>
      session({ tokenHash: `hash ${id}`, id, createdAtMs, expiresAtMs });
    const [a, b, c] = [at("a", 3), at("b", 2), at("c", 2)];
    for (const one of [b, a, at("expired", 9, PAID_AT_MS), c]) await consoleSessions.put(one);

    const page = (limit: number, before?: ConsoleSession) =>
      consoleSessions.list({
        nowMs: PAID_AT_MS,
        limit,
        ...(before === undefined ? {} : { before }),
      });
    expect(await page(9)).toEqual([a, c, b]);
    expect(await page(2)).toEqual([a, c]);
    expect(await page(2, c)).toEqual([b]);
  }),

  promise("removes one of the console's sessions by its id", async ({ consoleSessions }) => {
    await consoleSessions.put(session());
    await consoleSessions.put(session({ tokenHash: "a2", id: "2" }));
    expect(await consoleSessions.removeById("1")).toBe(true);
    expect(await consoleSessions.removeById("1")).toBe(false);
    expect(await consoleSessions.find("a1")).toBeNull();
    expect(await consoleSessions.find("a2")).not.toBeNull();
  }),

  promise("sweeps the console's expired sessions", async ({ consoleSessions }) => {
    await consoleSessions.put(session());
    await consoleSessions.put(session({ tokenHash: "a2", expiresAtMs: PAID_AT_MS + 1 }));
    expect(await consoleSessions.sweep(PAID_AT_MS - 1)).toBe(0);
    expect(await consoleSessions.sweep(PAID_AT_MS)).toBe(1);
    expect(await consoleSessions.find("a1")).toBeNull();
    expect(await consoleSessions.find("a2")).not.toBeNull();
  }),

  promise("adds counts to those of the same hour, app and name", async ({ statistics }) => {
    const count = (appid: string, hourMs: number, name: string, times: number) => ({
      appid,
      hourMs,
      name,
      count: times,
    });
    await statistics.add([count(APPID, 0, "uploads", 2), count(APPID, 0, "payments", 1)]);
    await statistics.add([
      count(APPID, 0, "uploads", 3),
      count(APPID, HOUR_MS, "uploads", 4),
      count(OTHER_APPID, 0, "uploads", 5),
      count("", 0, "uploads", 10),
    ]);
    await statistics.add([]);

    expect(await statistics.list(APPID, { fromMs: 0, toMs: HOUR_MS })).toEqual([
      { hourMs: 0, name: "payments", count: 1 },
      { hourMs: 0, name: "uploads", count: 5 },
      { hourMs: HOUR_MS, name: "uploads", count: 4 },
    ]);
    expect(await statistics.list(APPID, { fromMs: HOUR_MS, toMs: HOUR_MS })).toHaveLength(1);
    expect(await statistics.list("", { fromMs: 0, toMs: 0 })).toEqual([
      { hourMs: 0, name: "uploads", count: 10 },
    ]);
  }),

  promise("sums counts that occur twice in one call", async ({ statistics }) => {
    const count = (times: number) => ({ appid: APPID, hourMs: 0, name: "uploads", count: times });

    await statistics.add([count(2), count(3)]);
    await statistics.add([count(4), count(5)]);

    expect(await statistics.list(APPID, { fromMs: 0, toMs: 0 })).toEqual([
      { hourMs: 0, name: "uploads", count: 14 },
    ]);
  }),

  promise(
    "keeps sums of money exactly, and at most at the largest exact number",
    async ({ statistics }) => {
      const paid = (count: number) => ({ appid: APPID, hourMs: 0, name: "paid CNY", count });
      const stored = async () => (await statistics.list(APPID, { fromMs: 0, toMs: 0 }))[0]?.count;

      await statistics.add([paid(2 ** 31)]);
      await statistics.add([paid(2 ** 52)]);
      expect(await stored()).toBe(2 ** 52 + 2 ** 31);

      await statistics.add([paid(2 ** 52), paid(2 ** 52)]);
      expect(await stored()).toBe(Number.MAX_SAFE_INTEGER);
      await statistics.add([paid(1), { ...paid(Number.MAX_SAFE_INTEGER), hourMs: HOUR_MS }]);
      expect(await statistics.sums([APPID], { fromMs: 0, toMs: HOUR_MS })).toEqual([
        { appid: APPID, name: "paid CNY", count: Number.MAX_SAFE_INTEGER },
      ]);
    },
  ),

  promise("sums the hours of a span, of each app and name", async ({ statistics }) => {
    const count = (appid: string, hourMs: number, name: string, times: number) => ({
      appid,
      hourMs,
      name,
      count: times,
    });
    await statistics.add([
      count(APPID, 0, "uploads", 1),
      count(APPID, HOUR_MS, "uploads", 2),
      count(APPID, 2 * HOUR_MS, "uploads", 4),
      count(APPID, 2 * HOUR_MS, "payments", 8),
      count(APPID, 3 * HOUR_MS, "uploads", 16),
      count(OTHER_APPID, HOUR_MS, "uploads", 32),
      count("", HOUR_MS, "uploads", 64),
    ]);
    const span = { fromMs: HOUR_MS, toMs: 2 * HOUR_MS };
    const sums = async (appids: readonly string[]) =>
      (await statistics.sums(appids, span))
        .map(({ appid, name, count: times }) => `${appid} ${name} ${times}`)
        .toSorted();

    expect(await sums([APPID, OTHER_APPID])).toEqual(
      [`${APPID} payments 8`, `${APPID} uploads 6`, `${OTHER_APPID} uploads 32`].toSorted(),
    );
    expect(await sums([""])).toEqual([" uploads 64"]);
    expect(await sums([])).toEqual([]);
  }),

  promise("deletes old counts", async ({ apps, statistics }) => {
    await apps.create(anApp());
    const counts = [APPID, ""].flatMap((appid) =>
      [0, HOUR_MS].map((hourMs) => ({ appid, hourMs, name: "uploads", count: 1 })),
    );
    await statistics.add(counts);
    await statistics.deleteBefore(HOUR_MS);
    for (const appid of [APPID, ""]) {
      const left = await statistics.list(appid, { fromMs: 0, toMs: HOUR_MS });
      expect(left.map(({ hourMs }) => hourMs)).toEqual([HOUR_MS]);
    }
  }),

  promise("counts the orders that need attention, by reason", async (store) => {
    const other = { appid: OTHER_APPID };
    await store.orders.put(sentUpload(anUpload({ orderKey: MERCHANT_KEY, openid: STRANGER })));
    await store.orders.put(sentUpload(anUpload({ ...other, orderKey: "1:1900000109:OTHER" })));
    await store.orders.putPayment(aPayment());
    await store.contradictions.note(TRANSACTION_ID, {
      number: `transaction_id ${TRANSACTION_ID}`,
      path: "amount.total",
      recorded: "1",
      reported: "2",
      atMs: PAID_AT_MS,
    });
    const counted = async (appid: string | null) =>
      Object.fromEntries(await store.attentionCounts.byReason(appid));

    expect(await counted(null)).toEqual({ other_payer: 1, contradicted: 1 });
    expect(await counted(APPID)).toEqual({ other_payer: 1, contradicted: 1 });
    expect(await counted(OTHER_APPID)).toEqual({ contradicted: 0 });
  }),

  promise("keeps every decision on a review, the newest first", async ({ apps, reviews }) => {
    const decide = (review: ReviewDecision) =>
      apps.changePermission(review.appid, review.decidedAtMs, (app) => ({ app, review }));
    await apps.create(anApp());
    await apps.create(anApp({ appid: OTHER_APPID }));
    const approved = decision({
      decidedAtMs: PAID_AT_MS + 1,
      decidedBy: "operator",
      verdict: { result: "approved" },
      figures: { matchedUploads: 0, lateUploads: 0, slowestDelayMs: null },
    });
    await decide(decision());
    await decide(approved);
    await decide(decision({ appid: OTHER_APPID }));
    // The operator may decide twice in one millisecond.
    await decide(decision());

    expect(await reviews.list(APPID, { limit: 9 })).toEqual([approved, decision()]);
    expect(await reviews.list(APPID, { limit: 1 })).toEqual([approved]);
    const before = await reviews.list(APPID, { before: PAID_AT_MS + 1, limit: 9 });
    expect(before).toEqual([decision()]);
  }),

  promise("lists the platforms that an app authorised", async ({ authorizations }) => {
    const grant = (appid: string, componentAppid: string, authorizedAtMs: number) =>
      authorizations.grant({
        authorization: {
          appid,
          componentAppid,
          permissionSets: [120],
          refreshSalt: "0a",
          authorizedAtMs,
        },
        preAuthCode: null,
        authorizationCode: {
          credentialHash: `${appid} ${componentAppid}`,
          componentAppid,
          kind: "authorization_code",
          appid,
          expiresAtMs: PAID_AT_MS,
          retiredAtMs: null,
          sealedKey: null,
        },
      });
    await grant(APPID, "wxc2", 2);
    await grant(APPID, "wxc1", 1);
    await grant(OTHER_APPID, "wxc1", 1);
    const found = await authorizations.listOfApp(APPID);
    expect(found.map(({ componentAppid }) => componentAppid)).toEqual(["wxc1", "wxc2"]);
    await authorizations.revoke(APPID, "wxc1", PAID_AT_MS);
    expect(await authorizations.listOfApp(APPID)).toHaveLength(1);
  }),
];
