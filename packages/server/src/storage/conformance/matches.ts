import { expect } from "vitest";
import type { Contradiction } from "../../domain/payment-reports.js";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  type GivenPayment,
  MCHID,
  MERCHANT_KEY,
  merchantKey,
  OTHER_APPID,
  OUT_TRADE_NO,
  PAID_AT_MS,
  recordedPayment,
  SECOND_MS,
  STRANGER,
  sentUpload,
  storedUpload,
  TRANSACTION_ID,
  WECHAT_KEY,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

/** Later than the sample's upload. */
const LATER = "2022-05-20T13:29:36+08:00";

const PROVIDER_MCHID = "1230000109";
const PROVIDER_KEY = merchantKey("DINGDAN-20220520-0001", PROVIDER_MCHID);

const FORMS = [
  ["the merchant's number", MERCHANT_KEY, WECHAT_KEY],
  ["WeChat Pay's number", WECHAT_KEY, MERCHANT_KEY],
] as const;

export const matchPromises: readonly StorePromise[] = [
  ...FORMS.map(([form, orderKey]) =>
    promise(`matches a payment to the upload that waits under ${form}`, async ({ orders }) => {
      await orders.put(sentUpload(anUpload({ orderKey })));
      const given = { receivedAtMs: PAID_AT_MS + 3 * SECOND_MS };

      expect(await orders.putPayment(aPayment(given))).toMatchObject({
        kind: "recorded",
        state: "matched",
      });

      const order = await orders.findOrder(APPID, orderKey);
      expect(order).toMatchObject({
        upload: {
          state: "matched",
          paymentId: TRANSACTION_ID,
          paidAtMs: PAID_AT_MS,
          matchedAtMs: PAID_AT_MS + 3 * SECOND_MS,
        },
        payment: recordedPayment(given),
      });
    }),
  ),

  ...FORMS.map(([form, orderKey]) =>
    promise(`matches an upload under ${form} to an earlier payment`, async ({ orders }) => {
      const payment = recordedPayment();
      expect(await orders.putPayment(aPayment())).toMatchObject({ state: "waiting" });

      const decision = await orders.put(sentUpload(anUpload({ orderKey })));

      const upload = storedUpload(anUpload({ orderKey }), payment);
      expect(upload.state).toBe("matched");
      expect(decision).toMatchObject({
        kind: "stored",
        state: "matched",
        delayMs: upload.receivedAtMs - payment.paidAtMs,
      });
      expect(await orders.findOrder(APPID, orderKey)).toMatchObject({ upload, payment });
      expect(await orders.findFacts(APPID, orderKey)).toEqual({ upload, payment, rival: null });
    }),
  ),

  promise("matches uploads and payments that arrive in either order", async ({ orders }) => {
    // given uploads and payments of many orders that arrive at the same time, in either order
    const numbers = Array.from({ length: 60 }, (_, index) => `ORDER-${index}`);
    const writes = numbers.flatMap((number, index) => {
      const upload = () => orders.put(sentUpload(anUpload({ orderKey: merchantKey(number) })));
      const payment = () =>
        orders.putPayment(aPayment({ outTradeNo: number, transactionId: `4${number}` }));
      return index % 2 === 0 ? [upload, payment] : [payment, upload];
    });

    await Promise.all(writes.map((write): Promise<unknown> => write()));

    const found = await Promise.all(
      numbers.map((number) => orders.findOrder(APPID, merchantKey(number))),
    );
    expect(found.map((order) => order?.upload.state)).toEqual(numbers.map(() => "matched"));
  }),

  promise(
    "does not match an upload for another payer until it is corrected",
    async ({ orders }) => {
      await orders.put(sentUpload(anUpload({ openid: STRANGER })));
      expect(await orders.putPayment(aPayment())).toMatchObject({ state: "mismatched" });
      expect(await orders.findOrder(APPID, MERCHANT_KEY)).toMatchObject({
        upload: { state: "mismatched", mismatch: "payer", paymentId: TRANSACTION_ID },
        payment: { id: TRANSACTION_ID },
      });

      await orders.put(sentUpload(anUpload({ uploadTime: LATER })));

      expect(await orders.findOrder(APPID, MERCHANT_KEY)).toMatchObject({
        upload: { state: "matched", mismatch: null, openid: BUYER },
      });
    },
  ),

  promise("locks an upload once it is matched", async ({ orders }) => {
    await orders.put(sentUpload(anUpload()));
    await orders.putPayment(aPayment());
    const locked = await orders.findOrder(APPID, MERCHANT_KEY);

    const later = await orders.put(sentUpload(anUpload({ uploadTime: LATER, itemName: "other" })));
    const resend = await orders.put(sentUpload(anUpload()));

    expect(later).toMatchObject({ kind: "refused", path: "order_key" });
    expect(resend).toEqual({ kind: "repeated" });
    expect(await orders.findOrder(APPID, MERCHANT_KEY)).toEqual(locked);
  }),

  ...FORMS.map(([form, first, second]) =>
    promise(
      `takes no second upload of a payment that was uploaded under ${form}`,
      async (store) => {
        const { orders } = store;
        await orders.put(sentUpload(anUpload({ orderKey: first })));
        await orders.putPayment(aPayment());

        const decision = await orders.put(
          sentUpload(anUpload({ orderKey: second, uploadTime: LATER })),
        );

        expect(decision).toMatchObject({ kind: "refused", path: "order_key" });
        expect(await orders.findOrder(APPID, second)).toBeNull();
        expect((await orders.findFacts(APPID, second)).rival).toMatchObject({ orderKey: first });
      },
    ),
  ),

  ...FORMS.map(([form, first, second]) =>
    promise(
      `makes the upload under ${form} the order when it was the first of two`,
      async (store) => {
        const { orders } = store;
        await orders.put(sentUpload(anUpload({ orderKey: first, receivedAtMs: PAID_AT_MS - 2 })));
        await orders.put(sentUpload(anUpload({ orderKey: second, receivedAtMs: PAID_AT_MS - 1 })));

        await orders.putPayment(aPayment());

        expect((await orders.findOrder(APPID, first))?.upload.state).toBe("matched");
        expect((await orders.findOrder(APPID, second))?.upload).toMatchObject({
          state: "mismatched",
          mismatch: "order_number_type",
          paymentId: TRANSACTION_ID,
        });
      },
    ),
  ),

  promise("makes one order of a payment with three numbers", async ({ orders }) => {
    // given two uploads before the payment, under the provider's number and the merchant's
    const payment = aPayment({ mchids: [MCHID, PROVIDER_MCHID] });
    await orders.put(
      sentUpload(anUpload({ orderKey: PROVIDER_KEY, receivedAtMs: PAID_AT_MS - 2 })),
    );
    await orders.put(
      sentUpload(anUpload({ orderKey: MERCHANT_KEY, receivedAtMs: PAID_AT_MS - 1 })),
    );
    await orders.putPayment(payment);

    // when a third one arrives after it, under WeChat Pay's number
    const third = await orders.put(
      sentUpload(anUpload({ orderKey: WECHAT_KEY, uploadTime: LATER })),
    );

    // then only the first one is the order
    expect(third).toMatchObject({ kind: "refused", path: "order_key" });
    expect((await orders.findOrder(APPID, PROVIDER_KEY))?.upload.state).toBe("matched");
    const ofBuyer = await orders.listOfBuyer({ appid: APPID, openid: BUYER, limit: 9 });
    expect(ofBuyer.map(({ upload }) => upload.orderKey)).toEqual([PROVIDER_KEY]);
  }),

  promise("records a payment once, and reports its state again", async ({ orders }) => {
    const payment = aPayment();
    const again = aPayment({ receivedAtMs: PAID_AT_MS + 15 * SECOND_MS });

    await orders.putPayment(payment);
    expect(await orders.putPayment(again)).toEqual({ kind: "repeated", state: "waiting" });
    await orders.put(sentUpload(anUpload({ openid: STRANGER })));
    expect(await orders.putPayment(again)).toEqual({ kind: "repeated", state: "mismatched" });
    await orders.put(sentUpload(anUpload({ uploadTime: LATER })));
    expect(await orders.putPayment(again)).toEqual({ kind: "repeated", state: "matched" });

    expect((await orders.findFacts(APPID, MERCHANT_KEY)).payment).toEqual(recordedPayment());
  }),

  promise(
    "records a payment once when it arrives many times at the same time",
    async ({ orders }) => {
      await orders.put(sentUpload(anUpload()));

      const decisions = await Promise.all(
        Array.from({ length: 20 }, () => orders.putPayment(aPayment())),
      );

      const kinds = decisions.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "recorded")).toHaveLength(1);
      expect(kinds.filter((kind) => kind === "repeated")).toHaveLength(19);
    },
  ),

  ...(
    [
      ["another payer", { openid: STRANGER }, "payer.openid"],
      ["another amount", { amountMinor: 1 }, "amount.total"],
      ["another app", { appid: OTHER_APPID }, "appid"],
      [
        "another transaction_id for its out_trade_no",
        { transactionId: "4200009999" },
        "transaction_id",
      ],
      ["another out_trade_no for its transaction_id", { outTradeNo: "ANOTHER" }, "out_trade_no"],
    ] satisfies [string, GivenPayment, Contradiction["path"]][]
  ).map(([difference, facts, path]) =>
    promise(`notes only the contradiction of a payment with ${difference}`, async ({ orders }) => {
      await orders.putPayment(aPayment());
      await orders.put(sentUpload(anUpload()));
      const before = await orders.findOrder(APPID, MERCHANT_KEY);
      const other = recordedPayment(facts);

      const outcome = await orders.putPayment(aPayment(facts));

      expect(outcome).toMatchObject({
        kind: "conflict",
        contradiction: { path },
        appid: APPID,
        transactionId: TRANSACTION_ID,
        outTradeNo: OUT_TRADE_NO,
      });
      if (outcome.kind !== "conflict") return;
      const contradiction = { ...outcome.contradiction, atMs: PAID_AT_MS };
      const payment = { ...recordedPayment(), contradiction };
      expect(await orders.findOrder(APPID, MERCHANT_KEY)).toEqual({ ...before, payment });
      // The rejected payment's numbers do not name it either.
      for (const orderKey of other.orderKeys) {
        const named = (await orders.findFacts(APPID, orderKey)).payment;
        expect(named).toEqual(payment.orderKeys.includes(orderKey) ? payment : null);
      }
    }),
  ),

  promise("keeps the payment of one app apart from another's uploads", async ({ orders }) => {
    const theirs = aPayment({ appid: OTHER_APPID });
    await orders.put(sentUpload(anUpload()));

    expect(await orders.putPayment(theirs)).toMatchObject({ kind: "recorded", state: "waiting" });
    const later = await orders.put(sentUpload(anUpload({ orderKey: WECHAT_KEY })));

    expect(later).toMatchObject({ kind: "stored", state: "waiting" });
    // The store still returns the payment: it does not decide what the app may see.
    expect(await orders.findFacts(APPID, MERCHANT_KEY)).toEqual({
      upload: storedUpload(),
      payment: recordedPayment({ appid: OTHER_APPID }),
      rival: null,
    });
  }),
];
