import { orderKeyText } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { callersOf, waysOf } from "./ways.js";

const MCHID = "1900000109";
const PROVIDER = "1900000001";
const SUB = "1900000555";
const NUMBER = "T-1|2*3";
const byMerchant = (mchid: string, out_trade_no = NUMBER) =>
  orderKeyText({ order_number_type: 1, mchid, out_trade_no });
const byTransaction = (transaction_id = "4200001") =>
  orderKeyText({ order_number_type: 2, transaction_id });
const only =
  (...known: string[]) =>
  (mchid: string) =>
    known.includes(mchid);
const asked = (orderKey: string, appMchids: string[] = [MCHID], isCombined = false) => ({
  orderKey,
  appMchids,
  isCombined,
});

describe("an ordinary payment", () => {
  test("is asked for by the number of its upload", () => {
    expect(waysOf(asked(byMerchant(MCHID)), only(MCHID))).toEqual([
      {
        mchid: MCHID,
        subMchid: null,
        path: `/v3/pay/transactions/out-trade-no/T-1%7C2*3?mchid=${MCHID}`,
        expected: { mchid: MCHID, out_trade_no: NUMBER },
      },
    ]);
    expect(waysOf(asked(byTransaction()), only(MCHID))).toEqual([
      {
        mchid: MCHID,
        subMchid: null,
        path: `/v3/pay/transactions/id/4200001?mchid=${MCHID}`,
        expected: { mchid: MCHID, transaction_id: "4200001" },
      },
    ]);
  });

  test("is not asked for without a merchant number that can query", () => {
    expect(waysOf(asked(byMerchant(MCHID)), only())).toEqual([]);
    expect(callersOf(asked(byTransaction()), only("1"))).toEqual([]);
  });

  test.each([".", "..", "1.2"])("is not asked for by the number %j, which is none", (number) => {
    expect(callersOf(asked(byTransaction(number)), only(MCHID))).toEqual([]);
  });
});

describe("in provider mode", () => {
  test("the provider asks for the payment of a sub-merchant of the same app", () => {
    const ways = waysOf(asked(byMerchant(SUB), [PROVIDER, SUB]), only(PROVIDER));
    expect(ways).toEqual([
      {
        mchid: PROVIDER,
        subMchid: SUB,
        path: `/v3/pay/partner/transactions/out-trade-no/T-1%7C2*3?sp_mchid=${PROVIDER}&sub_mchid=${SUB}`,
        expected: { sp_mchid: PROVIDER, sub_mchid: SUB, out_trade_no: NUMBER },
      },
    ]);
  });

  test("a number of WeChat Pay is asked for as the provider's own, then as a sub-merchant's", () => {
    const ways = waysOf(asked(byTransaction(), [PROVIDER, SUB]), only(PROVIDER));
    expect(ways.map(({ path }) => path)).toEqual([
      `/v3/pay/transactions/id/4200001?mchid=${PROVIDER}`,
      `/v3/pay/partner/transactions/id/4200001?sp_mchid=${PROVIDER}&sub_mchid=${SUB}`,
    ]);
  });

  test("an app with many merchant numbers costs at most four queries", () => {
    const subs = Array.from({ length: 20 }, (_, index) => `19000006${index}`);
    expect(waysOf(asked(byTransaction(), [PROVIDER, ...subs]), only(PROVIDER))).toHaveLength(4);
  });
});

test("a combined payment is asked for by its combining merchant", () => {
  expect(waysOf(asked(byMerchant(MCHID, "C@1"), [MCHID, SUB], true), only(MCHID, SUB))).toEqual([
    {
      mchid: MCHID,
      subMchid: null,
      path: "/v3/combine-transactions/out-trade-no/C%401",
      expected: { combine_mchid: MCHID, combine_out_trade_no: "C@1" },
    },
  ]);
  expect(waysOf(asked(byTransaction(), [MCHID], true), only(MCHID))[0]?.path).toBe(
    "/v3/combine-transactions/id/4200001",
  );
});
