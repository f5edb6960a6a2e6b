import { PAID_ORDER_STATUSES } from "../order-status.js";
import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import {
  AMOUNT_FEN,
  AMOUNTS,
  ANY,
  APPID,
  BAD_BODY,
  INSTANT,
  NEEDS_PARCEL,
  PAGE_QUERY,
  PAYMENT_PARTS,
  pageOf,
  STATUSES,
} from "./parts.js";
import { REFUNDS } from "./refunds.js";
import { RECEIPT, SHIPMENT } from "./shipments.js";

/** The events that a buyer sees in an order's timeline. */
export const BUYER_EVENTS = [
  "paid",
  "ordered",
  "partly_shipped",
  "shipped",
  "shipping_replaced",
  "refund_started",
  "partly_refunded",
  "refunded",
] as const;
export type BuyerEvent = (typeof BUYER_EVENTS)[number];

const BUYER_ORDER_PROPERTIES = {
  id: { type: "string" },
  appid: APPID,
  merchant_name: { type: "string" },
  state: {
    type: "string",
    enum: PAID_ORDER_STATUSES,
    description: text("The most important status", "最重要的状态"),
  },
  statuses: STATUSES,
  needs_parcel: NEEDS_PARCEL,
  paid_at: INSTANT,
  ...AMOUNTS,
  amount_fen: AMOUNT_FEN,
  transaction_id: {
    type: "string",
    description: text(
      "Absent for a combined payment whose own number WeChat Pay has not reported: see parts",
      "微信支付未报告合单自身单号时不返回，见 parts",
    ),
  },
  logistics_type: { type: "integer", enum: [1, 2, 3, 4] },
  out_trade_no: { type: "string" },
  parts: PAYMENT_PARTS,
  item_count: {
    type: "integer",
    description: text("Total quantity of all items", "商品总件数"),
  },
  order_list: {
    type: "array",
    description: text(
      "The merchant orders; in a list, each shows only its first 3 items",
      "商户订单；列表中每个订单仅含前 3 件商品",
    ),
    items: ANY,
  },
  refunds: REFUNDS,
  parcels: {
    type: "array",
    description: text("The parcels shipped so far", "已发货的包裹"),
    items: {
      type: "object",
      properties: {
        express_company: { type: "string" },
        carrier_name: { type: "string" },
        tracking_no: { type: "string" },
        merchant_order_no: {
          type: "string",
          description: text("The merchant order that the parcel belongs to", "所属的商户订单"),
        },
        items: {
          type: "array",
          description: text(
            "Names of the items in the parcel; absent if all items are in one parcel. If two items of the payment have the same merchant_item_id, the text names both",
            "包裹内的商品名称；统一发货时没有。同一支付的两件商品 merchant_item_id 相同时，文字同时列出两者",
          ),
          items: { type: "string" },
        },
      },
      required: ["express_company", "carrier_name", "tracking_no"],
    },
  },
} as const;

const LISTED_ORDER = {
  type: "object",
  properties: BUYER_ORDER_PROPERTIES,
  required: [
    "id",
    "appid",
    "merchant_name",
    "state",
    "statuses",
    "needs_parcel",
    "paid_at",
    "amount",
    "amount_fen",
    "logistics_type",
    "item_count",
    "order_list",
    "refunds",
    "parcels",
  ],
} as const satisfies ObjectSchema;

const BUYER_ORDER = {
  type: "object",
  properties: {
    ...BUYER_ORDER_PROPERTIES,
    shipments: {
      type: "array",
      description: text(
        "The payment, or its parts, under shipping information management; absent if it is not",
        "纳入发货管理的支付单（或其子支付）；未纳入时没有",
      ),
      items: SHIPMENT,
    },
    open_paths: {
      type: "array",
      description: text(
        "The pages of the merchant's mini program that its plaintext URL scheme opens from outside WeChat; absent if there are none",
        "可用明文 URL Scheme 从微信外打开的商家小程序页面；没有时不返回",
      ),
      items: { type: "string" },
    },
    timeline: {
      type: "array",
      description: text("Events, oldest first", "发生的事件，按时间先后"),
      items: {
        type: "object",
        properties: { at: INSTANT, event: { type: "string", enum: BUYER_EVENTS } },
        required: ["at", "event"],
      },
    },
  },
  required: [...LISTED_ORDER.required, "timeline"],
} as const satisfies ObjectSchema;

