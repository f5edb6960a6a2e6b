import { ATTENTION_REASONS } from "../order-attention.js";
import { ORDER_STATUSES, type OrderStatus } from "../order-status.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { LOGGED_REQUEST_SCHEMA } from "../schemas/logged-request.js";
import { MATCH_STATES } from "../states.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST, OWN_ORDER } from "./http-operation.js";
import {
  AMOUNT_FEN,
  AMOUNTS,
  ANY,
  APPID,
  BAD_BODY,
  INSTANT,
  NEEDS_PARCEL,
  OPENID,
  PAGE_QUERY,
  PAYMENT_PARTS,
  pageOf,
  STATUSES,
  UNKNOWN_APP,
} from "./parts.js";
import { REFUNDS } from "./refunds.js";

/** The events in an operator's timeline of an order. */
export const ORDER_EVENTS = [
  "paid",
  "payment_received",
  "uploaded",
  "replaced",
  "matched",
  "mismatched",
  "partly_shipped",
  "shipped",
  "shipping_replaced",
  "refund_started",
  "partly_refunded",
  "refunded",
  "refund_closed",
  "refund_abnormal",
  "contradicted",
  "exposed",
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

const TIMELINE = {
  type: "array",
  description: text("Events, oldest first", "发生的事件，按时间先后"),
  items: {
    type: "object",
    properties: {
      at: INSTANT,
      event: { type: "string", enum: ORDER_EVENTS },
      detail: { type: "string" },
    },
    required: ["at", "event"],
  },
} as const;

const ORDER_SUMMARY_PROPERTIES = {
  id: { type: "string" },
  appid: APPID,
  state: { type: "string", enum: MATCH_STATES },
  statuses: {
    ...STATUSES,
    items: { type: "string", enum: ORDER_STATUSES },
  },
  attention_reasons: {
    type: "array",
    description: text(
      "Why the order needs attention, the most important reason first; empty if it does not",
      "订单需要处理的原因，最重要的在前；无需处理时为空",
    ),
    items: { type: "string", enum: ATTENTION_REASONS },
  },
  needs_parcel: NEEDS_PARCEL,
  app_name: {
    type: "string",
    description: text("The name of the app: the shop", "应用名称，即店铺名"),
  },
  first_item: {
    type: "object",
    description: text("The first item of the order", "订单的首件商品"),
    properties: {
      name: { type: "string" },
      image_url: {
        type: "string",
        description: text("The address of its first picture", "首张图片的地址"),
      },
    },
    required: ["name"],
  },
  item_kinds: {
    type: "integer",
    description: text("How many different items the order has", "商品种数"),
  },
  paid_at: INSTANT,
  order_key: ANY,
  openid: { type: "string" },
  merchant_order_nos: { type: "array", items: { type: "string" } },
  upload_time: { type: "string" },
  first_received_at: {
    ...INSTANT,
    description: text("When the order was first received", "首次收到的时间"),
  },
  received_at: {
    ...INSTANT,
    description: text("When its current content was received", "收到当前内容的时间"),
  },
  shipped_at: INSTANT,
  matched_at: INSTANT,
  transaction_id: { type: "string" },
  ...AMOUNTS,
  amount_fen: AMOUNT_FEN,
  refunded_at: {
    ...INSTANT,
    description: text("When the full amount was refunded", "全额退款完成的时间"),
  },
  attention: {
    type: "object",
    description: text(
      "Present if the payment needs attention: WeChat Pay reported it with a fact that contradicts the recorded one. The report was not recorded",
      "支付需要处理时才有：微信支付的一次报告与已有记录矛盾，该报告未被记录",
    ),
    properties: {
      at: { ...INSTANT, description: text("When the report was received", "收到该报告的时间") },
      number: {
        type: "string",
        description: text("The shared number", "两者共有的单号"),
      },
      path: {
        type: "string",
        description: text("The member of the report that differs", "报告中不一致的字段"),
      },
      recorded: { type: "string", description: text("The recorded value", "已记录的值") },
      reported: { type: "string", description: text("The value in the report", "报告中的值") },
    },
    required: ["at", "number", "path", "recorded", "reported"],
  },
} as const;

const ORDER_SUMMARY = {
  type: "object",
  properties: ORDER_SUMMARY_PROPERTIES,
  required: [
    "id",
    "appid",
    "app_name",
    "state",
    "statuses",
    "attention_reasons",
    "needs_parcel",
    "first_item",
    "item_kinds",
    "openid",
    "merchant_order_nos",
    "upload_time",
    "first_received_at",
    "received_at",
  ],
} as const satisfies ObjectSchema;

const COUNT = { type: "integer" } as const;

const COUNTS_BY_STATUS: Readonly<Record<OrderStatus, typeof COUNT>> = Object.fromEntries(
  ORDER_STATUSES.map((status) => [status, COUNT]),
) as Record<OrderStatus, typeof COUNT>;

const ORDER_COUNTS = {
  type: "object",
  properties: {
    all: COUNT,
    statuses: {
      type: "object",
      properties: COUNTS_BY_STATUS,
      required: ORDER_STATUSES,
    },
    counted_at: {
      ...INSTANT,
      description: text(
        "When they were counted, by the clock of this machine",
        "统计的时间（本机时钟）",
      ),
    },
  },
  required: ["all", "statuses", "counted_at"],
} as const satisfies ObjectSchema;

/** The files that orders are exported to. */
export const EXPORT_FORMATS = ["csv", "ndjson", "json", "jsonld"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const EXPORT_FORMAT = {
  type: "string",
  enum: EXPORT_FORMATS,
  description: text(
    "csv (default) and ndjson: a line for each order, as lists show it. json: whole orders, with items, payment, refunds and deliveries. jsonld: schema.org Order",
    "csv（默认）与 ndjson：每个订单一行，内容与列表相同；json：完整订单，含商品、支付、退款与物流；jsonld：schema.org Order",
  ),
} as const;

const EXPORT_TYPES = [
  "text/csv",
  "application/x-ndjson",
  "application/json",
  "application/ld+json",
];

/** The filters and the sort order of a search. */
const ORDER_FILTERS = {
  appid: APPID,
  state: { type: "string", enum: MATCH_STATES },
  status: {
    type: "string",
    enum: ORDER_STATUSES,
    description: text(
      "Only orders with this status; to_ship includes partly shipped orders, needs_attention all orders with a reason",
      "仅含此状态的订单；to_ship 包含部分发货的订单，needs_attention 包含所有有待处理原因的订单",
    ),
  },
  shipped: {
    type: "string",
    enum: ["true", "false"],
    description: text(
      "true: only fully shipped orders; false: only the others",
      "只看已全部发货，或只看其余",
    ),
  },
  from: {
    ...INSTANT,
    description: text("First received at this instant or later", "首次收到的时间不早于"),
  },
  to: { ...INSTANT, description: text("First received before this instant", "首次收到的时间早于") },
  refunded_from: {
    ...INSTANT,
    description: text(
      "With a refund that succeeded at this instant or later; with status refund_in_progress, one that is in progress and was last reported then",
      "有退款在该时间或之后成功；status 为 refund_in_progress 时，指进行中的退款最近一次报告的时间",
    ),
  },
  refunded_to: {
    ...INSTANT,
    description: text("The same refund was before this instant", "同一笔退款的时间早于"),
  },
  attention: {
    type: "string",
    enum: ["true"],
    description: text(
      "true: only orders that need attention; can be combined with a status",
      "true：只看需要处理的订单，可与 status 同时使用",
    ),
  },
  reason: {
    type: "string",
    enum: ATTENTION_REASONS,
    description: text(
      "Only orders that need attention for this reason",
      "只看因该原因需要处理的订单",
    ),
  },
  sort: {
    type: "string",
    enum: ["newest", "oldest"],
    description: text("Default: newest", "默认 newest（从新到旧）"),
  },
  q: {
    type: "string",
    "x-maxBytes": 256,
    description: text(
      "An exact number of the order or of a part of its payment: its id, merchant_order_no, out_trade_no, transaction_id or openid. If no order has it: a part of an item's name",
      "订单或其子支付的完整单号：订单 id、merchant_order_no、out_trade_no、transaction_id 或 openid；没有匹配时按商品名称的一部分查找",
    ),
  },
} as const;

const PREVIEW_LINE = {
  type: "object",
  properties: {
    label: {
      type: "string",
      description: text("In the language of the request", "按请求语言显示"),
    },
    value: { type: "string" },
    path: {
      type: ["string", "null"],
      description: text(
        "The request field that the line comes from; null if it comes from the payment or the platform",
        "来自请求的哪个字段；来自支付或平台时为 null",
      ),
    },
  },
  required: ["label", "value", "path"],
} as const satisfies ObjectSchema;

const UNKNOWN_ORDER = { 404: text("no order has this id", "没有该 id 的订单") } as const;

/** The operator's operations on orders and their buyers. */
export const ORDER_OPERATIONS = {
  createBuyerSession: {
    method: "POST",
    path: "/buyer-sessions",
    summary: text("Create a one-time link to a buyer's pages", "生成买家页面的一次性链接"),
    body: {
      type: "object",
      properties: {
        appid: APPID,
        openid: OPENID,
        buyers: {
          type: "array",
          description: text(
            "Instead of appid and openid: one buyer in several apps, whose orders are shown together",
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
            "Preview the paid orders as their buyer would see them before the app is approved. Every page is marked as a preview; the session expires after 30 minutes",
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
      "Search orders by app, state, time or any of their numbers; a page with fewer than `limit` orders is not always the last",
      "按应用、状态、时间或任意单号搜索订单；不足 limit 条的一页未必是最后一页",
    ),
    query: { type: "object", properties: { ...PAGE_QUERY, ...ORDER_FILTERS } },
    reply: pageOf(ORDER_SUMMARY),
    problems: BAD_BODY,
  },
  countOrders: {
    method: "GET",
    path: "/orders/counts",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Count the orders in the list of each status, at most some seconds ago",
      "各状态列表的订单数，可能是数秒之前的结果",
    ),
    query: { type: "object", properties: { appid: APPID } },
    reply: ORDER_COUNTS,
    problems: BAD_BODY,
  },
  exportOrders: {
    method: "GET",
    path: "/orders/export",
    audit: "act",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Export all orders of a search as one file; the header x-dingdan-rows gives their number if it is known",
      "将搜索结果全部导出为一个文件；可知行数时由响应头 x-dingdan-rows 给出",
    ),
    query: {
      type: "object",
      properties: {
        ...ORDER_FILTERS,
        format: EXPORT_FORMAT,
      },
    },
    reply: ANY,
    replyTypes: EXPORT_TYPES,
    problems: BAD_BODY,
  },
  exportOrder: {
    method: "GET",
    path: "/orders/:id/export",
    audit: "act",
    merchant: OWN_ORDER,
    summary: text("Export one order as a file", "将一个订单导出为文件"),
    query: { type: "object", properties: { format: EXPORT_FORMAT } },
    reply: ANY,
    replyTypes: EXPORT_TYPES,
    problems: { ...BAD_BODY, ...UNKNOWN_ORDER },
  },
  getOrder: {
    method: "GET",
    path: "/orders/:id",
    merchant: OWN_ORDER,
    summary: text("Get an order with its timeline", "订单详情与时间线"),
    reply: {
      type: "object",
      properties: {
        ...ORDER_SUMMARY_PROPERTIES,
        details: ANY,
        payment: {
          ...ANY,
          description: text("WeChat Pay's object of the payment", "微信支付的支付对象"),
        },
        part_reports: {
          type: "array",
          description: text(
            "WeChat Pay's objects of parts that were reported by themselves",
            "单独报告的子支付对象",
          ),
          items: ANY,
        },
        parts: PAYMENT_PARTS,
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
  payOrder: {
    method: "POST",
    path: "/orders/:id/payment",
    merchant: OWN_ORDER,
    summary: text(
      "Sandbox only: pay an order that waits for its payment, as its buyer would",
      "仅沙箱：以买家身份支付一个待付款的订单",
    ),
    reply: {
      type: "object",
      properties: { state: { type: "string", enum: [...MATCH_STATES, "erased"] } },
      required: ["state"],
    },
    problems: {
      ...UNKNOWN_ORDER,
      403: text("this is not a sandbox", "当前不是沙箱"),
      409: text(
        "a payment with one of the order's numbers is recorded already",
        "已有该订单单号的支付记录",
      ),
    },
  },
  clearAttention: {
    method: "DELETE",
    path: "/orders/:id/attention",
    summary: text(
      "Mark the report that contradicts an order's payment as handled; the recorded payment stays as it is",
      "将与订单支付矛盾的报告标记为已处理；已记录的支付保持不变",
    ),
    reply: ORDER_SUMMARY,
    problems: UNKNOWN_ORDER,
  },
  listOrderUploads: {
    method: "GET",
    path: "/orders/:id/uploads",
    merchant: OWN_ORDER,
    summary: text(
      "List the logged calls that uploaded, shipped or verified this order, newest first",
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
      "Preview what the buyer sees, line by line, with the request field that each line comes from",
      "买家所见内容，逐行列出，并指明来自请求的哪个字段",
    ),
    reply: {
      type: "object",
      properties: {
        is_visible: {
          type: "boolean",
          description: text("True if the buyer sees the order now", "买家当前是否可见该订单"),
        },
        lines: { type: "array", items: PREVIEW_LINE },
        request: {
          ...ANY,
          description: text("The stored request", "按保存内容还原的请求"),
        },
      },
      required: ["is_visible", "lines", "request"],
    },
    problems: UNKNOWN_ORDER,
  },
} as const satisfies Record<string, HttpOperation>;

export type PreviewLineRepresentation = Infer<typeof PREVIEW_LINE>;
export type OrderCountsRepresentation = Infer<typeof ORDER_COUNTS>;
export type OrderSummaryRepresentation = Infer<typeof ORDER_SUMMARY>;
