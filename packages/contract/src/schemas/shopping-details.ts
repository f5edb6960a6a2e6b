import { enumeration, LINK_TYPE, LOGISTICS_TYPE } from "../enumerations.js";
import type { ArraySchema, ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";
import { COMBINED_ORDER_KEY_SCHEMA, ORDER_KEY_SCHEMA, PAYER_SCHEMA } from "./order-key.js";

/**
 * The documents' URL pattern, reconstructed: an emoji filter removed parts of every published copy.
 * Scheme http or https, optional `user@`, a host, an optional port, then no `[` or `]`.
 */
const URL_SCHEMA = {
  type: "string",
  minLength: 1,
  "x-maxBytes": 1024,
  pattern: "^https?:\\/\\/(?:[^\\s\\/?#@]+@)?[^\\s\\/?#@:]+(?::\\d{2,5})?[^\\[\\]]*$",
  "x-patternMeaning": text(
    "must be an http or https link without [ and ]",
    "须为 http 或 https 链接，且不含 [ 与 ]",
  ),
} as const satisfies StringSchema;

export const LINK_SCHEMA = {
  type: "object",
  description: text(
    "The page that a tap opens: an H5 page or a page of the app's own mini program",
    "点击后的去向：H5 页面或本应用的小程序页面",
  ),
  properties: {
    type: enumeration(
      LINK_TYPE,
      text(
        "1 URL (send url) or 2 MINI_PROGRAM (send appid and path)",
        "1 URL（填 url）或 2 MINI_PROGRAM（填 appid 与 path）",
      ),
    ),
    url: {
      ...URL_SCHEMA,
      description: text("Type 1: an http or https link", "类型 1：http 或 https 链接"),
    },
    appid: {
      type: "string",
      description: text(
        "Type 2: the mini program, which must be the app itself",
        "类型 2：小程序 appid，须为本应用",
      ),
      "x-maxBytes": 32,
      examples: ["wxd678efh567hg6787"],
    },
    path: {
      type: "string",
      description: text("Type 2: the path of the page", "类型 2：小程序页面路径"),
      "x-maxBytes": 512,
      examples: ["/path/index/index"],
    },
  },
  required: ["type"],
} as const satisfies ObjectSchema;

export const ITEM_SCHEMA = {
  type: "object",
  properties: {
    merchant_item_id: {
      type: "string",
      description: text(
        "The merchant's own item id; required for split delivery; unique within its order",
        "商户侧商品 ID；拆分发货时必填；同一订单内唯一",
      ),
      minLength: 1,
      "x-maxBytes": 64,
      examples: ["1246464644"],
    },
    name: {
      type: "string",
      description: text("Name, 1 to 256 characters", "商品名称，1 至 256 个字符"),
      minLength: 1,
      maxLength: 256,
      "x-multiline": true,
      examples: ["iPhoneX 256G"],
    },
    description: {
      type: "string",
      description: text("Description, 1 to 512 characters", "商品描述，1 至 512 个字符"),
      minLength: 1,
      maxLength: 512,
      "x-multiline": true,
    },
    unit_price: {
      type: "integer",
      description: text("Unit price in fen (cents)", "单位：分"),
      minimum: 0,
      examples: [828800],
    },
    quantity: {
      type: "integer",
      description: text("Purchased quantity", "购买数量"),
      minimum: 1,
      examples: [2],
    },
    image_url: {
      type: "array",
      description: text("1 to 3 links to pictures", "1 至 3 个图片链接"),
      items: URL_SCHEMA,
      minItems: 1,
      maxItems: 3,
    },
    item_detail_jump_link: LINK_SCHEMA,
  },
  required: ["name", "unit_price", "quantity", "item_detail_jump_link"],
} as const satisfies ObjectSchema;

export const ITEM_LIST_SCHEMA = {
  type: "array",
  description: text("The items of the order, 1 to 50", "订单的商品，1 至 50 个"),
  items: ITEM_SCHEMA,
  minItems: 1,
  maxItems: 50,
} as const satisfies ArraySchema;

export const MERCHANT_ORDER_SCHEMA = {
  type: "object",
  properties: {
    merchant_order_no: {
      type: "string",
      description: text(
        "The order number shown to the buyer; unique within the request",
        "向用户展示的订单号；请求内唯一",
      ),
      minLength: 1,
      "x-maxBytes": 64,
      examples: ["232457563423"],
    },
    order_detail_jump_link: LINK_SCHEMA,
    item_list: ITEM_LIST_SCHEMA,
  },
  required: ["merchant_order_no", "order_detail_jump_link", "item_list"],
} as const satisfies ObjectSchema;

export const ORDER_LIST_SCHEMA = {
  type: "array",
  description: text("The merchant orders that this payment covers", "该笔支付对应的商户订单"),
  items: MERCHANT_ORDER_SCHEMA,
  minItems: 1,
} as const satisfies ArraySchema;

export const LOGISTICS_TYPE_SCHEMA = enumeration(
  LOGISTICS_TYPE,
  text(
    "1 physical (default, also for 0), 2 same-city, 3 virtual, 4 self pick-up",
    "1 实体物流（默认，填 0 亦同）、2 同城配送、3 虚拟商品、4 用户自提",
  ),
);

export const UPLOAD_TIME_SCHEMA = {
  type: "string",
  description: text(
    "RFC 3339 with an offset; a later time replaces the upload, an earlier one is rejected",
    "带时区偏移的 RFC 3339 时间；更晚的请求覆盖之前的上传，更早的会被拒绝",
  ),
  format: "date-time",
  "x-maxBytes": 64,
  examples: ["2022-05-20T13:29:35.120+08:00"],
} as const satisfies StringSchema;

export const UPLOAD_SHOPPING_INFO_SCHEMA = {
  type: "object",
  properties: {
    order_key: ORDER_KEY_SCHEMA,
    order_list: ORDER_LIST_SCHEMA,
    payer: PAYER_SCHEMA,
    logistics_type: LOGISTICS_TYPE_SCHEMA,
    upload_time: UPLOAD_TIME_SCHEMA,
  },
  required: ["order_key", "order_list", "payer", "upload_time"],
} as const satisfies ObjectSchema;

export const SUB_ORDER_SCHEMA = {
  type: "object",
  description: text(
    "One sub-order of a combined payment, with its own order key",
    "合单支付的一个子单，有自己的 order_key",
  ),
  properties: {
    order_key: ORDER_KEY_SCHEMA,
    ...MERCHANT_ORDER_SCHEMA.properties,
    logistics_type: LOGISTICS_TYPE_SCHEMA,
  },
  required: ["order_key", ...MERCHANT_ORDER_SCHEMA.required],
} as const satisfies ObjectSchema;

/** WeChat Pay's newer products combine at most this many sub-orders; more are rejected. */
const SUB_ORDERS_MAX = 50;

export const SUB_ORDERS_SCHEMA = {
  type: "array",
  description: text(
    "The sub-orders, one for each sub-payment, 1 to 50",
    "子单，每笔子支付一个，1 至 50 个",
  ),
  items: SUB_ORDER_SCHEMA,
  minItems: 1,
  maxItems: SUB_ORDERS_MAX,
} as const satisfies ArraySchema;

export const UPLOAD_COMBINED_SHOPPING_INFO_SCHEMA = {
  type: "object",
  properties: {
    order_key: COMBINED_ORDER_KEY_SCHEMA,
    sub_orders: SUB_ORDERS_SCHEMA,
    payer: PAYER_SCHEMA,
    upload_time: UPLOAD_TIME_SCHEMA,
  },
  required: ["order_key", "sub_orders", "payer", "upload_time"],
} as const satisfies ObjectSchema;
