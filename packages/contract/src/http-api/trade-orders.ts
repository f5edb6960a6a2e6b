import { LOGISTICS_TYPE } from "../enumerations.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { LOGGED_REQUEST_SCHEMA } from "../schemas/logged-request.js";
import { TRADE_STATE_NAMES } from "../states.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, MONEY, OPENID, PAGE_QUERY, pageOf } from "./parts.js";

/** Where the money of a payment is. `unmanaged`: it was never frozen. */
export const TRADE_MONEY = ["frozen", "released", "returned", "unmanaged"] as const;
export type TradeMoney = (typeof TRADE_MONEY)[number];

/** Why a payment is not under management. */
export const UNMANAGED_REASONS = [
  "not_admitted",
  "not_managed",
  "before_authorization",
  "devtools_payment",
  "not_mini_program",
  "foreign_currency",
] as const;
export type UnmanagedReasonName = (typeof UNMANAGED_REASONS)[number];

/** What ends with a timer of a trade order. */
export const TRADE_TIMERS = ["visible", "remind_merchant", "confirm", "settle"] as const;
export type TradeTimerName = (typeof TRADE_TIMERS)[number];

/** The events in the timeline of a trade order. */
export const TRADE_EVENTS = [
  "ingested",
  "parcels",
  "shipped",
  "reshipped",
  "reminded_buyer",
  "reminded_merchant",
  "special",
  "complaint_opened",
  "complaint_closed",
  "confirmed",
  "settled",
  "refunded",
] as const;
export type TradeEventName = (typeof TRADE_EVENTS)[number];

const COUNT = { type: "integer", minimum: 0 } as const;
const STATE_NAME = { type: "string", enum: TRADE_STATE_NAMES } as const;

const SHIPPING = {
  type: "object",
  description: text("What was uploaded; absent before any upload", "上传的发货信息；上传前没有"),
  properties: {
    logistics_type: { type: "integer", enum: Object.values(LOGISTICS_TYPE) },
    delivery_mode: { type: "integer", enum: [1, 2] },
    upload_time: {
      ...INSTANT,
      description: text("The latest upload_time", "最近一次上传的 upload_time"),
    },
    is_finished: {
      type: "boolean",
      description: text("True when all goods are sent", "是否已全部发货"),
    },
    finish_count: { type: "integer", enum: [0, 1, 2] },
    is_reshipped: {
      type: "boolean",
      description: text("True when the one re-shipment is spent", "唯一一次重新发货是否已使用"),
    },
    parcels: {
      type: "array",
      items: {
        type: "object",
        properties: {
          tracking_no: { type: "string" },
          express_company: { type: "string" },
          carrier_name: { type: "string" },
          item_desc: { type: "string" },
          uploaded_at: INSTANT,
        },
        required: ["tracking_no", "express_company", "carrier_name", "item_desc", "uploaded_at"],
      },
    },
  },
  required: [
    "logistics_type",
    "delivery_mode",
    "upload_time",
    "is_finished",
    "finish_count",
    "is_reshipped",
    "parcels",
  ],
} as const satisfies ObjectSchema;

const TIMERS = {
  type: "array",
  description: text("The timers that run, the earliest first", "正在计时的期限，最早的在前"),
  items: {
    type: "object",
    properties: { timer: { type: "string", enum: TRADE_TIMERS }, due_at: INSTANT },
    required: ["timer", "due_at"],
  },
} as const;

const TRADE_ORDER_SUMMARY_PROPERTIES = {
  transaction_id: { type: "string" },
  appid: APPID,
  mchid: { type: "string" },
  sub_mchid: {
    type: "string",
    description: text("In provider mode: the sub-merchant's number", "服务商模式：子商户号"),
  },
  out_trade_no: { type: "string" },
  openid: { type: "string" },
  amount: {
    ...MONEY,
    description: text("Absent if it was paid in a foreign currency", "外币支付时没有"),
  },
  paid_at: INSTANT,
  visible_at: {
    ...INSTANT,
    description: text("When the interfaces find it", "接口可查到该支付单的时间"),
  },
  state: {
    type: "integer",
    enum: [1, 2, 3, 4, 5, 6],
    description: text("order_state of WeChat", "微信的 order_state"),
  },
  state_name: STATE_NAME,
  money: {
    type: "string",
    enum: TRADE_MONEY,
    description: text("Where the money is", "资金状态"),
  },
  unmanaged_reason: {
    type: "string",
    enum: UNMANAGED_REASONS,
    description: text(
      "Why the payment is not under management: the interfaces answer 10060001 for it",
      "该支付单未纳入发货管理的原因：接口对其返回 10060001",
    ),
  },
  in_complaint: { type: "boolean" },
  timers: TIMERS,
} as const;

