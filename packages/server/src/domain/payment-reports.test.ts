import { describe, expect, test } from "vitest";
import { factsOfReport } from "./payment-facts.js";
import { contradictionOf, factsOfReports } from "./payment-reports.js";
import { type PaymentReport, uniteReports } from "./unite-reports.js";

const PART = {
  mchid: "1900000555",
  out_trade_no: "A",
  transaction_id: "4-A",
  trade_state: "SUCCESS",
  success_time: "2022-05-20T13:29:34+08:00",
  amount: { total_amount: 100, payer_amount: 90, currency: "CNY" },
};

const COMBINED: PaymentReport = {
  combine_appid: "wxmall",
  combine_mchid: "1900000109",
  combine_out_trade_no: "C",
  combine_payer_info: { openid: "o-buyer" },
  sub_orders: [PART, { ...PART, out_trade_no: "B", transaction_id: "4-B" }],
};

const ALONE: PaymentReport = {
  appid: "wxmall",
  mchid: "1900000555",
  out_trade_no: "A",
  transaction_id: "4-A",
  trade_state: "SUCCESS",
  success_time: "2022-05-20T05:29:34Z",
  payer: { openid: "o-buyer" },
  amount: { total: 100, payer_total: 90, currency: "CNY" },
};

const conflictOf = (recorded: PaymentReport, reported: PaymentReport) =>
  contradictionOf(factsOfReport(recorded), factsOfReport(reported));

test("the two shapes of a part agree, in both directions", () => {
  expect(conflictOf(COMBINED, ALONE)).toBeNull();
  expect(conflictOf(ALONE, COMBINED)).toBeNull();
});

test("a part in provider mode agrees with the combined payment of the provider", () => {
  const { appid: _, mchid: __, payer: ___, ...rest } = ALONE;
  const provider = {
    ...rest,
    sp_appid: "wxmall",
    sp_mchid: "1900000555",
    sub_mchid: "1900000777",
    payer: { sp_openid: "o-buyer" },
  };

  expect(conflictOf(COMBINED, provider)).toBeNull();
});

describe("a contradiction names the shared number, the member and both values:", () => {
  test.each<[string, Partial<PaymentReport>, string, string, string]>([
    ["total", { amount: { total: 1 } }, "amount.total", "100", "1"],
    ["payer_total", { amount: { total: 100, payer_total: 1 } }, "amount.payer_total", "90", "1"],
    ["currency", { amount: { total: 100, currency: "HKD" } }, "amount.currency", "CNY", "HKD"],
    ["appid", { appid: "wxother" }, "appid", "wxmall", "wxother"],
    ["mchid", { mchid: "1900000001" }, "mchid", "1900000555", "1900000001"],
    ["payer", { payer: { openid: "o-other" } }, "payer.openid", "o-buyer", "o-other"],
  ])("%s", (_, change, path, recorded, reported) => {
    const found = conflictOf(COMBINED, { ...ALONE, ...change });

    const number = path === "mchid" ? "transaction_id 4-A" : "mchid 1900000555, out_trade_no A";
    expect(found).toEqual({ number, path, recorded, reported });
  });

  test("a part that the combined payment does not have", () => {
    const more = { ...PART, out_trade_no: "D", transaction_id: "4-D" };

    expect(conflictOf(COMBINED, { ...COMBINED, sub_orders: [PART, more] })).toEqual({
      number: "mchid 1900000109, out_trade_no C",
      path: "sub_orders[1].out_trade_no",
      recorded: "A, B",
      reported: "D",
    });
  });

  test("a part that is missing", () => {
    expect(conflictOf(COMBINED, { ...COMBINED, sub_orders: [PART] })).toMatchObject({
      path: "sub_orders",
      recorded: "A, B",
      reported: "A",
    });
  });
});

test("a payment was paid at the earliest time that is reported, in every order", () => {
  const later = { ...ALONE, success_time: "2022-05-20T13:29:50+08:00" };
  const part = { ...PART, success_time: "2022-05-20T13:29:20+08:00" };
  const paidAt = (...reports: PaymentReport[]) =>
    factsOfReports(uniteReports(reports)).parts[0]?.paidAtMs;

  expect(paidAt(ALONE, later)).toBe(Date.parse("2022-05-20T05:29:34Z"));
  expect(paidAt(later, ALONE)).toBe(Date.parse("2022-05-20T05:29:34Z"));
  const combined = { ...COMBINED, sub_orders: [part, ...(COMBINED.sub_orders ?? []).slice(1)] };
  expect(paidAt(later, combined)).toBe(Date.parse("2022-05-20T05:29:20Z"));
});

test("reports are united in the same way in every order", () => {
  const later: PaymentReport = {
    ...COMBINED,
    combine_transaction_id: "4-C",
    sub_orders: [{ ...PART, out_trade_no: "B", transaction_id: "4-B" }, PART],
  };
  const refunded = { ...ALONE, trade_state: "REFUND" };

  const united = uniteReports([COMBINED, ALONE, later, refunded]);

  expect(uniteReports([refunded, later, ALONE, COMBINED])).toEqual(united);
  expect(uniteReports([...united, later])).toEqual(united);
  expect(factsOfReports(united)).toMatchObject({
    combination: { transactionId: "4-C" },
    parts: [
      { outTradeNo: "A", isRefundStarted: true },
      { outTradeNo: "B", isRefundStarted: false },
    ],
  });
});
