import { OPERATIONS } from "@dingdan/contract";
import { expect, test } from "vitest";
import { freshExample } from "../console/src/try-it/example.js";
import { paymentFor } from "../console/src/try-it/payment-for.js";

const NOW = new Date("2026-11-28T10:00:00Z");
const APPID = "wxd678efh567hg6787";

test("the payment of a combined upload has a part for each sub-order", () => {
  const upload: unknown = JSON.parse(freshExample("uploadCombinedShoppingInfo", undefined, NOW));
  const { sub_orders: subOrders } = OPERATIONS.uploadCombinedShoppingInfo.example.request;

  const payment = paymentFor(APPID, upload, NOW);

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

  expect(paymentFor(APPID, upload, NOW)).toMatchObject({
    appid: APPID,
    out_trade_no: `DD${NOW.getTime()}`,
    success_time: "2026-11-28T18:00:00.000+08:00",
  });
});

test.each([null, [], {}, { order_key: {}, payer: { openid: "o" } }])(
  "%j has no payment",
  (upload) => {
    expect(paymentFor(APPID, upload, NOW)).toBeNull();
  },
);
