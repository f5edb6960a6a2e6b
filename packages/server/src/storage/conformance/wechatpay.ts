import { expect } from "vitest";
import type { WeChatPayMerchant } from "../../domain/wechatpay-merchant.js";
import type { EarlyRefund } from "../../payments/early-refund.js";
import {
  APPID,
  anUpload,
  aPayment,
  combinedOf,
  HOUR_MS,
  MCHID,
  MERCHANT_KEY,
  OUT_TRADE_NO,
  PAID_AT_MS,
  sentUpload,
  TRANSACTION_ID,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const weChatPayMerchant = (given: Partial<WeChatPayMerchant> = {}): WeChatPayMerchant => ({
  mchid: MCHID,
  platformKeys: [
    { id: "PUB_KEY_ID_1", pem: "-----BEGIN\n", expiresAtMs: null, isDownloaded: false },
    { id: "5A1B", pem: "-----BEGIN\n", expiresAtMs: PAID_AT_MS, isDownloaded: true },
  ],
  sealedSecrets: "s1.key.data",
  apiSerialNo: "6C2D",
  forward: { url: "https://shop.example/notify", allowsPrivateAddress: true },
  changedAtMs: PAID_AT_MS,
  ...given,
});

/** A refund whose payment has not been reported. */
export const anEarlyRefund = (
  given: Partial<EarlyRefund> & { readonly members?: Readonly<Record<string, unknown>> } = {},
): EarlyRefund => {
  const { members, ...fields } = given;
  const refundId = fields.refundId ?? "5030";
  const transactionId = fields.transactionId ?? TRANSACTION_ID;
  return {
    refundId,
    mchid: MCHID,
    transactionId,
    refund: JSON.stringify({
      mchid: MCHID,
      transaction_id: transactionId,
      out_trade_no: OUT_TRADE_NO,
      refund_id: refundId,
      out_refund_no: `R-${refundId}`,
      refund_status: "SUCCESS",
      success_time: "2022-05-20T14:29:34+08:00",
      amount: { total: 1_657_600, refund: 1_657_600 },
      ...members,
    }),
    receivedAtMs: PAID_AT_MS,
    ...fields,
  };
};

const abnormal = { refund_status: "ABNORMAL", success_time: undefined };

export const weChatPayPromises: readonly StorePromise[] = [
  promise("keeps a merchant's settings for WeChat Pay as they were set", async ({ wechatpay }) => {
    const set = weChatPayMerchant();
    expect(await wechatpay.find(MCHID)).toBeNull();
    expect(await wechatpay.change(MCHID, (before) => (before === null ? set : null))).toEqual(set);
    expect(await wechatpay.find(MCHID)).toEqual(set);

    const bare = weChatPayMerchant({ platformKeys: [], apiSerialNo: null, forward: null });
    expect(await wechatpay.change(MCHID, () => bare)).toEqual(bare);
    expect(await wechatpay.find(MCHID)).toEqual(bare);
    expect(await wechatpay.find("1900000110")).toBeNull();
  }),

  promise("changes a merchant's settings one call after the other", async ({ wechatpay }) => {
    const add = (changedAtMs: number) =>
      wechatpay.change(MCHID, (before) => ({
        ...weChatPayMerchant({ changedAtMs }),
        platformKeys: [...(before?.platformKeys ?? []), key(String(changedAtMs))],
      }));
    const key = (id: string) => ({ id, pem: "", expiresAtMs: null, isDownloaded: false });

    await Promise.all([1, 2, 3, 4, 5].map(add));

    const ids = (await wechatpay.find(MCHID))?.platformKeys.map(({ id }) => id);
    expect(ids?.toSorted()).toEqual(["1", "2", "3", "4", "5"]);
  }),

  promise("deletes a merchant, and keeps it when the change fails", async ({ wechatpay }) => {
    await wechatpay.change(MCHID, () => weChatPayMerchant());
    const refuse = () => {
      throw new Error("the key is not one");
    };
    await expect(wechatpay.change(MCHID, refuse)).rejects.toThrow("the key is not one");
    expect(await wechatpay.find(MCHID)).toEqual(weChatPayMerchant());

    expect(await wechatpay.change(MCHID, () => null)).toBeNull();
    expect(await wechatpay.find(MCHID)).toBeNull();
    expect(await wechatpay.change(MCHID, () => null)).toBeNull();
  }),

  promise("lists merchants in the order of their numbers", async ({ wechatpay }) => {
    for (const mchid of ["3", "1", "2"]) {
      await wechatpay.change(mchid, () => weChatPayMerchant({ mchid }));
    }
    const listed = async (afterMchid: string) =>
      (await wechatpay.list({ afterMchid, limit: 2 })).map(({ mchid }) => mchid);
    expect(await listed("")).toEqual(["1", "2"]);
    expect(await listed("2")).toEqual(["3"]);
  }),

  promise("keeps a refund until its payment is recorded", async ({ earlyRefunds, orders }) => {
    const early = anEarlyRefund();
    expect(await earlyRefunds.put(early)).toEqual({ kind: "kept" });
    expect(await earlyRefunds.put(early)).toEqual({ kind: "repeated" });
    expect(await earlyRefunds.ofTransactions([TRANSACTION_ID, "4"])).toEqual([early]);
    expect(await earlyRefunds.ofTransactions([])).toEqual([]);
    const page = { after: null, limit: 5 };
    expect(await earlyRefunds.findPaid(page)).toEqual({ paid: [], last: null });

    await orders.putPayment(aPayment());

    expect(await earlyRefunds.findPaid(page)).toEqual({ paid: [early], last: null });
    await earlyRefunds.remove(early);
    await earlyRefunds.remove(early);
    expect(await earlyRefunds.findPaid(page)).toEqual({ paid: [], last: null });
  }),

  promise("finds for each of several payments its own refunds only", async ({ earlyRefunds }) => {
    const ids = Array.from({ length: 20 }, (_, index) => `42000${index}`);
    const waiting = ids.map((transactionId) =>
      anEarlyRefund({ refundId: transactionId, transactionId }),
    );
    for (const early of waiting) await earlyRefunds.put(early);
    const lookUps = ids.map((transactionId, index) =>
      earlyRefunds.ofTransactions(index % 2 === 0 ? [transactionId] : [transactionId, "4"]),
    );
    expect(await Promise.all(lookUps)).toEqual(waiting.map((early) => [early]));
  }),

  promise("finds a refund of a part once its combined payment is recorded", async (store) => {
    const early = anEarlyRefund({ transactionId: "4-S" });
    await store.earlyRefunds.put(early);
    const part = { out_trade_no: "S", transaction_id: "4-S", amount: { total_amount: 5 } };
    await store.orders.putPayment(aPayment({ report: combinedOf(part) }));

    expect((await store.earlyRefunds.findPaid({ after: null, limit: 1 })).paid).toEqual([early]);
  }),

  promise("replaces a refund that waits by one in a later state", async ({ earlyRefunds }) => {
    await earlyRefunds.put(anEarlyRefund({ members: abnormal }));
    const succeeded = anEarlyRefund({ receivedAtMs: PAID_AT_MS + HOUR_MS });
    expect(await earlyRefunds.put(succeeded)).toEqual({ kind: "kept" });
    expect(await earlyRefunds.put(anEarlyRefund({ members: abnormal }))).toEqual({
      kind: "repeated",
    });
    expect(await earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([succeeded]);

    // A process that applied the refund as it was removes nothing of what came meanwhile.
    await earlyRefunds.remove(anEarlyRefund({ members: abnormal }));
    expect(await earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([succeeded]);
  }),

  promise("keeps the refund that waits when another contradicts it", async ({ earlyRefunds }) => {
    const first = anEarlyRefund();
    await earlyRefunds.put(first);
    const other = anEarlyRefund({ members: { amount: { total: 1_657_600, refund: 5 } } });

    expect(await earlyRefunds.put(other)).toEqual({
      kind: "conflict",
      path: "amount.refund",
      recorded: "1657600",
      reported: "5",
    });
    expect(await earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([first]);
  }),

  promise("marks the payment of a part with a contradiction", async (store) => {
    const { contradictions, orders } = store;
    const noted = { number: "refund_id 5", path: "mchid", recorded: "1", reported: "2", atMs: 7 };
    const part = { out_trade_no: "S", transaction_id: "4-S", amount: { total_amount: 5 } };
    await orders.put(sentUpload(anUpload()));
    await orders.putPayment(aPayment({ report: combinedOf(part) }));

    await contradictions.note("4-S", noted);
    await contradictions.note("4-of-no-payment", { ...noted, path: "amount.total" });

    const order = await orders.findOrder(APPID, MERCHANT_KEY);
    expect(order?.payment?.contradiction).toEqual(noted);
  }),

  promise("pages through the refunds that wait", async ({ earlyRefunds }) => {
    for (const refundId of ["3", "1", "2"]) await earlyRefunds.put(anEarlyRefund({ refundId }));
    const { last } = await earlyRefunds.findPaid({ after: null, limit: 2 });
    expect(last).toMatchObject({ refundId: "2", mchid: MCHID });
    expect(await earlyRefunds.findPaid({ after: last, limit: 2 })).toEqual({
      paid: [],
      last: null,
    });
  }),

  promise("sweeps the refunds that have waited for long", async ({ earlyRefunds }) => {
    const old = anEarlyRefund({ refundId: "1", receivedAtMs: 5 });
    const older = anEarlyRefund({ refundId: "2", receivedAtMs: 4 });
    const fresh = anEarlyRefund({ refundId: "3", receivedAtMs: 6 });
    for (const early of [old, older, fresh]) await earlyRefunds.put(early);

    expect(await earlyRefunds.sweep(6, 1)).toEqual([older]);
    expect(await earlyRefunds.sweep(6, 9)).toEqual([old]);
    expect(await earlyRefunds.sweep(6, 9)).toEqual([]);
    expect(await earlyRefunds.ofTransactions([TRANSACTION_ID])).toEqual([fresh]);
  }),
];