const TRADE_ORDER_SUMMARY = {
  type: "object",
  properties: TRADE_ORDER_SUMMARY_PROPERTIES,
  required: [
    "transaction_id",
    "appid",
    "mchid",
    "out_trade_no",
    "openid",
    "paid_at",
    "visible_at",
    "state",
    "state_name",
    "money",
    "in_complaint",
    "timers",
  ],
} as const satisfies ObjectSchema;

/**
 * What became of a push. `waiting`: its first attempt is due. `failing`: it is tried again. `dropped`:
 * every attempt within 24 hours failed. `not_sent`: there was no message URL when it was due, or it waited
 * for 24 hours behind another push that failed.
 */
export const TRADE_PUSH_STATES = [
  "waiting",
  "delivered",
  "failing",
  "dropped",
  "not_sent",
] as const;
export type TradePushState = (typeof TRADE_PUSH_STATES)[number];

const PUSH_OUTCOME = {
  type: "object",
  description: text("What became of the push", "推送的结果"),
  properties: {
    state: { type: "string", enum: TRADE_PUSH_STATES },
    attempts: COUNT,
    attempted_at: { ...INSTANT, description: text("The latest attempt", "最近一次推送的时间") },
    fault: {
      type: "string",
      description: text(
        "Why the latest attempt failed: the receiver's status, for example",
        "最近一次失败的原因，例如接收方的状态码",
      ),
    },
  },
  required: ["state", "attempts"],
} as const satisfies ObjectSchema;

const TRADE_ORDER = {
  type: "object",
  properties: {
    ...TRADE_ORDER_SUMMARY_PROPERTIES,
    combination: {
      type: "object",
      description: text("The combined payment that it is a part of", "所属的合单支付"),
      properties: {
        mchid: { type: "string" },
        out_trade_no: { type: "string" },
        transaction_id: { type: "string" },
      },
      required: ["mchid", "out_trade_no"],
    },
    shipping: SHIPPING,
    special: {
      type: "object",
      description: text("Declared by opspecialorder", "由 opspecialorder 声明"),
      properties: { kind: { type: "string", enum: ["presale", "test"] }, delay_to: INSTANT },
      required: ["kind"],
    },
    confirm_left_seconds: {
      type: "integer",
      description: text(
        "What is left of the receipt's timer, which an open complaint stops",
        "投诉期间暂停的收货期限剩余秒数",
      ),
    },
    timeline: {
      type: "array",
      description: text("Events, oldest first", "发生的事件，按时间先后"),
      items: {
        type: "object",
        properties: {
          at: INSTANT,
          event: { type: "string", enum: TRADE_EVENTS },
          detail: { type: "string" },
          push: {
            type: "string",
            description: text("The event for the app's message URL", "推送给应用的事件"),
          },
          push_outcome: PUSH_OUTCOME,
        },
        required: ["at", "event"],
      },
    },
  },
  required: [...TRADE_ORDER_SUMMARY.required, "timeline"],
} as const satisfies ObjectSchema;

const UNKNOWN_TRADE_ORDER = {
  404: text("no trade order has this transaction_id", "没有该 transaction_id 的支付单"),
} as const;

/** Each app of a combined payment may have a part; the latest one is meant if the appid is absent. */
const ONE_OF_APPS = {
  type: "object",
  properties: { appid: { ...APPID, description: text("Default: any app", "不传则不限应用") } },
} as const satisfies ObjectSchema;

const STATE_FILTERS = {
  appid: APPID,
  state: STATE_NAME,
  q: {
    type: "string",
    "x-maxBytes": 256,
    description: text(
      "A complete transaction_id, out_trade_no or openid",
      "完整的 transaction_id、out_trade_no 或 openid",
    ),
  },
} as const;

