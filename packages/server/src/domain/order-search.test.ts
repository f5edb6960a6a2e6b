import type { Delivery } from "@dingdan/contract";
import { expect, test } from "vitest";
import { recordedPayment } from "../storage/conformance/samples.js";
import { isFoundBy } from "./order-search.js";

const ITEM_LINK = { type: 1, url: "https://shop.example.com/hidden-in-a-link" };

const ORDER = {
  upload: {
    orderKey: "1:1900000109:OUT-2026-0007",
    details: JSON.stringify({
      order_list: [
        {
          merchant_order_no: "D20261120-88",
          order_detail_jump_link: ITEM_LINK,
          item_list: [
            { name: "武夷山 大红袍", description: "赠品茶杯", item_detail_jump_link: ITEM_LINK },
            { name: "iPhone X ２５６Ｇ", item_detail_jump_link: ITEM_LINK },
          ],
        },
      ],
      logistics_type: 1,
    }),
  },
  payment: recordedPayment({
    outTradeNo: "OUT-2026-0007",
    transactionId: "4200001234202611201234567890",
  }),
  deliveries: [
    {
      delivery: JSON.stringify({
        delivery_mode: 1,
        shipping_list: [{ tracking_no: "SF1234567890", express_company: "SF" }],
      } satisfies Delivery),
    },
  ],
};

test.each([
  "大红袍",
  "IPHONE",
  "256g",
  "ＩＰＨＯＮＥ",
  " 大红袍 ",
  "20261120-88",
  "OUT-2026",
  "4200001234202611201234567890",
  "567890",
  "sf123",
])("an order is found by %s", (wanted) => {
  expect(isFoundBy(ORDER, wanted)).toBe(true);
});

test.each(["1900000109", "hidden-in-a-link", "赠品茶杯", "quantity", "绿茶", "大红袍 X"])(
  "an order is not found by %s, which is neither an item's name nor one of its numbers",
  (wanted) => {
    expect(isFoundBy(ORDER, wanted)).toBe(false);
  },
);

test("a combined order is found by the numbers of each of its parts", () => {
  const { order_list } = JSON.parse(ORDER.upload.details) as { order_list: object[] };
  const details = JSON.stringify({
    sub_orders: order_list.map((order) => ({
      ...order,
      order_key: { order_number_type: 2, transaction_id: "4200-PART" },
      logistics_type: 1,
    })),
  });
  expect(isFoundBy({ ...ORDER, upload: { ...ORDER.upload, details } }, "4200-part")).toBe(true);
});
