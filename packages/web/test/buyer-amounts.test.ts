import { describe, expect, test } from "vitest";
import { billPage } from "../src/buyer/bill-page.js";
import { orderPage } from "../src/buyer/order-page.js";
import { buyerOrder, money } from "./support/buyer-order.js";
import { listPage, pageContext, textOf } from "./support/page-text.js";

const PAGES = [
  ["the list", listPage],
  ["the order", orderPage],
  ["the voucher", billPage],
] as const;
const PAGES_OF_ONE = [
  ["the order", orderPage],
  ["the voucher", billPage],
] as const;

const en = pageContext("en");
const zh = pageContext("zh");

describe.each(PAGES)("%s", (_name, page) => {
  test("of a payment without a coupon shows only what the buyer paid", () => {
    const text = textOf(page(buyerOrder(), en));
    expect(text).toContain("Paid ¥19.90");
    expect(text).not.toMatch(/Order total|Coupon|did not report/);
  });

  test("of a payment with a coupon shows its total, the coupon and what the buyer paid", () => {
    const order = buyerOrder({ payer_amount: money(990), coupon: money(1_000) });
    expect(textOf(page(order, en))).toContain("Order total ¥19.90 Coupon −¥10.00 Paid ¥9.90");
    expect(textOf(page(order, zh))).toContain("订单总额 ¥19.90 优惠券 −¥10.00 实付 ¥9.90");
  });

  test("of a payment that a coupon covers shows that the buyer paid nothing", () => {
    const order = buyerOrder({ payer_amount: money(0), coupon: money(1_990) });
    expect(textOf(page(order, en))).toContain("Paid ¥0.00");
  });

  test("of a payment in two currencies shows each amount in its own", () => {
    const order = buyerOrder({ amount: money(1_990, "HKD"), payer_amount: money(1_830) });
    const text = textOf(page(order, en));
    expect(text).toContain("Order total HK$19.90 Paid ¥18.30");
    expect(text).not.toContain("Coupon");
  });

  test("of a payment whose amounts are the same number in two currencies shows both", () => {
    const order = buyerOrder({ amount: money(1_990, "HKD"), payer_amount: money(1_990) });
    expect(textOf(page(order, en))).toContain("Order total HK$19.90 Paid ¥19.90");
  });

  test("of a payment in yen has no digits after the point", () => {
    const yen = money(1_990, "JPY");
    const order = buyerOrder({ amount: yen, payer_amount: yen });
    expect(textOf(page(order, en))).toContain("Paid JP¥1,990 ");
    expect(textOf(page(order, zh))).toContain("实付 JP¥1,990 ");
  });

  test("of a payment without a reported payer_amount says so, and does not call the total paid", () => {
    const order = buyerOrder({}, "payer_amount");
    const text = textOf(page(order, en));
    expect(text).toContain("Order total ¥19.90");
    expect(text).toContain("WeChat Pay did not report what you paid");
    expect(text).not.toContain("Paid ¥");
    const chinese = textOf(page(order, zh));
    expect(chinese).toContain("微信支付未报告您的实付金额");
    expect(chinese).not.toContain("实付 ¥");
  });
});

describe.each(PAGES_OF_ONE)("%s", (_name, page) => {
  test("shows the state, amount and time of each refund", () => {
    const refund = { amount: money(5_000), payer_amount: money(5_000), amount_fen: 5_000 };
    const succeeded = { ...refund, refund_id: "1", state: "succeeded" } as const;
    const processing = { ...refund, refund_id: "2", state: "processing" } as const;
    const refunds = [
      { ...succeeded, at: "2026-11-21T02:00:00.000Z" },
      { ...processing, at: "2026-11-22T02:00:00.000Z" },
    ];
    const text = textOf(page(buyerOrder({ refunds }), zh));
    expect(text).toContain("已退款 ¥50.00 2026年11月21日");
    expect(text).toContain("退款中 ¥50.00 2026年11月22日");
    expect(text).not.toContain("未报告");
  });

  test("shows of a refund what came back to the buyer", () => {
    const refunds = [refundOf({ payer_amount: money(495) })];
    const paid = { payer_amount: money(990), coupon: money(1_000) };
    const text = textOf(page(buyerOrder({ ...paid, refunds }), en));
    expect(text).toContain("Paid ¥9.90");
    expect(text).toContain("Coupon −¥10.00");
    expect(text).toContain("Refunded ¥4.95");
    expect(text).not.toContain("¥9.95");
  });

  test("says of a refund without a reported payer_amount that it is of the total", () => {
    const order = buyerOrder({ refunds: [refundOf({ amount: money(995, "HKD") })] });
    expect(textOf(page(order, en))).toMatch(/Refunded HK\$9\.95 .* Of the order total/);
    expect(textOf(page(order, zh))).toMatch(/已退款 HK\$9\.95 .* 按订单总额计/);
  });

  const parts = [
    {
      transaction_id: "4201",
      out_trade_no: "SUB-1",
      mchid: "1900000109",
      amount: money(1_990),
      payer_amount: money(990),
      coupon: money(1_000),
    },
    { out_trade_no: "SUB-2", amount: money(2_000) },
  ];

  test("of a combined payment without its own number says so, and names its parts", () => {
    const order = buyerOrder({ parts }, "transaction_id", "out_trade_no");
    const text = textOf(page(order, en));
    expect(text).toContain("This combined payment has no number of its own: see its parts.");
    expect(text).toMatch(/Part 1 Order total ¥19\.90 Coupon −¥10\.00 Paid ¥9\.90 .*4201 .*SUB-1/);
    expect(text).toMatch(/Part 2 Order total ¥20\.00 .*SUB-2 .*did not report what you paid/);
    expect(text).not.toContain("undefined");
    expect(textOf(page(order, zh))).toContain("该合单支付没有自己的单号，请查看各笔子支付。");
  });

  test("of a combined payment with its own number shows it above the parts", () => {
    const text = textOf(page(buyerOrder({ parts }), en));
    expect(text).toMatch(/Transaction ID 4200 .*Part 1/);
    expect(text).not.toContain("no number of its own");
  });

  test("of an ordinary payment does not mention parts", () => {
    expect(textOf(page(buyerOrder(), en))).not.toMatch(/\bpart/i);
  });
});

test("the voucher begins with what the buyer paid, or with the total and words that say so", () => {
  const paid = buyerOrder({ payer_amount: money(990), coupon: money(1_000) });
  expect(textOf(billPage(paid, en))).toContain("茶舍 ¥9.90 ");
  const unknown = textOf(billPage(buyerOrder({}, "payer_amount"), en));
  expect(unknown).toContain("茶舍 ¥19.90 Order total; WeChat Pay did not report what you paid");
});

test("an item's price is in yuan, whatever the currency of the payment", () => {
  const yen = money(1_990, "JPY");
  const text = textOf(orderPage(buyerOrder({ amount: yen, payer_amount: yen }), en));
  expect(text).toContain("茶 ¥19.90 × 1");
});

function refundOf(amounts: object) {
  const refund = { refund_id: "50300001", amount: money(995), amount_fen: 995 };
  return { ...refund, state: "succeeded", at: "2026-11-21T02:00:00.000Z", ...amounts } as const;
}
