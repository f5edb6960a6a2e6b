import type { ListedOrderRepresentation, Money } from "@dingdan/contract";
import { expect, test } from "vitest";
import { CapturedOutput } from "../../test/support/captured-output.js";
import { Terminal } from "../terminal/terminal.js";
import { printBuyersOrders } from "./print.js";

const TOTAL: Money = { amount_minor: 1_990, currency: "HKD" };
const ORDER: ListedOrderRepresentation = {
  id: "1",
  appid: "wx1",
  merchant_name: "Tea",
  state: "partly_refunded",
  statuses: ["partly_refunded", "shipped"],
  paid_at: "2026-11-20T02:00:00.000Z",
  amount: TOTAL,
  amount_fen: 1_990,
  logistics_type: 1,
  needs_parcel: true,
  item_count: 1,
  order_list: [
    { merchant_order_no: "D-1", item_list: [{ name: "Cup", unit_price: 123_450, quantity: 1 }] },
  ],
  refunds: [],
  parcels: [],
};

function lastLine(order: ListedOrderRepresentation, language: "en" | "zh"): string {
  return printed(order, language).trimEnd().split("\n").at(-1) as string;
}

function printed(order: ListedOrderRepresentation, language: "en" | "zh"): string {
  const stdout = new CapturedOutput();
  const terminal = new Terminal({ stdout, stderr: stdout, language, isJson: false });
  printBuyersOrders(terminal, [order]);
  return stdout.text;
}

test("an order is printed with what its buyer paid and all its statuses", () => {
  const order = { ...ORDER, payer_amount: { amount_minor: 1_830, currency: "CNY" } };
  expect(lastLine(order, "en")).toBe("  paid ¥18.30 · Partly refunded · Shipped");
  expect(lastLine(order, "zh")).toBe("  实付 ¥18.30 · 部分退款 · 已发货");
});

test("an order without a reported payer_amount is printed with its total, which is not called paid", () => {
  expect(lastLine(ORDER, "en")).toBe("  order total HK$19.90 · Partly refunded · Shipped");
  expect(lastLine(ORDER, "zh")).toBe("  订单总额 HK$19.90 · 部分退款 · 已发货");
});

test("the price of an item is in yuan", () => {
  expect(printed(ORDER, "en")).toMatch(/Cup +1 +¥1,234\.50\n/);
});
