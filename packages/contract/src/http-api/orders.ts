import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { ANY, APPID, BAD_BODY, INSTANT, PAGE_QUERY, pageOf, UNKNOWN_APP } from "./parts.js";
import { REFUNDS } from "./refunds.js";

/** States of an upload and of a payment: what each is to the other. */
export const MATCH_STATES = ["waiting", "matched", "mismatched"] as const;
export type MatchState = (typeof MATCH_STATES)[number];

const OPENID = { type: "string", minLength: 1, "x-maxBytes": 128 } as const;

const TIMELINE = {
  type: "array",
  description: text("What happened, oldest first", "发生的事件，按时间先后"),
  items: {
    type: "object",
    properties: { at: INSTANT, event: { type: "string" }, detail: { type: "string" } },
    required: ["at", "event"],
  },
} as const;

const ORDER_SUMMARY_PROPERTIES = {
  id: { type: "string" },
  appid: APPID,
  state: { type: "string", enum: MATCH_STATES },
  order_key: ANY,
  openid: { type: "string" },
  merchant_order_nos: { type: "array", items: { type: "string" } },
  upload_time: { type: "string" },
  received_at: INSTANT,
  matched_at: INSTANT,
  transaction_id: { type: "string" },
  amount_fen: { type: "integer" },
  refunded_at: {
    ...INSTANT,
    description: text("When all of it was refunded", "全额退款完成的时间"),
  },
} as const;

const ORDER_SUMMARY = {
  type: "object",
  properties: ORDER_SUMMARY_PROPERTIES,
  required: ["id", "appid", "state", "openid", "merchant_order_nos", "upload_time", "received_at"],
} as const satisfies ObjectSchema;

/** The operator's calls about orders and their buyers. */
export const ORDER_OPERATIONS = {
  createBuyerSession: {
    method: "POST",
    path: "/buyer-sessions",
    summary: text("Make a one-time link to a buyer's pages", "生成买家页面的一次性链接"),
    body: {
      type: "object",
      properties: {
        appid: APPID,
        openid: OPENID,
        buyers: {
          type: "array",
          description: text(
            "Instead of appid and openid: one person in several apps, whose orders are shown together",
            "代替 appid 与 openid：同一用户在多个应用中的身份，其订单合并展示",
          ),
          items: {
            type: "object",
            properties: { appid: APPID, openid: OPENID },
            required: ["appid", "openid"],
          },
          minItems: 1,
          maxItems: 20,
        },
        preview: {
          type: "boolean",
          description: text(
            "Shows the paid orders as their buyer would see them although the app is not approved yet; marked on every page, and over after 30 minutes",
            "应用尚未通过审核时，按买家视角预览已支付订单；每页均有标识，30 分钟后失效",
          ),
        },
      },
      required: [],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: { url: { type: "string" }, token: { type: "string" }, expires_at: INSTANT },
      required: ["url", "token", "expires_at"],
    },
    status: 201,
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
  searchOrders: {
    method: "GET",
    path: "/orders",
    summary: text(
      "Search orders by app, state or any number of theirs",
      "按应用、状态或任意单号搜索订单",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        appid: APPID,
        state: { type: "string", enum: MATCH_STATES },
        q: {
          type: "string",
          "x-maxBytes": 128,
          description: text(
            "merchant_order_no, out_trade_no, transaction_id or openid",
            "merchant_order_no、out_trade_no、transaction_id 或 openid",
          ),
        },
      },
    },
    reply: pageOf(ORDER_SUMMARY),
    problems: BAD_BODY,
  },
  getOrder: {
    method: "GET",
    path: "/orders/:id",
    summary: text("Show one order with its timeline", "订单详情与时间线"),
    reply: {
      type: "object",
      properties: {
        ...ORDER_SUMMARY_PROPERTIES,
        details: ANY,
        payment: ANY,
        refunds: REFUNDS,
        deliveries: { type: "array", items: ANY },
        verify_result: { type: "string" },
        timeline: TIMELINE,
      },
      required: [
        ...ORDER_SUMMARY.required,
        "details",
        "refunds",
        "deliveries",
        "verify_result",
        "timeline",
      ],
    },
    problems: { 404: text("no order has this id", "没有该 id 的订单") },
  },
} as const satisfies Record<string, HttpOperation>;

export type OrderSummaryRepresentation = Infer<typeof ORDER_SUMMARY>;
