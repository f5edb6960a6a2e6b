import { EXAMPLE_PAYMENT, type TransactionRepresentation } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { decidePayment } from "../domain/payment.js";
import { transactionIdOf } from "../domain/recorded-payment.js";
import type { Payment } from "../domain/stored-order.js";
import { parseTransaction } from "./transaction.js";

const RECEIVED_AT_MS = Date.parse("2022-05-20T13:29:35+08:00");

/** A merchant's own payment: the contract's example. */
const OWN: TransactionRepresentation = EXAMPLE_PAYMENT;

/** The same payment made through a service provider. */
const PARTNER: TransactionRepresentation = {
  sp_appid: "wx8888888888888888",
  sp_mchid: "1230000109",
  sub_appid: EXAMPLE_PAYMENT.appid,
  sub_mchid: EXAMPLE_PAYMENT.mchid,
  out_trade_no: EXAMPLE_PAYMENT.out_trade_no,
  transaction_id: EXAMPLE_PAYMENT.transaction_id,
  trade_state: "SUCCESS",
  success_time: EXAMPLE_PAYMENT.success_time,
  payer: { sp_openid: "o-of-the-provider", sub_openid: "o-of-the-merchant" },
  amount: { total: 1 },
};

const PART = {
  mchid: EXAMPLE_PAYMENT.mchid,
  out_trade_no: "P-1",
  transaction_id: "4200001",
  trade_state: "SUCCESS",
  success_time: EXAMPLE_PAYMENT.success_time,
  amount: { total_amount: 1 },
};

/** A combined payment with one part. */
const COMBINED: TransactionRepresentation = {
  combine_appid: EXAMPLE_PAYMENT.appid,
  combine_mchid: EXAMPLE_PAYMENT.mchid,
  combine_out_trade_no: "C-1",
  combine_payer_info: { openid: "o-combined" },
  sub_orders: [PART],
};

function without(
  transaction: TransactionRepresentation,
  name: keyof TransactionRepresentation,
): TransactionRepresentation {
  const rest = Object.entries(transaction).filter(([member]) => member !== name);
  return Object.fromEntries(rest) as unknown as TransactionRepresentation;
}

function paymentOf(transaction: TransactionRepresentation): Payment {
  const parsed = parseTransaction(transaction, RECEIVED_AT_MS);
  if (parsed.kind !== "payment") throw new Error(`expected a payment, got ${parsed.kind}`);
  const decision = decidePayment({ recorded: [], uploads: [], refunds: [] }, parsed.payment);
  if (decision.kind !== "recorded") throw new Error(`the payment was ${decision.kind}`);
  return decision.payment;
}

describe("a merchant's own payment", () => {
  test("has the order keys of the merchant's number and of WeChat Pay's", () => {
    expect(paymentOf(OWN)).toEqual({
      appid: "wxd678efh567hg6787",
      id: "4200001234202205201234567890",
      outTradeNo: "DINGDAN-20220520-0001",
      orderKeys: ["1:1900000109:DINGDAN-20220520-0001", "2:4200001234202205201234567890"],
      openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
      amountMinor: 1667500,
      paidAtMs: Date.parse("2022-05-20T05:29:34Z"),
      receivedAtMs: RECEIVED_AT_MS,
      refundedAtMs: null,
      refundProgress: "none",
      contradiction: null,
      reports: JSON.stringify(OWN),
    });
  });

  test("is stored with all received members, including those that the platform does not read", () => {
    const withMore = { ...OWN, attach: "券", promotion_detail: [{ coupon_id: "1" }] };

    expect(JSON.parse(paymentOf(withMore).reports)).toEqual(withMore);
  });
});

describe("a payment through a service provider", () => {
  test("belongs to the merchant's app and its openid, not the provider's", () => {
    expect(paymentOf(PARTNER)).toMatchObject({
      appid: EXAMPLE_PAYMENT.appid,
      openid: "o-of-the-merchant",
    });
  });

  test("has the order keys of the merchant's number and of the provider's", () => {
    expect(paymentOf(PARTNER).orderKeys).toEqual([
      "1:1900000109:DINGDAN-20220520-0001",
      "1:1230000109:DINGDAN-20220520-0001",
      "2:4200001234202205201234567890",
    ]);
  });

  test("belongs to the provider's app when the merchant has none", () => {
    expect(paymentOf(without(PARTNER, "sub_appid"))).toMatchObject({
      appid: "wx8888888888888888",
      openid: "o-of-the-provider",
    });
  });

  test("has one order key when provider and merchant have the same number", () => {
    const same = { ...PARTNER, sp_mchid: EXAMPLE_PAYMENT.mchid };

    expect(paymentOf(same).orderKeys).toHaveLength(2);
  });
});

