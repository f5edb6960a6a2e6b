import { EXAMPLE_APPID } from "../examples.js";
import { ownAppidViolations } from "../rules/trade-query-rules.js";
import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { ENVELOPE_PROPERTIES, type Operation } from "./operation.js";
import { OK, TRADE_BODY_ERROR_NAMES, TRADE_OPERATION } from "./shipping-management-operation.js";

const REQUEST = {
  type: "object",
  properties: {
    appid: {
      type: "string",
      description: text(
        "The appid of the token's app; a third-party platform may name any app that authorised it",
        "令牌所属应用的 appid；第三方平台可填任一已授权给它的应用",
      ),
      examples: [EXAMPLE_APPID],
    },
  },
  required: ["appid"],
} as const satisfies ObjectSchema;

/**
 * WeChat's page has codes of its own here: 61003 for a platform without the sets, 61011 for its own token,
 * 61004 for its address, and 44990 for too many calls. @see shipping-management, §8
 */
const ERRORS = [
  ...TRADE_BODY_ERROR_NAMES.flatMap((name) => {
    switch (name) {
      case "API_NOT_GRANTED_TO_COMPONENT":
        return ["COMPONENT_IP_NOT_LISTED"] as const;
      case "MUST_USE_ACCOUNT_TOKEN":
        return ["INVALID_COMPONENT"] as const;
      case "MINUTE_QUOTA_REACHED":
        return ["FREQUENCY_LIMIT_REACHED"] as const;
      default:
        return [name];
    }
  }),
  "INVALID_ARGUMENTS",
  "INVALID_APPID",
] as const;

const QUESTION = {
  ...TRADE_OPERATION,
  permissionSets: [18, 142],
  notGrantedError: "COMPONENT_NOT_AUTHORIZED",
  platformTokenError: "INVALID_COMPONENT",
  needsListedAddress: true,
  minuteQuotaError: "FREQUENCY_LIMIT_REACHED",
  request: REQUEST,
  errors: ERRORS,
  violations: ownAppidViolations,
} as const;

export const secIsTradeManaged = {
  ...QUESTION,
  name: "wxa.sec.order.isTradeManaged",
  path: "/wxa/sec/order/is_trade_managed",
  summary: text("Ask whether an app is under management", "查询小程序是否已开通发货信息管理服务"),
  description: text(
    "Returns whether the app's payments are under shipping information management.",
    "查询应用是否已开通发货信息管理服务。",
  ),
  reply: {
    type: "object",
    properties: { ...ENVELOPE_PROPERTIES, is_trade_managed: { type: "boolean" } },
    required: ["errcode", "errmsg", "is_trade_managed"],
  },
  example: { request: { appid: EXAMPLE_APPID }, reply: { ...OK, is_trade_managed: true } },
} as const satisfies Operation;

export const secIsTradeManagementConfirmationCompleted = {
  ...QUESTION,
  name: "wxa.sec.order.isTradeManagementConfirmationCompleted",
  path: "/wxa/sec/order/is_trade_management_confirmation_completed",
  summary: text(
    "Ask whether all merchant numbers are confirmed",
    "查询小程序是否已完成交易结算管理确认",
  ),
  description: text(
    "Returns whether every linked merchant number was authorised or unlinked.",
    "查询每个关联的商户号是否均已授权或解绑。",
  ),
  reply: {
    type: "object",
    properties: { ...ENVELOPE_PROPERTIES, completed: { type: "boolean" } },
    required: ["errcode", "errmsg", "completed"],
  },
  example: { request: { appid: EXAMPLE_APPID }, reply: { ...OK, completed: true } },
} as const satisfies Operation;
