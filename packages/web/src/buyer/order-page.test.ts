import type { BuyerOrderRepresentation } from "@dingdan/contract";
import { expect, test } from "vitest";
import { billPage } from "./bill-page.js";
import { orderPage } from "./order-page.js";

const LINK = { type: 1, url: "https://shop.example.com/orders/1" };

const ORDER: BuyerOrderRepresentation = {
  id: "order-id",
  appid: "wx1",
  merchant_name: "茶舍",
  state: "refunded",
  paid_at: "2026-11-20T02:00:00.000Z",
  amount_fen: 9_900,
  transaction_id: "4200",
  logistics_type: 1,
  item_count: 1,
  order_list: [
    {
      merchant_order_no: "D-1",
      order_detail_jump_link: LINK,
      item_list: [{ name: "茶", unit_price: 9_900, quantity: 1, item_detail_jump_link: LINK }],
    },
  ],
  refunds: [
    {
      refund_id: "50300001",
      amount_fen: 5_000,
      at: "2026-11-21T02:00:00.000Z",
      state: "succeeded",
    },
    {
      refund_id: "50300002",
      amount_fen: 4_900,
      at: "2026-11-22T02:00:00.000Z",
      state: "processing",
    },
  ],
  parcels: [],
  timeline: [{ at: "2026-11-20T02:00:00.000Z", event: "paid" }],
};

const CONTEXT = {
  language: "zh",
  url: "/",
  session: { isPreview: false },
  isWeChat: false,
} as const;

test.each([
  ["the order", orderPage],
  ["the voucher", billPage],
])("%s shows the amount, time and state of each refund", (_name, page) => {
  const text = page(ORDER, CONTEXT).replaceAll(/<[^>]*>/g, " ");
  expect(text).toMatch(/已退款\s+¥50\.00\s+2026年11月21日/);
  expect(text).toMatch(/退款中\s+¥49\.00\s+2026年11月22日/);
});

test("an order without a refund does not mention refunds", () => {
  const page = orderPage({ ...ORDER, state: "shipped", refunds: [] }, CONTEXT);
  expect(page).not.toContain("退款</h2>");
});

test("an address that hides its host is shown as unsafe and is not a link", () => {
  const link = { type: 1, url: "https://bank.example@evil.example/" };
  const [order] = ORDER.order_list as [object];
  const page = orderPage(
    { ...ORDER, order_list: [{ ...order, order_detail_jump_link: link }] },
    CONTEXT,
  );
  expect(page).toContain("地址不安全，无法打开");
  expect(page).not.toContain("evil.example");
});
