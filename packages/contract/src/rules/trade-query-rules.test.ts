import { describe, expect, test } from "vitest";
import { SHIPPING_MANAGEMENT_OPERATIONS } from "../operations/shipping-management.js";
import { parseSpecialOrder, parseTradeOrderList, parseTradeOrderName } from "../trade-query.js";
import { allViolations, firstViolation } from "./judge.js";
import { messageOf } from "./violation.js";

const {
  secGetOrder,
  secGetOrderList,
  secNotifyConfirmReceive,
  secSetMsgJumpPath,
  secUpdateOrderDetailPath,
  secIsTradeManaged,
  secOpSpecialOrder,
} = SHIPPING_MANAGEMENT_OPERATIONS;

test.each(Object.entries(SHIPPING_MANAGEMENT_OPERATIONS))(
  "the example of %s breaks no rule",
  (_, operation) => {
    expect(allViolations(operation, operation.example.request)).toEqual([]);
  },
);

describe("a payment is named by transaction_id, or by merchant_id and merchant_trade_no", () => {
  test.each([
    {},
    { transaction_id: "" },
    { merchant_id: "1900000109" },
    { merchant_trade_no: "DD-1", sub_merchant_id: "1900000110" },
    { mchid: "1900000109", out_trade_no: "DD-1" },
  ])("%j has no complete key", (request) => {
    const violation = firstViolation(secGetOrder, request, {});
    expect(violation?.error.name).toBe("TRADE_QUERY_INVALID");
    expect(violation && messageOf(violation, "en")).toBe(
      "请求参数非法: transaction_id is missing, and so is merchant_id or merchant_trade_no",
    );
  });

  test("the transaction_id decides; a sub-merchant placed its own orders", () => {
    const merchant = { merchant_id: "1900000109", merchant_trade_no: "DD-1" };
    expect(parseTradeOrderName({ ...merchant, transaction_id: "42" })).toEqual({
      kind: "transaction",
      transaction_id: "42",
    });
    expect(parseTradeOrderName({ ...merchant, sub_merchant_id: null })).toEqual({
      kind: "merchant",
      mchid: "1900000109",
      out_trade_no: "DD-1",
    });
    expect(parseTradeOrderName({ ...merchant, sub_merchant_id: "1900000110" })).toMatchObject({
      mchid: "1900000110",
    });
  });

  test("a number for a text is refused by its place", () => {
    expect(allViolations(secGetOrder, { transaction_id: 42 })).toMatchObject([
      { error: { code: 10060014 }, path: "transaction_id" },
    ]);
  });
});

describe("a list", () => {
  test("every member may be absent, empty or zero", () => {
    const all = {
      paidFromSeconds: 0,
      paidUntilSeconds: 4_294_967_295,
      state: null,
      openid: null,
      lastIndex: null,
      pageSize: 100,
    };
    const empties = {
      pay_time_range: { begin_time: 0, end_time: 0 },
      order_state: 0,
      openid: "",
      last_index: "",
      page_size: 0,
    };
    for (const request of [{}, empties, { pay_time_range: null, page_size: 5000 }]) {
      expect(allViolations(secGetOrderList, request)).toEqual([]);
      expect(parseTradeOrderList(request)).toEqual(all);
    }
  });

  test("numbers may be texts of digits, and milliseconds are no fault", () => {
    const request = {
      pay_time_range: { begin_time: "1795104000000", end_time: 1_795_190_399_000 },
      order_state: "1",
      page_size: "20",
      last_index: "0123456789abcdef01",
    };
    expect(allViolations(secGetOrderList, request)).toEqual([]);
    expect(parseTradeOrderList(request)).toMatchObject({
      paidFromSeconds: 1_795_104_000_000,
      state: 1,
      pageSize: 20,
      lastIndex: "0123456789abcdef01",
    });
  });

  test.each<[Record<string, unknown>, number, string]>([
    [{ pay_time_range: [] }, 10060014, "pay_time_range"],
    [{ pay_time_range: { begin_time: -1 } }, 10060014, "pay_time_range.begin_time"],
    [{ pay_time_range: { end_time: "today" } }, 10060014, "pay_time_range.end_time"],
    [{ order_state: 7 }, 10060014, "order_state"],
    [{ order_state: "shipped" }, 10060014, "order_state"],
    [{ openid: 7 }, 10060014, "openid"],
    [{ page_size: -1 }, 10060014, "page_size"],
    [{ last_index: "1" }, 10060011, "last_index"],
    [{ last_index: 7 }, 10060011, "last_index"],
  ])("%j answers %i", (request, code, path) => {
    expect(allViolations(secGetOrderList, request)).toMatchObject([{ error: { code }, path }]);
  });
});

