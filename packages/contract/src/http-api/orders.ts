import type { Infer, ObjectSchema } from "../schema.js";
import { LOGGED_REQUEST_SCHEMA } from "../schemas/logged-request.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST, OWN_ORDER } from "./http-operation.js";
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
  first_received_at: {
    ...INSTANT,
    description: text("When the order came first", "首次收到的时间"),
  },
  received_at: {
    ...INSTANT,
    description: text("When its present content came", "收到当前内容的时间"),
  },
  shipped_at: INSTANT,
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
  required: [
    "id",
    "appid",
    "state",
    "openid",
    "merchant_order_nos",
    "upload_time",
    "first_received_at",
    "received_at",
  ],
} as const satisfies ObjectSchema;

/** Which orders, and in which order they are told. */
const ORDER_FILTERS = {
  appid: APPID,
  state: { type: "string", enum: MATCH_STATES },
  shipped: {
    type: "string",
    enum: ["true", "false"],
    description: text(
      "Only those whose last part was shipped, or only the others",
      "只看已全部发货，或只看其余",
    ),
  },
  from: {
    ...INSTANT,
    description: text("First received at this instant or later", "首次收到的时间不早于"),
  },
  to: { ...INSTANT, description: text("First received before this one", "首次收到的时间早于") },
  sort: {
    type: "string",
    enum: ["newest", "oldest"],
    description: text("newest unless told", "默认 newest（从新到旧）"),
  },
  q: {
    type: "string",
    "x-maxBytes": 256,
    description: text(
      "A whole number of the order: its id, merchant_order_no, out_trade_no, transaction_id or openid",
      "完整的单号：订单 id、merchant_order_no、out_trade_no、transaction_id 或 openid",
    ),
  },
} as const;

const PREVIEW_LINE = {
  type: "object",
  properties: {
    label: { type: "string", description: text("In the reader's language", "按请求语言显示") },
    value: { type: "string" },
    path: {
      type: ["string", "null"],
      description: text(
        "The field of the request that it comes from; null for the payment's and the platform's",
        "来自请求的哪个字段；来自支付或平台时为 null",
      ),
    },
  },
  required: ["label", "value", "path"],
} as const satisfies ObjectSchema;

const UNKNOWN_ORDER = { 404: text("no order has this id", "没有该 id 的订单") } as const;

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
    merchant: OWN_APPS_LIST,
    summary: text(
      "Search orders by app, state, time or any number of theirs; a page may hold fewer than `limit` and still not be the last",
      "按应用、状态、时间或任意单号搜索订单；不足 limit 条的一页未必是最后一页",
    ),
    query: { type: "object", properties: { ...PAGE_QUERY, ...ORDER_FILTERS } },
    reply: pageOf(ORDER_SUMMARY),
    problems: BAD_BODY,
  },
  exportOrders: {
    method: "GET",
    path: "/orders/export",
    merchant: OWN_APPS_LIST,
    summary: text(
      "All orders of a search, as one file; the header x-dingdan-rows tells how many where that is known",
      "将搜索结果全部导出为一个文件；可知行数时由响应头 x-dingdan-rows 给出",
    ),
    query: {
      type: "object",
      properties: {
        ...ORDER_FILTERS,
        format: {
          type: "string",
          enum: ["csv", "ndjson"],
          description: text("csv unless told", "默认 csv"),
        },
      },
    },
    reply: ANY,
    replyTypes: ["text/csv", "application/x-ndjson"],
    problems: BAD_BODY,
  },
  getOrder: {
    method: "GET",
    path: "/orders/:id",
    merchant: OWN_ORDER,
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
    problems: UNKNOWN_ORDER,
  },
  listOrderUploads: {
    method: "GET",
    path: "/orders/:id/uploads",
    merchant: OWN_ORDER,
    summary: text(
      "Every attempt to upload, ship or verify this order that the request log has, newest first",
      "请求日志中该订单的每次上传、发货与验证尝试，按时间倒序",
    ),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(LOGGED_REQUEST_SCHEMA),
    problems: { ...BAD_BODY, ...UNKNOWN_ORDER },
  },
  previewOrder: {
    method: "GET",
    path: "/orders/:id/preview",
    merchant: OWN_ORDER,
    summary: text(
      "What the buyer sees, line by line, and the field of the request that each line comes from",
      "买家所见内容，逐行列出，并指明来自请求的哪个字段",
    ),
    reply: {
      type: "object",
      properties: {
        is_visible: {
          type: "boolean",
          description: text("Whether its buyer sees the order now", "买家当前是否可见该订单"),
        },
        lines: { type: "array", items: PREVIEW_LINE },
        request: {
          ...ANY,
          description: text("The request as it is stored", "按保存内容还原的请求"),
        },
      },
      required: ["is_visible", "lines", "request"],
    },
    problems: UNKNOWN_ORDER,
  },
} as const satisfies Record<string, HttpOperation>;

export type PreviewLineRepresentation = Infer<typeof PREVIEW_LINE>;
export type OrderSummaryRepresentation = Infer<typeof ORDER_SUMMARY>;
