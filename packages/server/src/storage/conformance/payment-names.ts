import { expect } from "vitest";
import type { IncomingPayment } from "../../domain/payment.js";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  combinedOf,
  MCHID,
  merchantKey,
  OTHER_APPID,
  OUT_TRADE_NO,
  sentUpload,
} from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

const amount = { total_amount: 5 };

const REPEATED_NUMBERS = [
  [
    "two parts with one number of the provider's",
    combinedOf(
      { mchid: MCHID, sub_mchid: "1900000555", out_trade_no: "A", amount },
      { mchid: MCHID, sub_mchid: "1900000556", out_trade_no: "A", amount },
    ),
  ],
  [
    "a part with the number of the whole",
    combinedOf(
      { mchid: MCHID, out_trade_no: OUT_TRADE_NO, transaction_id: "4-A", amount },
      { mchid: MCHID, out_trade_no: "B", transaction_id: "4-B", amount },
    ),
  ],
] as const;

const PROVIDER_MCHID = "1230000109";

/** The provider's report of the sample's payment. It does not name the payer in the merchant's app. */
function ofProvider(): IncomingPayment {
  const { appid: _, mchid: __, ...others } = aPayment().report;
  const merchant = { sub_appid: APPID, sub_mchid: MCHID };
  const provider = { sp_appid: OTHER_APPID, sp_mchid: PROVIDER_MCHID };
  const payer = { sp_openid: "o-of-the-provider" };
  return { ...aPayment(), report: { ...others, ...merchant, ...provider, payer } };
}

export const paymentNamePromises: readonly StorePromise[] = [
  ...namesThatRepeat(),

  promise("matches an upload whose app and name come from two reports", async ({ orders }) => {
    await orders.putPayment(ofProvider());
    expect(await orders.putPayment(aPayment())).toMatchObject({ kind: "recorded", isFirst: false });
    const orderKey = merchantKey(OUT_TRADE_NO, PROVIDER_MCHID);

    await orders.put(sentUpload(anUpload({ orderKey })));

    expect((await orders.findOrder(APPID, orderKey))?.upload).toMatchObject({
      state: "matched",
      openid: BUYER,
    });
  }),
];

function namesThatRepeat(): StorePromise[] {
  return REPEATED_NUMBERS.map(([what, report]) =>
    promise(`records a combined payment that has ${what}`, async ({ orders }) => {
      const outcome = await orders.putPayment(aPayment({ report }));

      expect(outcome).toMatchObject({ kind: "recorded", isFirst: true });
      expect(await orders.findFacts(APPID, merchantKey(OUT_TRADE_NO))).toMatchObject({
        payment: { outTradeNo: OUT_TRADE_NO },
      });
    }),
  );
}
