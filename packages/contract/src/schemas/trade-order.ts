import { CARRIER_IDS } from "../carriers.js";
import type { IntegerSchema, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { CONTACT_SCHEMA } from "./shipping-info.js";

const SECONDS = {
  type: "integer",
  description: text("Seconds since 1970", "秒级时间戳"),
} as const satisfies IntegerSchema;

/** The members that name one payment in the queries, whose names differ from those of an order key. */
export const TRADE_ORDER_NAME_PROPERTIES = {
  transaction_id: {
    type: "string",
    description: text(
      "WeChat Pay's number; it takes precedence over the other members",
      "微信支付订单号；与其他字段同时填写时以此为准",
    ),
    examples: ["4200009901202611201000000001"],
  },
  merchant_id: {
    type: "string",
    description: text(
      "Without a transaction_id: the merchant number that placed the order",
      "无 transaction_id 时：下单的商户号",
    ),
  },
  sub_merchant_id: {
    type: "string",
    description: text("In provider mode: the sub-merchant's number", "服务商模式：子商户号"),
  },
  merchant_trade_no: {
    type: "string",
    description: text(
      "Without a transaction_id: the merchant's order number",
      "无 transaction_id 时：商户订单号",
    ),
  },
} as const satisfies ObjectSchema["properties"];

const SHIPPED_PARCEL_SCHEMA = {
  type: "object",
  properties: {
    tracking_no: { type: "string" },
    express_company: { type: "string" },
    goods_desc: {
      type: "string",
      description: text("item_desc of the upload", "上传的 item_desc"),
    },
    upload_time: {
      ...SECONDS,
      description: text(
        "Seconds since 1970 of the upload that brought the parcel",
        "带来该包裹的那次上传的秒级时间戳",
      ),
    },
    contact: CONTACT_SCHEMA,
  },
  required: ["tracking_no", "express_company", "goods_desc", "upload_time", "contact"],
} as const satisfies ObjectSchema;

const TRADE_ORDER_SHIPPING_SCHEMA = {
  type: "object",
  description: text("Empty before any upload", "尚未上传时为空对象"),
  properties: {
    delivery_mode: { type: "integer", enum: [1, 2] },
    logistics_type: { type: "integer", enum: [1, 2, 3, 4] },
    finish_shipping: {
      type: "boolean",
      description: text("True when all goods are sent", "是否已完成全部发货"),
    },
    finish_shipping_count: {
      type: "integer",
      enum: [0, 1, 2],
      description: text(
        "How often the shipment was completed; 2 after the re-shipment",
        "完成发货的次数；重新发货后为 2",
      ),
    },
    goods_desc: {
      type: "string",
      description: text("The goods of all parcels", "全部包裹的商品描述"),
    },
    shipping_list: { type: "array", items: SHIPPED_PARCEL_SCHEMA },
  },
} as const satisfies ObjectSchema;

export const TRADE_ORDER_STATE_SCHEMA = {
  type: "integer",
  enum: [1, 2, 3, 4, 5, 6],
  description: text(
    "1 unshipped, 2 shipped, 3 receipt confirmed, 4 completed, 5 refunded, 6 awaiting settlement",
    "1 待发货、2 已发货、3 确认收货、4 交易完成、5 已退款、6 资金待结算",
  ),
} as const satisfies IntegerSchema;

/** A payment under management, as get_order and get_order_list return it. */
export const TRADE_ORDER_SCHEMA = {
  type: "object",
  properties: {
    transaction_id: { type: "string" },
    merchant_trade_no: { type: "string" },
    merchant_id: { type: "string" },
    sub_merchant_id: {
      type: "string",
      description: text("Empty without a provider", "非服务商模式为空"),
    },
    description: {
      type: "string",
      description: text(
        "The item_desc of all parcels; empty before shipping",
        "全部包裹的 item_desc；发货前为空",
      ),
    },
    paid_amount: { type: "integer", description: text("In fen", "单位：分") },
    openid: { type: "string" },
    trade_create_time: SECONDS,
    pay_time: SECONDS,
    order_state: TRADE_ORDER_STATE_SCHEMA,
    in_complaint: { type: "boolean" },
    shipping: TRADE_ORDER_SHIPPING_SCHEMA,
  },
  required: [
    "transaction_id",
    "merchant_trade_no",
    "merchant_id",
    "sub_merchant_id",
    "description",
    "paid_amount",
    "openid",
    "trade_create_time",
    "pay_time",
    "order_state",
    "in_complaint",
    "shipping",
  ],
} as const satisfies ObjectSchema;

/** The last second of a 32-bit clock: the default end of a range of time. */
export const LATEST_SECOND = 4_294_967_295;
/** The size of a page if the request names none, and the largest one. */
export const TRADE_PAGE_SIZE_MAX = 100;

export const LAST_INDEX_PATTERN = "^[0-9a-f]{18}$";

export const TRADE_ORDER_LIST_REQUEST_SCHEMA = {
  type: "object",
  properties: {
    pay_time_range: {
      type: "object",
      description: text(
        "When the payments were made, both ends included, in seconds",
        "支付时间范围，含两端，单位：秒",
      ),
      properties: {
        begin_time: { type: "integer", minimum: 0, description: text("Default: 0", "默认 0") },
        end_time: {
          type: "integer",
          minimum: 0,
          description: text(`Default: ${LATEST_SECOND}`, `默认 ${LATEST_SECOND}`),
        },
      },
    },
    order_state: TRADE_ORDER_STATE_SCHEMA,
    openid: { type: "string", description: text("The payer", "支付者") },
    last_index: {
      type: "string",
      description: text(
        "last_index of the previous page; empty for the first page",
        "上一页返回的 last_index；首页为空",
      ),
    },
    page_size: {
      type: "integer",
      minimum: 0,
      description: text(
        "0 or absent: 100; a larger number counts as 100",
        "0 或不填为 100；超过 100 按 100 处理",
      ),
    },
  },
} as const satisfies ObjectSchema;

/** The carriers that get_delivery_list returns. */
export const DELIVERY_LIST_SCHEMA = {
  type: "array",
  items: {
    type: "object",
    properties: {
      delivery_id: { type: "string", examples: CARRIER_IDS.slice(0, 3) },
      delivery_name: { type: "string" },
    },
    required: ["delivery_id", "delivery_name"],
  },
} as const satisfies ObjectSchema["properties"][string];
