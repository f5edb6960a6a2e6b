import { expect } from "vitest";
import { APPID, aPayment, combinedOf, MCHID, merchantKey, OUT_TRADE_NO } from "./samples.js";
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

export const paymentNamePromises: readonly StorePromise[] = REPEATED_NUMBERS.map(([what, report]) =>
  promise(`records a combined payment that has ${what}`, async ({ orders }) => {
    const outcome = await orders.putPayment(aPayment({ report }));

    expect(outcome).toMatchObject({ kind: "recorded", isFirst: true });
    expect(await orders.findFacts(APPID, merchantKey(OUT_TRADE_NO))).toMatchObject({
      payment: { outTradeNo: OUT_TRADE_NO },
    });
  }),
);
