import type { WeChatPayRefund } from "@dingdan/contract";
import { expect, test } from "vitest";
import { parseRefund } from "./refund.js";

const NOW_MS = Date.parse("2022-05-21T10:00:00+08:00");
const AMOUNT = { total: 999, refund: 999, payer_total: 999, payer_refund: 999 };

/** The object of a notification, as in WeChat Pay's documents. */
const NOTIFIED = {
  mchid: "1900000100",
  transaction_id: "1008450740201411110005820873",
  out_trade_no: "20150806125346",
  refund_id: "50200207182018070300011301001",
  out_refund_no: "7752501201407033233368018",
  refund_status: "SUCCESS",
  success_time: "2018-06-08T10:34:56+08:00",
  amount: AMOUNT,
} as const satisfies WeChatPayRefund;

const { refund_status: _, success_time: __, mchid: ___, ...COMMON } = NOTIFIED;
const refundOf = (refund: WeChatPayRefund) => {
  const parsed = parseRefund(refund, NOW_MS);
  if (parsed.kind === "broken") throw new Error(JSON.stringify(parsed.violations));
  return parsed.refund;
};
const brokenPaths = (refund: WeChatPayRefund) => {
  const parsed = parseRefund(refund, NOW_MS);
  return parsed.kind === "broken" ? parsed.violations.map(({ path }) => path) : [];
};

test("a notification's refund is read with the time of its success", () => {
  expect(refundOf(NOTIFIED)).toEqual({
    refundId: NOTIFIED.refund_id,
    outRefundNo: NOTIFIED.out_refund_no,
    ofTransactionId: NOTIFIED.transaction_id,
    outTradeNo: NOTIFIED.out_trade_no,
    mchids: ["1900000100"],
    totalMinor: 999,
    amountMinor: 999,
    currency: null,
    payerRefundMinor: 999,
    state: "succeeded",
    startedAtMs: null,
    atMs: Date.parse("2018-06-08T10:34:56+08:00"),
    receivedAtMs: NOW_MS,
    refund: JSON.stringify(NOTIFIED),
  });
});

test("a query's refund is read with its status and its start", () => {
  const queried = { ...COMMON, status: "PROCESSING", create_time: "2018-06-08T10:00:00+08:00" };
  expect(refundOf(queried as WeChatPayRefund)).toMatchObject({
    mchids: [],
    state: "processing",
    startedAtMs: Date.parse("2018-06-08T10:00:00+08:00"),
    atMs: NOW_MS,
  });
});

test("a processing refund without a create_time started when it was reported", () => {
  expect(refundOf({ ...COMMON, status: "PROCESSING" }).startedAtMs).toBe(NOW_MS);
  expect(refundOf({ ...COMMON, status: "ABNORMAL" }).startedAtMs).toBeNull();
});

test("a refund in provider mode has the numbers of both merchants", () => {
  const provided = { ...COMMON, sp_mchid: "1", sub_mchid: "2", refund_status: "CLOSED" } as const;
  expect(refundOf(provided)).toMatchObject({ mchids: ["2", "1"], state: "closed" });
});

test("CLOSE, the spelling in one version of the documents, means closed", () => {
  expect(refundOf({ ...COMMON, refund_status: "CLOSE" }).state).toBe("closed");
});

test("a refund without a state, a success without its time, or an invalid time is rejected", () => {
  expect(brokenPaths(COMMON)).toEqual(["refund_status"]);
  expect(brokenPaths({ ...COMMON, refund_status: "SUCCESS" })).toEqual(["success_time"]);
  expect(brokenPaths({ ...NOTIFIED, create_time: "yesterday" })).toEqual(["create_time"]);
});

test("a time that is empty counts as absent, and a success without its time says so", () => {
  expect(refundOf({ ...NOTIFIED, create_time: "" }).startedAtMs).toBeNull();
  for (const success of [
    { ...NOTIFIED, success_time: "" },
    { ...COMMON, status: "SUCCESS" },
  ]) {
    expect(parseRefund(success as WeChatPayRefund, NOW_MS)).toMatchObject({
      violations: [{ path: "success_time", reason: { en: "is missing" } }],
    });
  }
});