test("a reminder needs a key and a time, in this order", () => {
  const places = (request: object) =>
    allViolations(secNotifyConfirmReceive, request).map(({ path }) => path);
  expect(places({})).toEqual(["transaction_id", "received_time"]);
  expect(places({ transaction_id: "42", received_time: "noon" })).toEqual(["received_time"]);
  expect(places({ transaction_id: "42", received_time: 1_795_320_000_000 })).toEqual([]);
});

test("a jump path must be there and be a text; an empty one unsets it", () => {
  const name = (request: object) =>
    firstViolation(secSetMsgJumpPath, { ...request }, {})?.error.code;
  expect(name({})).toBe(47001);
  expect(name({ path: 7 })).toBe(47001);
  expect(name({ path: "" })).toBeUndefined();
});

test("the order centre's path must contain the placeholder as it is written", () => {
  const name = (request: object) =>
    firstViolation(secUpdateOrderDetailPath, { ...request }, {})?.error.code;
  expect(name({})).toBe(10060014);
  expect(name({ path: "" })).toBe(10060014);
  expect(name({ path: "pages/order?no=${out_trade_no}" })).toBe(10060014);
  expect(name({ path: "pages/order?no=${商品订单号}" })).toBeUndefined();
});

test("an app may ask about itself only, a platform about others as well", () => {
  const name = (request: object) =>
    firstViolation(secIsTradeManaged, { ...request }, { appid: "wxa" })?.error.code;
  expect(name({})).toBe(40097);
  expect(name({ appid: "" })).toBe(40097);
  expect(name({ appid: "wxb" })).toBe(40013);
  expect(name({ appid: "wxa" })).toBeUndefined();
  const platforms = { appid: "wxa", componentAppid: "wxp" };
  expect(firstViolation(secIsTradeManaged, { appid: "wxb" }, platforms)).toBeNull();
  const violation = firstViolation(secIsTradeManaged, {}, {});
  expect(violation && messageOf(violation, "en")).toBe("invalid args");
});

test("a special order is judged by its type, its delay and its number, in this order", () => {
  const codes = (request: object) =>
    allViolations(secOpSpecialOrder, request).map(({ error }) => error.code);
  expect(codes({})).toEqual([268546000, 268546002]);
  expect(codes({ type: 3, order_id: "DD-1" })).toEqual([268546000]);
  expect(codes({ type: 1, order_id: "DD-1" })).toEqual([268546001]);
  expect(codes({ type: 1, delay_to: "soon", order_id: "" })).toEqual([268546001, 268546002]);
  expect(codes({ type: 2, order_id: 7 })).toEqual([47001]);
  const presale = { type: "1", delay_to: "1797739200", order_id: "DD-1" };
  expect(codes(presale)).toEqual([]);
  expect(parseSpecialOrder(presale)).toEqual({
    orderId: "DD-1",
    kind: "presale",
    delayToSeconds: 1_797_739_200,
  });
  expect(codes({ type: 2, order_id: "DD-1" })).toEqual([]);
  expect(parseSpecialOrder({ type: 2, order_id: "DD-1" })).toEqual({
    orderId: "DD-1",
    kind: "test",
  });
});
