import { expect } from "vitest";
import { type App, NEW_APP_TRADE } from "../../domain/app.js";
import type { PermissionChange } from "../store.js";
import { anApp, HOUR_MS, PAID_AT_MS } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import { aMessage, take } from "./trade-samples.js";

/** An app with a value in every field. */
const REVIEWED: App = anApp({
  name: "示例商城 & Söhne 🛍",
  mchids: ["1900000109", "1230000109"],
  itemLinks: "optional",
  permission: "approved",
  approvedAtMs: PAID_AT_MS,
  reviewedUntilMs: PAID_AT_MS,
  reviewDueAtMs: PAID_AT_MS + 6 * HOUR_MS,
  trade: { ...NEW_APP_TRADE.trade, isManaged: false, ingestionSeconds: 60, authorizedAtMs: 7 },
  msgJumpPath: "pages/order",
  openPaths: ["pages/order/detail", "pages/shop"],
  orderDetailPath: "pages/order?no=${商品订单号}",
  messagePush: {
    url: "https://example.com/messages",
    format: "xml",
    isEncrypted: true,
    sealedKeys: "sealed",
    lastFault: "503",
    accessReminded: { authorizedAtMs: 7, paymentsAtMs: null },
  },
  lastResult: "REJECTED: 1 of 2 matched uploads came later than 5 s after their payment",
});