describe("an empty member counts as absent:", () => {
  test("the openid under the merchant's app is read beside an empty openid", () => {
    const payer = { openid: "", sp_openid: "o-of-the-provider", sub_openid: "o-of-the-merchant" };

    expect(paymentOf({ ...PARTNER, payer })).toMatchObject({ openid: "o-of-the-merchant" });
  });

  test("the openid of a combined payment is read beside a part's empty one", () => {
    const payment = paymentOf({
      ...COMBINED,
      combine_payer_info: { openid: "", sub_openid: "o-sub" },
      sub_orders: [{ ...PART, sub_appid: "wx-sub", sub_openid: "" }],
    });

    expect(payment).toMatchObject({ appid: "wx-sub", openid: "o-sub" });
  });
});

test.each<[string, TransactionRepresentation, string]>([
  ["no openid", { ...COMBINED, combine_payer_info: {} }, "combine_payer_info.openid"],
  [
    "no openid for its sub-merchant's app",
    { ...COMBINED, combine_payer_info: {}, sub_orders: [{ ...PART, sub_appid: "wx-sub" }] },
    "combine_payer_info.sub_openid",
  ],
  [
    "an openid of an app that no part names",
    { ...COMBINED, combine_payer_info: { sub_openid: "o-sub" } },
    "sub_orders[0].sub_appid",
  ],
  [
    "a part's openid of an app that the part does not name",
    {
      ...COMBINED,
      combine_payer_info: {},
      sub_orders: [
        PART,
        { ...PART, out_trade_no: "P-2", transaction_id: "42", sub_openid: "o-sub" },
      ],
    },
    "sub_orders[1].sub_appid",
  ],
  [
    "an empty trade_state",
    { ...COMBINED, sub_orders: [{ ...PART, trade_state: "" }] },
    "sub_orders[0].trade_state",
  ],
  [
    "payer amounts whose sum is not exact",
    {
      ...COMBINED,
      sub_orders: ["1", "2"].map((number) => ({
        ...PART,
        out_trade_no: number,
        transaction_id: number,
        amount: { total_amount: 1, payer_amount: Number.MAX_SAFE_INTEGER },
      })),
    },
    "sub_orders[].amount.payer_amount",
  ],
])("a combined transaction with %s is rejected, with the path %3$s", (_, transaction, path) => {
  const parsed = parseTransaction(transaction, RECEIVED_AT_MS);

  expect(parsed).toMatchObject({ kind: "broken", violations: [{ path }] });
});

test("payer amounts of two currencies are never added, so that both may be large", () => {
  const part = (number: string, payer_currency: string) => ({
    ...PART,
    out_trade_no: number,
    transaction_id: number,
    amount: { total_amount: 1, payer_amount: Number.MAX_SAFE_INTEGER, payer_currency },
  });
  const transaction = { ...COMBINED, sub_orders: [part("1", "CNY"), part("2", "HKD")] };

  expect(parseTransaction(transaction, RECEIVED_AT_MS).kind).toBe("payment");
});

test("a payment that was refunded later counts as completed", () => {
  const payment = paymentOf({ ...OWN, trade_state: "REFUND" });

  expect(transactionIdOf(payment)).toBe(OWN.transaction_id);
});

test.each(["NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "success"])(
  "a transaction whose trade_state is %j is not completed",
  (tradeState) => {
    const parsed = parseTransaction({ ...OWN, trade_state: tradeState }, RECEIVED_AT_MS);

    expect(parsed).toEqual({ kind: "incomplete", path: "trade_state", tradeState });
  },
);

test.each<[string, TransactionRepresentation, string]>([
  ["no appid of any kind", without(OWN, "appid"), "appid"],
  ["a payer without an openid", { ...OWN, payer: {} }, "payer.openid"],
  ["an empty openid", { ...OWN, payer: { openid: "" } }, "payer.openid"],
  [
    "only the provider's openid, for the merchant's app",
    { ...PARTNER, payer: { sp_openid: "o-of-the-provider" } },
    "payer.sub_openid",
  ],
  [
    "no openid in the provider's own app",
    { ...without(PARTNER, "sub_appid"), payer: {} },
    "payer.sp_openid",
  ],
  [
    "an openid of an app that it does not name",
    { ...OWN, payer: { sub_openid: "o" } },
    "sub_appid",
  ],
  [
    "an openid of an app that it does not name, beside the provider's",
    { ...without(PARTNER, "sub_appid"), payer: { sub_openid: "o" } },
    "sub_appid",
  ],
  ["an empty trade_state", { ...OWN, trade_state: "" }, "trade_state"],
  ["an empty success_time", { ...OWN, success_time: "" }, "success_time"],
  ["no merchant number of any kind", without(OWN, "mchid"), "mchid"],
  [
    "a success_time without an offset",
    { ...OWN, success_time: "2022-05-20T13:29:34" },
    "success_time",
  ],
  [
    "a success_time in the compact form",
    { ...OWN, success_time: "20220520132934" },
    "success_time",
  ],
])("a transaction with %s is rejected, with the path %3$s", (_, transaction, path) => {
  const parsed = parseTransaction(transaction, RECEIVED_AT_MS);

  expect(parsed).toMatchObject({ kind: "broken", violations: [{ path }] });
});
