import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EARLY_REFUNDS_KEPT_MS } from "../payments/early-refund.js";
import { Sealer } from "../secrets/seal.js";
import { APPID, aPayment, PAID_AT_MS, TRANSACTION_ID } from "../storage/conformance/samples.js";
import { anEarlyRefund, weChatPayMerchant } from "../storage/conformance/wechatpay.js";
import { openSqliteStore } from "../storage/sqlite/store.js";
import type { Store } from "../storage/store.js";
import { findTestKeys } from "../test-notices/test-keys.js";
import { openSecrets, sealSecrets } from "../wechatpay/merchant-keys.js";
import { applyWaitingRefunds, sweepEarlyRefunds } from "./early-refunds.js";
import { sealSettings } from "./seal-settings.js";
import { sealWeChatPayKeys } from "./seal-wechatpay.js";

let store: Store;
let lines: [Record<string, unknown>, string][];
const log = {
  warn: (facts: unknown, words: string) => lines.push([facts as Record<string, unknown>, words]),
  info: (facts: unknown, words: string) => lines.push([facts as Record<string, unknown>, words]),
} as never;

beforeEach(async () => {
  ({ store } = await openSqliteStore(":memory:"));
  lines = [];
});
afterEach(() => store.close());

const refunds = () => store.refunds.ofPayments(APPID, [TRANSACTION_ID]);

test("a refund that a process left behind is recorded once its payment is", async () => {
  const run = applyWaitingRefunds(store, log);
  await store.earlyRefunds.put(anEarlyRefund());
  await run();
  expect(await refunds()).toEqual([]);

  await store.orders.putPayment(aPayment());
  await run();
  await run();

  expect(await refunds()).toMatchObject([{ refundId: "5030", state: "succeeded" }]);
  expect(await store.earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([]);
  expect(lines).toEqual([]);
});

test("refunds behind the first page are found in later runs", async () => {
  const run = applyWaitingRefunds(store, log);
  const waiting = Array.from({ length: 60 }, (_, index) =>
    anEarlyRefund({ refundId: `1${String(index).padStart(3, "0")}`, transactionId: "4-none" }),
  );
  for (const early of [...waiting, anEarlyRefund()]) await store.earlyRefunds.put(early);
  await store.orders.putPayment(aPayment());
  await run();
  await run();
  expect(await refunds()).toHaveLength(1);
});

test("a refund that contradicts its payment marks it, and waits no longer", async () => {
  await store.earlyRefunds.put(anEarlyRefund({ members: { out_trade_no: "OTHER" } }));
  await store.orders.putPayment(aPayment());
  await applyWaitingRefunds(store, log)();

  expect(await refunds()).toEqual([]);
  expect(await store.earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([]);
  expect(lines).toMatchObject([
    [{ path: "out_trade_no", reported: "OTHER" }, expect.stringContaining("contradicts")],
  ]);
});

test("a refund without a payment is dropped after 90 days, and logged", async () => {
  await store.earlyRefunds.put(anEarlyRefund());
  await sweepEarlyRefunds(store, PAID_AT_MS + EARLY_REFUNDS_KEPT_MS, log);
  expect(lines).toEqual([]);

  await sweepEarlyRefunds(store, PAID_AT_MS + EARLY_REFUNDS_KEPT_MS + 1, log);

  expect(await store.earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([]);
  const dropped = [{ refundId: "5030", transactionId: TRANSACTION_ID }];
  expect(lines).toMatchObject([
    [{ count: 1, refunds: dropped }, expect.stringContaining("not reported within 90 days")],
  ]);
});

test("keys that the previous seal key sealed are sealed again with the current one", async () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
  const secrets = { apiV3Keys: [{ key: "A", endsAtMs: null }], apiPrivateKey: null };
  const stored = (mchid: string, by: Buffer) =>
    store.wechatpay.change(mchid, () =>
      weChatPayMerchant({ mchid, sealedSecrets: sealSecrets(mchid, secrets, new Sealer(by)) }),
    );
  await stored("1", oldKey);
  await stored("2", newKey);
  await stored("3", randomBytes(32));

  await sealWeChatPayKeys(store.wechatpay, new Sealer(newKey, oldKey), log)();

  const opened = async (mchid: string) => {
    const merchant = await store.wechatpay.find(mchid);
    return merchant && openSecrets(merchant, new Sealer(newKey));
  };
  expect(await opened("1")).toEqual({ kind: "opened", secrets });
  expect(await opened("2")).toEqual({ kind: "opened", secrets });
  expect(await opened("3")).toMatchObject({ kind: "other_key" });
  expect(lines).toMatchObject([
    [{ mchid: "3" }, expect.stringContaining("no seal key that is set opens them")],
    [{ sealed: 1 }, expect.stringContaining("sealed with the current seal key")],
  ]);
});

test("test keys that the previous seal key sealed are sealed again with the current one", async () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
  const find = (mchid: string, by: Sealer) => findTestKeys(mchid, store.settings, by);
  const made = await find("1", new Sealer(oldKey));
  const ofAnother = new Sealer(randomBytes(32)).seal("{}", "settings/wechatpay_test_keys/2/value");
  await store.settings.put("wechatpay_test_keys/2", ofAnother);
  await store.settings.put("another", "not sealed");

  const jobs = sealSettings(store.settings, new Sealer(newKey, oldKey), log);
  for (const { run } of jobs) await run();

  expect(await find("1", new Sealer(newKey))).toEqual({ ...made, isNew: false });
  expect(await find("2", new Sealer(newKey))).toMatchObject({ kind: "other_key" });
  expect(await store.settings.get("another")).toBe("not sealed");
  expect(lines).toMatchObject([
    [{ mchid: "2" }, expect.stringContaining("no seal key that is set opens them")],
    [{ sealed: 1 }, expect.stringContaining("sealed with the current seal key")],
  ]);
});