const NO_SESSION = {
  401: text(
    "no session: open the link again or request a new one",
    "没有会话：请重新打开链接或获取新链接",
  ),
  429: text(
    "too many wrong links or sessions from this network: try again after Retry-After",
    "该网络使用的无效链接或会话过多，请在 Retry-After 之后重试",
  ),
} as const;

const NO_SHIPMENT = {
  404: text("no payment of yours has this transaction_id", "您没有该 transaction_id 的支付单"),
} as const;

/** The operations of the buyer's interface. */
export const BUYER_OPERATIONS = {
  openSession: {
    method: "POST",
    path: "/sessions/:token",
    summary: text("Exchange a one-time token for a session", "用一次性令牌换取会话"),
    reply: {
      type: "object",
      properties: { token: { type: "string" }, expires_at: INSTANT },
      required: ["token", "expires_at"],
    },
    problems: {
      ...NO_SESSION,
      403: text("the request came from a page of another site", "请求来自其他网站的页面"),
    },
  },
  getMe: {
    method: "GET",
    path: "/me",
    summary: text("Get the signed-in buyer", "当前登录者"),
    reply: {
      type: "object",
      properties: {
        appid: APPID,
        openid: { type: "string" },
        merchant_name: { type: "string" },
        buyers: {
          type: "array",
          description: text(
            "The buyer in each app whose orders are shown; the members above are those of the first",
            "各应用中的身份；上方字段为其中第一个",
          ),
          items: {
            type: "object",
            properties: {
              appid: APPID,
              openid: { type: "string" },
              merchant_name: { type: "string" },
            },
            required: ["appid", "openid", "merchant_name"],
          },
        },
        preview: {
          type: "boolean",
          description: text("True: a merchant's preview, not the buyer", "商家预览，而非买家本人"),
        },
        expires_at: INSTANT,
      },
      required: ["appid", "openid", "merchant_name", "buyers", "preview", "expires_at"],
    },
    problems: NO_SESSION,
  },
  listOrders: {
    method: "GET",
    path: "/orders",
    summary: text("List the buyer's orders, newest payment first", "买家的订单，按支付时间倒序"),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        state: {
          type: "string",
          enum: PAID_ORDER_STATUSES,
          description: text(
            "Only orders with this status; to_ship includes partly shipped orders",
            "仅含此状态的订单；to_ship 包含部分发货的订单",
          ),
        },
        q: {
          type: "string",
          "x-maxBytes": 128,
          description: text(
            "Part of an item's name, or of any number of the order: merchant_order_no, transaction_id, out_trade_no, tracking_no",
            "商品名称或任意单号的一部分：merchant_order_no、transaction_id、out_trade_no、tracking_no",
          ),
        },
      },
    },
    reply: pageOf(LISTED_ORDER),
    problems: { ...BAD_BODY, ...NO_SESSION },
  },
  getOrder: {
    method: "GET",
    path: "/orders/:id",
    summary: text("Get one of the buyer's orders", "买家的一个订单"),
    reply: BUYER_ORDER,
    problems: { ...NO_SESSION, 404: text("no order of yours has this id", "您没有该 id 的订单") },
  },
  listShipments: {
    method: "GET",
    path: "/shipments",
    summary: text(
      "List the buyer's payments under shipping information management, newest first, also those without shopping details",
      "买家纳入发货管理的支付单，按支付时间倒序，含没有购物详情的支付单",
    ),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(SHIPMENT),
    problems: { ...BAD_BODY, ...NO_SESSION },
  },
  getShipment: {
    method: "GET",
    path: "/shipments/:transaction_id",
    summary: text("Get one of the buyer's payments", "买家的一笔支付单"),
    reply: SHIPMENT,
    problems: { ...NO_SESSION, ...NO_SHIPMENT },
  },
  confirmReceipt: {
    method: "POST",
    path: "/shipments/:transaction_id/receipt",
    summary: text(
      "Confirm the receipt; the answer is the one of WeChat's component",
      "确认收货；应答与微信组件的返回一致",
    ),
    reply: RECEIPT,
    problems: {
      ...NO_SESSION,
      ...NO_SHIPMENT,
      403: text(
        "the session is a preview, or the operator does not allow it: only in a sandbox; or the request came from a page of another site",
        "当前为预览，或运营方不允许（仅沙箱可用），或请求来自其他网站的页面",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

export type BuyerOperationKey = keyof typeof BUYER_OPERATIONS;
export type ListedOrderRepresentation = Infer<typeof LISTED_ORDER>;
export type BuyerOrderRepresentation = Infer<typeof BUYER_ORDER>;
