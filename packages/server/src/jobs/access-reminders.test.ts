import { afterEach, beforeEach, expect, test } from "vitest";
import { NEVER_REMINDED } from "../domain/message-push.js";
import { anApp, HOUR_MS } from "../storage/conformance/samples.js";
import { ORDER, OTHER_APPID, pay, upload } from "../storage/conformance/trade-samples.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { accessReminders } from "./access-reminders.js";

const { appid, visibleAtMs: VISIBLE_AT_MS } = ORDER;
const DAY_MS = 24 * HOUR_MS;
const MESSAGE_PUSH = {
  url: "https://shop.example.com/messages",
  format: "json",
  isEncrypted: false,
  sealedKeys: "",
  lastFault: null,
  accessReminded: NEVER_REMINDED,
} as const;

let store: Store;
let remind: (nowMs: number) => Promise<void>;
beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  remind = accessReminders(store);
  await store.apps.create(anApp({ appid, messagePush: MESSAGE_PUSH }));
});
afterEach(() => store.close());

/** Runs the job, and returns what the apps are reminded of. */
async function run(nowMs: number): Promise<string[]> {
  await remind(nowMs);
  const due = { nowMs, leaseUntilMs: nowMs, limit: 100, perApp: 100 };
  const taken = (await store.appMessages.takeDue(due)).flatMap(({ messages }) => messages);
  for (const { number } of taken) await store.appMessages.remove(number);
  return taken.map(({ members }) => String(members[0]?.[1]));
}

const AUTHORIZED = expect.stringContaining("请接入") as string;
const FIRST_PAYMENT = expect.stringContaining("第一笔交易") as string;
const NEVER_SHIPPED = expect.stringContaining("从未发货") as string;

test("an app is reminded after its authorisation, at its first payment, and daily until it ships", async () => {
  expect(await run(VISIBLE_AT_MS - 1)).toEqual([AUTHORIZED]);
  await pay(store, ORDER);
  expect(await run(VISIBLE_AT_MS - 1)).toEqual([]);
  expect(await run(VISIBLE_AT_MS)).toEqual([FIRST_PAYMENT]);
  expect(await run(VISIBLE_AT_MS + DAY_MS - 1)).toEqual([]);
  expect(await run(VISIBLE_AT_MS + 3 * DAY_MS)).toEqual([NEVER_SHIPPED]);
  expect(await upload(store)).toMatchObject({ kind: "stored" });
  // What the upload reports to the app itself.
  await store.appMessages.removeOf(appid);
  expect(await run(VISIBLE_AT_MS + 9 * DAY_MS)).toEqual([]);
});

test("two processes remind an app once", async () => {
  await pay(store, ORDER);
  await Promise.all([remind(VISIBLE_AT_MS), accessReminders(store)(VISIBLE_AT_MS)]);
  expect(await run(VISIBLE_AT_MS)).toEqual([FIRST_PAYMENT]);
});

test("an app without a message URL, and one that is not managed, is not reminded", async () => {
  await store.apps.create(anApp({ appid: OTHER_APPID }));
  await store.apps.change(appid, (app) => ({ ...app, trade: { ...app.trade, isManaged: false } }));
  expect(await run(VISIBLE_AT_MS)).toEqual([]);
  await store.apps.change(appid, (app) => ({ ...app, trade: { ...app.trade, isManaged: true } }));
  expect(await run(VISIBLE_AT_MS)).toEqual([AUTHORIZED]);
});

test("every app is looked at, however many there are", async () => {
  for (let index = 0; index < 120; index++) {
    await store.apps.create(anApp({ appid: `wx-${index}`, messagePush: MESSAGE_PUSH }));
  }
  await remind(VISIBLE_AT_MS);
  const due = { nowMs: VISIBLE_AT_MS, leaseUntilMs: VISIBLE_AT_MS, limit: 200, perApp: 1 };
  expect(await store.appMessages.takeDue(due)).toHaveLength(121);
});