export const appPromises: readonly StorePromise[] = [
  promise("queues the messages that a change causes in the same commit", async (store) => {
    const { apps } = store;
    await apps.create(REVIEWED);
    const message = { ...aMessage(), appid: REVIEWED.appid };
    const rename = (name: string) => (app: App) => ({ ...app, name });

    await apps.change(REVIEWED.appid, rename("first"), (before, after) =>
      before.name === REVIEWED.name && after.name === "first" ? [message] : [],
    );
    const failed = apps.change(REVIEWED.appid, rename("second"), () => {
      throw new Error("no message");
    });
    await expect(failed).rejects.toThrow("no message");

    expect(await apps.find(REVIEWED.appid)).toMatchObject({ name: "first" });
    expect(await take(store)).toMatchObject([{ event: message.event }]);
  }),

  promise("finds an app as it was created, and null for an unknown one", async ({ apps }) => {
    const fresh = anApp({ appid: "wx-fresh", permission: "closed", openedAtMs: null, mchids: [] });

    expect(await apps.create(REVIEWED)).toBe(true);
    expect(await apps.create(fresh)).toBe(true);

    expect(await apps.find(REVIEWED.appid)).toEqual(REVIEWED);
    expect(await apps.find("wx-fresh")).toEqual(fresh);
    expect(await apps.find("wx-other")).toBeNull();
    expect(await apps.find(REVIEWED.appid.toUpperCase())).toBeNull();
  }),

  promise("does not create an app twice, and keeps the first", async ({ apps }) => {
    await apps.create(anApp({ name: "first" }));

    expect(await apps.create(anApp({ name: "second" }))).toBe(false);
    expect(await apps.find(anApp().appid)).toMatchObject({ name: "first" });
  }),

  promise("creates an appid once when many calls create it at the same time", async ({ apps }) => {
    const names = Array.from({ length: 20 }, (_, index) => `claim ${index}`);

    const created = await Promise.all(names.map((name) => apps.create(anApp({ name }))));

    const winners = names.filter((_, index) => created[index]);
    expect(winners).toHaveLength(1);
    expect(await apps.find(anApp().appid)).toMatchObject({ name: winners[0] });
  }),

  promise("lists apps by appid, page after page", async ({ apps }) => {
    for (const appid of ["wx3", "wx1", "wx_", "wx2", "wxA"]) await apps.create(anApp({ appid }));
    const page = async (afterAppid: string) =>
      (await apps.list({ afterAppid, limit: 2 })).map(({ appid }) => appid);

    expect(await page("")).toEqual(["wx1", "wx2"]);
    expect(await page("wx2")).toEqual(["wx3", "wxA"]);
    expect(await page("wxA")).toEqual(["wx_"]);
    expect(await page("wx_")).toEqual([]);
  }),

  promise("changes an app by a decision, and returns the changed app", async ({ apps }) => {
    const bystander = anApp({ appid: "wx-bystander" });
    await apps.create(anApp());
    await apps.create(bystander);

    const change = (app: App) => ({ ...REVIEWED, permission: app.permission, name: app.name });
    const changed = await apps.change(anApp().appid, change);

    const { permission, name } = anApp();
    expect(changed).toEqual({ ...REVIEWED, permission, name });
    expect(await apps.find(anApp().appid)).toEqual(changed);
    expect(await apps.find("wx-bystander")).toEqual(bystander);
  }),

  promise("changes a permission by a decision, or leaves the app as it is", async ({ apps }) => {
    await apps.create(anApp());
    const decide = (change: PermissionChange | null) =>
      apps.changePermission(anApp().appid, PAID_AT_MS, () => change);

    expect(await decide(null)).toBeNull();
    expect(await apps.find(anApp().appid)).toEqual(anApp());
    expect(await decide({ app: REVIEWED })).toEqual(REVIEWED);
    expect(await apps.find(anApp().appid)).toEqual(REVIEWED);
    expect(await apps.changePermission("wx-unknown", 0, () => expect.fail())).toBeNull();
  }),

  promise("changes no permission without its event", async ({ apps }) => {
    await apps.create(anApp());
    const closing = apps.change(anApp().appid, (app) => ({ ...app, permission: "closed" }));

    await expect(closing).rejects.toThrow("a permission changed unrecorded");
    expect(await apps.find(anApp().appid)).toEqual(anApp());
  }),

  promise("makes no decision about an unknown app", async ({ apps }) => {
    const changed = await apps.change("wx-unknown", () => {
      throw new Error("asked about an unknown app");
    });

    expect(changed).toBeNull();
  }),

  promise("loses no change when several arrive at the same time", async ({ apps }) => {
    await apps.create(anApp({ mchids: [] }));
    const mchids = Array.from({ length: 50 }, (_, index) => String(index));

    await Promise.all(
      mchids.map((mchid) =>
        apps.change(anApp().appid, (app) => ({ ...app, mchids: [...app.mchids, mchid] })),
      ),
    );

    const app = await apps.find(anApp().appid);
    expect(app?.mchids.toSorted()).toEqual(mchids.toSorted());
  }),

  promise("does not change an app when the decision about it fails", async ({ apps }) => {
    await apps.create(anApp());
    const failing = apps.change(anApp().appid, () => {
      throw new Error("no decision");
    });

    await expect(failing).rejects.toThrow("no decision");
    expect(await apps.find(anApp().appid)).toEqual(anApp());
  }),

  promise("finds the review that became due first, once it is due", async ({ apps }) => {
    await apps.create(anApp({ appid: "wx-late", reviewDueAtMs: PAID_AT_MS + HOUR_MS }));
    await apps.create(anApp({ appid: "wx-early", reviewDueAtMs: PAID_AT_MS }));
    await apps.create(anApp({ appid: "wx-none", reviewDueAtMs: null }));

    expect(await apps.findDueReview(PAID_AT_MS - 1)).toBeNull();
    expect(await apps.findDueReview(PAID_AT_MS)).toMatchObject({ appid: "wx-early" });
    expect(await apps.findDueReview(PAID_AT_MS + 2 * HOUR_MS)).toMatchObject({ appid: "wx-early" });

    await apps.change("wx-early", (app) => ({ ...app, reviewDueAtMs: null }));
    expect(await apps.findDueReview(PAID_AT_MS + HOUR_MS - 1)).toBeNull();
    expect(await apps.findDueReview(PAID_AT_MS + HOUR_MS)).toMatchObject({ appid: "wx-late" });
  }),
];
