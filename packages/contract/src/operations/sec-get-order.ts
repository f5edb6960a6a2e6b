import { EXAMPLE_TRADE_ORDER } from "../examples.js";
import {
  confirmReminderViolations,
  tradeOrderListViolations,
  tradeOrderNameViolations,
} from "../rules/trade-query-rules.js";
import {
  LAST_INDEX_PATTERN,
  TRADE_ORDER_LIST_REQUEST_SCHEMA,
  TRADE_ORDER_NAME_PROPERTIES,
  TRADE_ORDER_SCHEMA,
} from "../schemas/trade-order.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { OK, TRADE_BODY_ERROR_NAMES, TRADE_OPERATION } from "./shipping-management-operation.js";

const { transaction_id } = EXAMPLE_TRADE_ORDER;

export const secGetOrder = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.getOrder",
  path: "/wxa/sec/order/get_order",
  summary: text("Get a payment's shipping state", "查询订单发货状态"),
  description: text(
    "Returns the state of one payment and its shipping information. All times are Unix seconds, upload_time too. Wait some seconds after a payment: until it becomes visible, the call returns 10060001.",
    "返回一笔支付的状态与发货信息。所有时间均为秒级时间戳，upload_time 也是。支付后请稍候：可查之前返回 10060001。",
  ),
  request: { type: "object", properties: TRADE_ORDER_NAME_PROPERTIES },
  reply: {
    type: "object",
    properties: { ...ENVELOPE_PROPERTIES, order: TRADE_ORDER_SCHEMA },
    required: ["errcode", "errmsg", "order"],
  },
  errors: [...TRADE_BODY_ERROR_NAMES, "TRADE_QUERY_INVALID", "TRADE_ORDER_NOT_FOUND"],
  violations: tradeOrderNameViolations,
  example: { request: { transaction_id }, reply: { ...OK, order: EXAMPLE_TRADE_ORDER } },
} as const satisfies Operation;

export const secGetOrderList = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.getOrderList",
  path: "/wxa/sec/order/get_order_list",
  summary: text("List payments with their shipping state", "查询订单列表"),
  description: text(
    "Lists the app's payments under management by the time of payment, oldest first. Times are in seconds: a range in milliseconds finds nothing. No permission set lets a third-party platform call it, unless the app's permission_sets_of_2023 is set: then 142 does.",
    "按支付时间从早到晚列出应用受管理的支付单。时间单位为秒：毫秒范围查不到任何支付单。第三方平台没有可用的权限集；应用开启 permission_sets_of_2023 后为 142。",
  ),
  permissionSets: [],
  permissionSetsOf2023: [142],
  request: TRADE_ORDER_LIST_REQUEST_SCHEMA,
  reply: {
    type: "object",
    properties: {
      ...ENVELOPE_PROPERTIES,
      order_list: { type: "array", items: TRADE_ORDER_SCHEMA },
      last_index: {
        type: "string",
        pattern: LAST_INDEX_PATTERN,
        description: text("For the request of the next page", "用于查询下一页"),
      },
      has_more: {
        type: "boolean",
        description: text("True: there is a next page", "是否还有下一页"),
      },
    },
    required: ["errcode", "errmsg", "order_list", "last_index", "has_more"],
  },
  errors: [...TRADE_BODY_ERROR_NAMES, "TRADE_QUERY_INVALID", "TRADE_LAST_INDEX_INVALID"],
  violations: tradeOrderListViolations,
  example: {
    request: {
      pay_time_range: { begin_time: 1795104000, end_time: 1795190399 },
      order_state: 2,
      openid: EXAMPLE_TRADE_ORDER.openid,
      page_size: 20,
    },
    reply: {
      ...OK,
      order_list: [EXAMPLE_TRADE_ORDER],
      last_index: "6aff8f60000000000a",
      has_more: false,
    },
  },
} as const satisfies Operation;

export const secNotifyConfirmReceive = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.notifyConfirmReceive",
  path: "/wxa/sec/order/notify_confirm_receive",
  summary: text("Remind the buyer to confirm the receipt", "确认收货提醒"),
  description: text(
    "Reminds the buyer of a shipped order to confirm the receipt, and shows when the parcel was signed for. Couriers only, once per payment. It confirms nothing.",
    "提醒已发货订单的用户确认收货，并展示签收时间。仅限快递，每笔支付一次；不会代为确认收货。",
  ),
  request: {
    type: "object",
    properties: {
      ...TRADE_ORDER_NAME_PROPERTIES,
      received_time: {
        type: "integer",
        minimum: 0,
        description: text(
          "When the parcel was signed for: seconds since 1970",
          "签收时间，秒级时间戳",
        ),
      },
    },
    required: ["received_time"],
  },
  errors: [
    ...TRADE_BODY_ERROR_NAMES,
    "TRADE_QUERY_INVALID",
    "TRADE_ORDER_NOT_FOUND",
    "TRADE_ORDER_NOT_SHIPPED",
    "TRADE_REMINDER_NOT_COURIER",
    "TRADE_REMINDER_SPENT",
    "TRADE_RECEIVED_TIME_INVALID",
  ],
  violations: confirmReminderViolations,
  example: { request: { transaction_id, received_time: 1795320000 }, reply: OK },
} as const satisfies Operation;
