import type { App } from "../domain/app.js";
import type { AccessReminded } from "../domain/message-push.js";
import { accessMessage, decideAccessReminder } from "../domain/trade/access-reminder.js";
import { originalIdOf } from "../secrets/original-id.js";
import type { Store } from "../storage/store.js";

type ReminderStores = Pick<Store, "apps" | "tradeOrders" | "appMessages">;

const PAGE_SIZE = 50;

/**
 * Makes the job that reminds apps to report what they ship, while they never did. Only apps with a message
 * URL are reminded.
 */
export function accessReminders(stores: ReminderStores): (nowMs: number) => Promise<void> {
  /** Apps that have shipped. They are never reminded again, so they are asked about once. */
  const shipping = new Set<string>();
  return async (nowMs) => {
    for (let after = ""; ; ) {
      const page = await stores.apps.list({ afterAppid: after, limit: PAGE_SIZE });
      for (const app of page) {
        if (shipping.has(app.appid) || app.messagePush === null) continue;
        if (await stores.tradeOrders.hasShipped(app.appid)) shipping.add(app.appid);
        else await remind(app, stores, nowMs);
      }
      const last = page.at(-1);
      if (page.length < PAGE_SIZE || last === undefined) return;
      after = last.appid;
    }
  };
}

async function remind(app: App, stores: ReminderStores, nowMs: number): Promise<void> {
  const { appid, trade, messagePush } = app;
  if (messagePush === null) return;
  const payments = await stores.tradeOrders.list({
    appid,
    paidFromMs: 0,
    paidUntilMs: nowMs,
    limit: 1,
    visibleAtMs: nowMs,
  });
  const { accessReminded: reminded } = messagePush;
  const hasPayment = payments.length > 0;
  const facts = { reminded, settings: trade, hasPayment, hasShipped: false };
  const decision = decideAccessReminder(facts, nowMs);
  if (isSame(decision.reminded, reminded)) return;
  const { reminder } = decision;
  const message =
    reminder === null ? [] : [accessMessage({ appid, from: originalIdOf(appid) }, reminder, nowMs)];
  // Another process may have reminded it, and the operator may have removed the message URL.
  const change = (stored: App): App =>
    stored.messagePush !== null && isSame(stored.messagePush.accessReminded, reminded)
      ? { ...stored, messagePush: { ...stored.messagePush, accessReminded: decision.reminded } }
      : stored;
  await stores.apps.change(appid, change, (before, after) => (before === after ? [] : message));
}

const isSame = (a: AccessReminded, b: AccessReminded) =>
  a.authorizedAtMs === b.authorizedAtMs && a.paymentsAtMs === b.paymentsAtMs;
