import { expect, test } from "vitest";
import { buyerOrder } from "../../test/support/buyer-order.js";
import { pageContext } from "../../test/support/page-text.js";
import { orderPage } from "./order-page.js";

const CONTEXT = pageContext("zh");

test("an order without a refund does not mention refunds", () => {
  const page = orderPage(buyerOrder({ state: "shipped", statuses: ["shipped"] }), CONTEXT);
  expect(page).not.toContain("退款");
});

test("an address that hides its host is shown as unsafe and is not a link", () => {
  const link = { type: 1, url: "https://bank.example@evil.example/" };
  const [order] = buyerOrder().order_list as [object];
  const page = orderPage(
    buyerOrder({ order_list: [{ ...order, order_detail_jump_link: link }] }),
    CONTEXT,
  );
  expect(page).toContain("地址不安全，无法打开");
  expect(page).not.toContain("evil.example");
});
