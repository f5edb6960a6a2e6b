import { EXAMPLE_TRADE_ORDER, OPERATIONS } from "@dingdan/contract";
import { expect, test } from "vitest";
import { forPayment, freshExample } from "../console/src/try-it/example.js";
import { namedNumber, paymentFor } from "../console/src/try-it/payment-for.js";

const NOW = new Date("2026-11-28T10:00:00Z");
const APPID = "wxd678efh567hg6787";
const APP = { appid: APPID, mchids: ["1900000109"] };

test("the payment of a combined upload has a part for each sub-order", () => {
  const upload: unknown = JSON.parse(freshExample("uploadCombinedShoppingInfo", undefined, NOW));
  const { sub_orders: subOrders } = OPERATIONS.uploadCombinedShoppingInfo.example.request;

  const payment = paymentFor(APP, upload, NOW);

  const { order_key } = upload as { order_key: { mchid: string; out_trade_no: string } };
  expect(payment).toMatchObject({
    combine_appid: APPID,
    combine_mchid: order_key.mchid,
    combine_out_trade_no: order_key.out_trade_no,
  });
  const numbers = payment?.sub_orders?.map((part) => part.transaction_id);
  expect(new Set(numbers).size).toBe(subOrders.length);
});

test("the payment of a plain upload names its order, and its payer", () => {
  const upload: unknown = JSON.parse(freshExample("uploadShoppingInfo", undefined, NOW));

  expect(paymentFor(APP, upload, NOW)).toMatchObject({
    appid: APPID,
    out_trade_no: `DD${NOW.getTime()}`,
    success_time: "2026-11-28T18:00:00.000+08:00",
  });
});

test.each([null, [], {}, { order_key: {}, payer: { openid: "o" } }, { path: "pages/order" }])(
  "%j has no payment",
  (upload) => {
    expect(paymentFor(APP, upload, NOW)).toBeNull();
    expect(namedNumber(APP, upload)).toBeNull();
  },
);

const TRANSACTION_ID = EXAMPLE_TRADE_ORDER.transaction_id;

test.each(["secUploadShippingInfo", "secGetOrder", "secNotifyConfirmReceive"] as const)(
  "the payment of the example of %s has the number that the call names",
  (key) => {
    const request: unknown = JSON.parse(freshExample(key, undefined, NOW));

    expect(namedNumber(APP, request)).toBe(TRANSACTION_ID);
    expect(paymentFor(APP, request, NOW)).toMatchObject({
      appid: APPID,
      mchid: "1900000109",
      transaction_id: TRANSACTION_ID,
      payer: { openid: EXAMPLE_TRADE_ORDER.openid },
    });
  },
);

test("an example names the app's payment, in whichever member it is named", () => {
  const payment = { transaction_id: "42".padEnd(28, "7"), out_trade_no: "T-9", openid: "o-9" };
  const example = forPayment(freshExample("secOpSpecialOrder", undefined, NOW), payment);
  expect(namedNumber(APP, JSON.parse(example))).toBe("T-9");
});

test("a call that names a payment by the merchant's number has a payment with it", () => {
  const request = { merchant_id: "1900000200", merchant_trade_no: "T-7" };
  expect(namedNumber(APP, request)).toBe("T-7");
  expect(paymentFor(APP, request, NOW)).toMatchObject({ mchid: "1900000200", out_trade_no: "T-7" });
  expect(paymentFor(APP, { order_id: "T-8", type: 2 }, NOW)).toMatchObject({
    mchid: "1900000109",
    out_trade_no: "T-8",
  });
});

test("the payment of a combined upload of shipping information has the numbers of its parts", () => {
  const request: unknown = JSON.parse(
    freshExample("secUploadCombinedShippingInfo", undefined, NOW),
  );
  const { order_key: whole, sub_orders: parts } =
    OPERATIONS.secUploadCombinedShippingInfo.example.request;

  const payment = paymentFor(APP, request, NOW);

  expect(payment?.combine_out_trade_no).toBe(whole.out_trade_no);
  expect(payment?.sub_orders?.map((part) => part.out_trade_no)).toEqual(
    parts.map(({ order_key: key }) => key.out_trade_no),
  );
  expect(namedNumber(APP, request)).toBe(parts[0].order_key.out_trade_no);
});
