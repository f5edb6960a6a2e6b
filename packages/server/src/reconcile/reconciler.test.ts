import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { API_V3_KEY, makeKey } from "../../../wechatpay/test/keys.js";
import { Sealer } from "../secrets/seal.js";
import { Statistics } from "../statistics/statistics.js";
import { anUpload, sentUpload } from "../storage/conformance/samples.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { sealSecrets } from "../wechatpay/merchant-keys.js";
import type { WeChatPayApi } from "../wechatpay-api/wechatpay-api.js";
import { takeLease } from "./lease.js";
import { Reconciler } from "./reconciler.js";

const MCHID = "1900000109";
const clientKey = makeKey("4E5F");
const sealer = new Sealer(randomBytes(32));

let store: Store;
beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  const secrets = {
    apiV3Keys: [{ key: API_V3_KEY, endsAtMs: null }],
    apiPrivateKey: clientKey.privatePem,
  };
  await store.wechatpay.change(MCHID, () => ({
    mchid: MCHID,
    platformKeys: [],
    sealedSecrets: sealSecrets(MCHID, secrets, sealer),
    apiSerialNo: clientKey.serial,
    forward: null,
    changedAtMs: 0,
  }));
});
afterEach(() => store.close());

test("a run keeps its lease while WeChat Pay takes long to answer", async () => {
  const upload = anUpload();
  await store.orders.put(sentUpload(upload));
  let nowMs = upload.receivedAtMs + 120_000;
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let isAsked = false;
  const slept: (() => void)[] = [];
  const api = {
    closing: new AbortController().signal,
    time: {
      nowMs: () => nowMs,
      sleep: (_ms: number, ended: AbortSignal) =>
        new Promise<void>((resolve) => {
          slept.push(resolve);
          ended.addEventListener("abort", () => resolve());
        }),
    },
    get: async () => {
      isAsked = true;
      await answered;
      return { kind: "absent" };
    },
  } as unknown as WeChatPayApi;
  const statistics = new Statistics(store.statistics);
  const clock = { nowMs: () => nowMs };
  const log = { info: () => {}, warn: () => {} };
  const run = new Reconciler({ store, statistics, clock, api, sealer, log }).runDue();
  await expect.poll(() => isAsked, { interval: 1 }).toBe(true);

  // Twice its time, renewed every 30 seconds.
  for (let renewals = 1; renewals <= 8; renewals++) {
    nowMs += 30_000;
    slept.pop()?.();
    await expect.poll(() => slept.length, { interval: 1 }).toBe(1);
  }
  expect(await takeLease(store.settings, "another", nowMs)).toBeNull();

  answer();
  expect(await run).toMatchObject({ asked: 1, notPaid: 1 });
  expect(await takeLease(store.settings, "another", nowMs)).toMatchObject({ behind: {} });
});

test("settings of before the clock was set back do not make every run ask for everything", async () => {
  const upload = anUpload();
  await store.orders.put(sentUpload(upload));
  let nowMs = upload.receivedAtMs + 120_000;
  const changedAtMs = nowMs + 3_600_000;
  await store.wechatpay.change(MCHID, (stored) => stored && { ...stored, changedAtMs });
  const api = {
    closing: new AbortController().signal,
    time: {
      nowMs: () => nowMs,
      sleep: (_ms: number, ended: AbortSignal) =>
        new Promise<void>((resolve) => ended.addEventListener("abort", () => resolve())),
    },
    get: () => Promise.resolve({ kind: "absent" }),
  } as unknown as WeChatPayApi;
  const statistics = new Statistics(store.statistics);
  const log = { info: () => {}, warn: () => {} };
  const clock = { nowMs: () => nowMs };
  const reconciler = new Reconciler({ store, statistics, clock, api, sealer, log });
  expect(await reconciler.runDue()).toMatchObject({ asked: 1 });
  nowMs += 1_000;
  expect(await reconciler.runDue()).toMatchObject({ asked: 0 });
});
