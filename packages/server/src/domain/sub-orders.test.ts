import { expect, test } from "vitest";
import { factsOfReport } from "./payment-facts.js";
import { describeFault, type SubOrderFault, subOrderFault } from "./sub-orders.js";

const PAYMENT = factsOfReport({
  combine_appid: "wxmall",
  combine_mchid: "1900000109",
  combine_out_trade_no: "C",
  sub_orders: ["A", "B"].map((out_trade_no) => ({
    mchid: "1230000109",
    sub_mchid: "1900000555",
    out_trade_no,
    transaction_id: `4-${out_trade_no}`,
    trade_state: "SUCCESS",
    amount: { total_amount: 1 },
  })),
});

const byMerchant = (out_trade_no: string, mchid = "1900000555") => ({
  order_number_type: 1,
  mchid,
  out_trade_no,
});
const byTransaction = (transaction_id: string) => ({ order_number_type: 2, transaction_id });

const combined = (...keys: object[]) => ({
  orderKey: "1:1900000109:C",
  details: JSON.stringify({ sub_orders: keys.map((order_key) => ({ order_key })) }),
});

test.each([
  ["merchants' numbers", combined(byMerchant("A"), byMerchant("B"))],
  [
    "the provider's numbers, in another order",
    combined(byMerchant("B", "1230000109"), byMerchant("A")),
  ],
  ["WeChat Pay's numbers", combined(byTransaction("4-A"), byTransaction("4-B"))],
])("sub-orders under %s agree with the payment", (_, upload) => {
  expect(subOrderFault(upload, PAYMENT)).toBeNull();
});

test.each([
  ["sub-order-unknown", "sub_orders[1].order_key", combined(byMerchant("A"), byMerchant("X"))],
  ["sub-order-unknown", "sub_orders[0].order_key", combined(byMerchant("A", "1"), byMerchant("B"))],
  [
    "sub-order-unknown",
    "sub_orders[2].order_key",
    combined(byMerchant("A"), byMerchant("B"), byTransaction("4-X")),
  ],
  [
    "sub-order-repeated",
    "sub_orders[1].order_key",
    combined(byMerchant("A"), byTransaction("4-A")),
  ],
  ["sub-order-missing", "sub_orders", combined(byMerchant("A"))],
  [
    "combined-payment-plain-upload",
    "order_key",
    { orderKey: "1:1900000109:C", details: '{"order_list":[],"logistics_type":1}' },
  ],
  [
    "combined-payment-plain-upload",
    "order_key",
    { ...combined(byMerchant("A")), orderKey: "2:4-A" },
  ],
])("%s at %s", (id, path, upload) => {
  const fault = subOrderFault(upload, PAYMENT);

  expect(fault).toMatchObject({ id, path });
  // The words are those of the cause, with all of its values.
  const { en, zh } = describeFault(fault as SubOrderFault);
  expect(en.startsWith(`${path}: `)).toBe(true);
  expect(en + zh).not.toMatch(/\{\w+\}/);
});

test("a combined upload for a payment that is not combined does not agree", () => {
  const ordinary = factsOfReport({
    mchid: "1900000109",
    out_trade_no: "C",
    transaction_id: "4-C",
    amount: { total: 1 },
  });

  expect(subOrderFault(combined(byMerchant("A")), ordinary)).toMatchObject({
    id: "plain-payment-combined-upload",
  });
});

test("an unknown sub-order is answered with the parts' numbers in its own form", () => {
  const names = (...keys: object[]) => subOrderFault(combined(...keys), PAYMENT)?.values["names"];

  expect(names(byMerchant("A", "1"))).toBe("1230000109/A, 1230000109/B");
  expect(names(byTransaction("4-X"))).toBe("4-A, 4-B");
});