/** The operator's operations on payments under shipping information management. */
export const TRADE_ORDER_OPERATIONS = {
  listTradeOrders: {
    method: "GET",
    path: "/trade-orders",
    merchant: OWN_APPS_LIST,
    summary: text(
      "List the payments of shipping information management, newest first, also those that are not under management",
      "发货管理的支付单，按支付时间倒序，含未纳入管理的支付单",
    ),
    query: { type: "object", properties: { ...PAGE_QUERY, ...STATE_FILTERS } },
    reply: pageOf(TRADE_ORDER_SUMMARY),
    problems: BAD_BODY,
  },
  getTradeOrderTotals: {
    method: "GET",
    path: "/trade-order-totals",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Count the payments under management by state, and sum up their money by app",
      "按状态统计纳入管理的支付单，并按应用汇总资金",
    ),
    query: { type: "object", properties: { appid: APPID } },
    reply: {
      type: "object",
      properties: {
        states: {
          type: "array",
          description: text("Every state, in the order of its number", "全部状态，按编号排列"),
          items: {
            type: "object",
            properties: { state_name: STATE_NAME, count: COUNT },
            required: ["state_name", "count"],
          },
        },
        apps: {
          type: "array",
          description: text(
            "The 20 apps with the most frozen money first",
            "冻结资金最多的 20 个应用",
          ),
          items: {
            type: "object",
            properties: { appid: APPID, frozen: MONEY, released: MONEY, returned: MONEY },
            required: ["appid", "frozen", "released", "returned"],
          },
        },
      },
      required: ["states", "apps"],
    },
    problems: BAD_BODY,
  },
  getTradeOrder: {
    method: "GET",
    path: "/trade-orders/:transaction_id",
    merchant: OWN_APPS_LIST,
    summary: text("Get a trade order with its timeline", "支付单详情与时间线"),
    query: ONE_OF_APPS,
    reply: TRADE_ORDER,
    problems: { ...BAD_BODY, ...UNKNOWN_TRADE_ORDER },
  },
  listTradeOrderCalls: {
    method: "GET",
    path: "/trade-orders/:transaction_id/calls",
    merchant: OWN_APPS_LIST,
    summary: text(
      "List the logged calls that named this trade order, newest first",
      "请求日志中涉及该支付单的调用，按时间倒序",
    ),
    query: { type: "object", properties: { ...ONE_OF_APPS.properties, ...PAGE_QUERY } },
    reply: pageOf(LOGGED_REQUEST_SCHEMA),
    problems: { ...BAD_BODY, ...UNKNOWN_TRADE_ORDER },
  },
  confirmTradeOrder: {
    method: "POST",
    path: "/trade-orders/:transaction_id/confirm",
    summary: text(
      "Confirm the receipt as this buyer; the answer is the one of WeChat's component",
      "以该用户的身份确认收货；应答与微信组件的返回一致",
    ),
    body: {
      type: "object",
      properties: { openid: OPENID },
      required: ["openid"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        status: { type: "string", enum: ["success", "fail", "cancel"] },
        errormsg: { type: "string" },
      },
      required: ["status", "errormsg"],
    },
    problems: BAD_BODY,
  },
  complainAboutTradeOrder: {
    method: "POST",
    path: "/trade-orders/:transaction_id/complaint",
    summary: text(
      "Open or close a complaint of the buyer, which stops the timers",
      "发起或关闭用户投诉；投诉期间期限暂停",
    ),
    query: ONE_OF_APPS,
    body: {
      type: "object",
      properties: { open: { type: "boolean" } },
      required: ["open"],
      additionalProperties: false,
    },
    reply: TRADE_ORDER,
    problems: {
      ...BAD_BODY,
      ...UNKNOWN_TRADE_ORDER,
      409: text(
        "the payment is not under management, not visible yet, settled or refunded",
        "该支付单未纳入管理、尚不可查、已结算或已退款",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

export type TradeOrderSummaryRepresentation = Infer<typeof TRADE_ORDER_SUMMARY>;
export type TradeOrderRepresentation = Infer<typeof TRADE_ORDER>;
export type TradeOrderTotals = Infer<typeof TRADE_ORDER_OPERATIONS.getTradeOrderTotals.reply>;
