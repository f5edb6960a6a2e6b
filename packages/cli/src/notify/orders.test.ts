import { describe, expect, test } from "vitest";
import { demoTemplate, expectedOrders, ORDER_NAMES, templateOf, transactionId } from "./orders.js";

const TRANSACTION = {
  out_trade_no: "SHOP_2026",
  mchid: "1900000109",
  appid: "wxd678efh567hg6787",
  payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
  amount: { total: 1 },
};

describe("the orders of a check", () => {
  test("have numbers that WeChat Pay allows, all different, also with the longest template", () => {
    const template = { ...demoTemplate("1900000109"), prefix: "A".repeat(26) };
    const orders = expectedOrders(template);
    const numbers = orders.flatMap(({ out_trade_no: number, parts = [] }) => [
      number,
      ...parts.map((part) => part.out_trade_no),
    ]);
    expect(orders).toHaveLength(ORDER_NAMES.length);
    expect(new Set(numbers).size).toBe(ORDER_NAMES.length + 2);
    for (const number of numbers) expect(number).toMatch(/^[\w\-|*]{6,32}$/);
  });

  test.each(["1900000109", "1900000110"])("of %s have parts of another merchant", (mchid) => {
    const orders = expectedOrders(demoTemplate(mchid));
    const combined = orders.find(({ kind }) => kind === "combined");
    expect(new Set(combined?.parts?.map((part) => part.mchid)).size).toBe(2);
    const provider = orders.find(({ kind }) => kind === "provider");
    expect(provider?.sub_mchid).not.toBe(mchid);
  });

  test("keep their transaction numbers from check to check, 28 digits each", () => {
    expect(transactionId("DDCHECK-01")).toMatch(/^42000\d{23}$/);
    expect(transactionId("DDCHECK-01")).toBe(transactionId("DDCHECK-01"));
    expect(transactionId("DDCHECK-01")).not.toBe(transactionId("DDCHECK-02"));
  });
});

describe("a template", () => {
  test("is read from a transaction", () => {
    expect(templateOf(TRANSACTION)).toEqual({
      prefix: "SHOP_2026",
      mchid: "1900000109",
      appid: "wxd678efh567hg6787",
      openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
      totalFen: 1,
    });
  });

  test.each([
    ["out_trade_no", { out_trade_no: "short" }],
    ["out_trade_no", { out_trade_no: "A".repeat(27) }],
    ["mchid", { mchid: undefined }],
    ["appid", { appid: "" }],
    ["payer.openid", { payer: {} }],
    ["amount.total", { amount: { total: 0.5 } }],
    ["amount.total", { amount: { total: 0 } }],
  ])("without a valid %s is refused with its path: %j", (badPath, change) => {
    expect(templateOf({ ...TRANSACTION, ...change })).toEqual({ badPath });
  });
});
