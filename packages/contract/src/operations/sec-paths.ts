import {
  detailPathViolations,
  jumpPathViolations,
  ORDER_NUMBER_PLACEHOLDER,
} from "../rules/trade-query-rules.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, NO_PARAMETERS, type Operation } from "./operation.js";
import {
  OK,
  TRADE_BODY_ERROR_NAMES,
  TRADE_CALL_ERROR_NAMES,
  TRADE_OPERATION,
} from "./shipping-management-operation.js";

const EXAMPLE_PATH = `pages/order/detail?no=${ORDER_NUMBER_PLACEHOLDER}`;

export const secSetMsgJumpPath = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.setMsgJumpPath",
  path: "/wxa/sec/order/set_msg_jump_path",
  summary: text("Set the page behind the buyer's messages", "消息跳转路径设置"),
  description: text(
    "Sets the page that the messages about shipment and receipt open: one per app. The platform appends transaction_id, merchant_id and merchant_trade_no to its query. An empty path restores the platform's own page. No permission set lets a third-party platform call it, unless the app's permission_sets_of_2023 is set: then 142 does.",
    "设置发货与收货消息打开的页面，每个应用一个。平台会在其参数中附加 transaction_id、merchant_id 与 merchant_trade_no；空路径恢复平台默认页面。第三方平台没有可用的权限集；应用开启 permission_sets_of_2023 后为 142。",
  ),
  permissionSets: [],
  permissionSetsOf2023: [142],
  request: {
    type: "object",
    properties: {
      path: {
        type: "string",
        "x-maxBytes": 1024,
        description: text(
          "A page of the mini program; empty to unset",
          "小程序页面路径；留空则清除",
        ),
        examples: ["pages/order/index"],
      },
    },
    required: ["path"],
  },
  errors: TRADE_BODY_ERROR_NAMES,
  violations: jumpPathViolations,
  example: { request: { path: "pages/order/index" }, reply: OK },
} as const satisfies Operation;

export const secUpdateOrderDetailPath = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.updateOrderDetailPath",
  path: "/wxa/sec/order/update_order_detail_path",
  summary: text("Set the order centre's page", "配置订单中心 path"),
  description: text(
    "Sets the page that an order in WeChat's order centre opens. The path must contain the literal ${商品订单号}, which the platform replaces by the merchant's order number.",
    "设置微信订单中心里的订单打开的页面。path 须包含 ${商品订单号} 原文，平台会将其替换为商户订单号。",
  ),
  permissionSets: [182],
  request: {
    type: "object",
    properties: {
      path: {
        type: "string",
        "x-maxBytes": 1024,
        description: text("With the literal ${商品订单号}", "须包含 ${商品订单号} 原文"),
        examples: [EXAMPLE_PATH],
      },
    },
    required: ["path"],
  },
  errors: [...TRADE_BODY_ERROR_NAMES, "TRADE_PARAMETER_ERROR", "TRADE_PATH_AGREEMENT_UNSIGNED"],
  violations: detailPathViolations,
  example: { request: { path: EXAMPLE_PATH }, reply: OK },
} as const satisfies Operation;

export const secGetOrderDetailPath = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.getOrderDetailPath",
  path: "/wxa/sec/order/get_order_detail_path",
  summary: text("Get the order centre's page", "查询订单中心 path"),
  description: text(
    "Returns the page that an order in WeChat's order centre opens; empty when none is set.",
    "返回微信订单中心里的订单打开的页面；未设置时为空。",
  ),
  permissionSets: [182],
  parameters: "body-optional",
  request: NO_PARAMETERS,
  reply: {
    type: "object",
    properties: { ...ENVELOPE_PROPERTIES, path: { type: "string" } },
    required: ["errcode", "errmsg", "path"],
  },
  errors: [...TRADE_CALL_ERROR_NAMES, "DATA_FORMAT_ERROR"],
  violations: () => [],
  example: { request: {}, reply: { ...OK, path: EXAMPLE_PATH } },
} as const satisfies Operation;
