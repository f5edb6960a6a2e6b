import { DELIVERY_MODE, enumeration } from "../enumerations.js";
import type { ArraySchema, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { COMBINED_ORDER_KEY_SCHEMA, ORDER_KEY_SCHEMA, PAYER_SCHEMA } from "./order-key.js";
import { UPLOAD_TIME_SCHEMA } from "./shopping-details.js";

const DELIVERY_MODE_SCHEMA = enumeration(
  DELIVERY_MODE,
  text(
    "1 UNIFIED_DELIVERY: one parcel, without items; 2 SPLIT_DELIVERY: each parcel lists its items",
    "1 UNIFIED_DELIVERY：一个包裹，不列商品；2 SPLIT_DELIVERY：每个包裹列出商品",
  ),
);

export const CONTACT_SCHEMA = {
  type: "object",
  description: text(
    "Masked phone numbers with the last four digits readable, such as 189****1234; SF needs one of the two",
    "打码的联系方式，须保留末四位，例如 189****1234；顺丰（SF）必填其一",
  ),
  properties: {
    consignor_contact: {
      type: "string",
      description: text("The sender's phone number, masked", "寄件人联系方式，须打码"),
      "x-maxBytes": 1024,
    },
    receiver_contact: {
      type: "string",
      description: text("The recipient's phone number, masked", "收件人联系方式，须打码"),
      "x-maxBytes": 1024,
    },
  },
} as const satisfies ObjectSchema;

export const SHIPPED_ITEM_SCHEMA = {
  type: "object",
  properties: {
    merchant_item_id: {
      type: "string",
      description: text(
        "The merchant_item_id of the shopping details",
        "上传购物详情时的 merchant_item_id",
      ),
      "x-maxBytes": 64,
    },
  },
  required: ["merchant_item_id"],
} as const satisfies ObjectSchema;

export const SHIPPED_ITEMS_SCHEMA = {
  type: "array",
  description: text(
    "The items in the parcel, at most 50; only for SPLIT_DELIVERY",
    "包裹内的商品，最多 50 个；仅拆分发货时填写",
  ),
  items: SHIPPED_ITEM_SCHEMA,
  maxItems: 50,
} as const satisfies ArraySchema;

export const PARCEL_SCHEMA = {
  type: "object",
  properties: {
    tracking_no: {
      type: "string",
      description: text("The tracking number", "物流单号"),
      "x-maxBytes": 128,
      examples: ["SF1234567890"],
    },
    express_company: {
      type: "string",
      description: text("The carrier's code (delivery_id)", "物流公司编码（delivery_id）"),
      "x-maxBytes": 128,
      examples: ["SF"],
    },
    item_list: SHIPPED_ITEMS_SCHEMA,
    contact: CONTACT_SCHEMA,
  },
  required: ["tracking_no", "express_company"],
} as const satisfies ObjectSchema;

export const SHIPPING_LIST_SCHEMA = {
  type: "array",
  description: text(
    "The parcels: one for UNIFIED_DELIVERY, at most 10 for SPLIT_DELIVERY",
    "包裹：统一发货为 1 个，拆分发货最多 10 个",
  ),
  items: PARCEL_SCHEMA,
  minItems: 1,
  maxItems: 10,
} as const satisfies ArraySchema;

export const UPLOAD_SHIPPING_INFO_SCHEMA = {
  type: "object",
  properties: {
    order_key: ORDER_KEY_SCHEMA,
    delivery_mode: DELIVERY_MODE_SCHEMA,
    shipping_list: SHIPPING_LIST_SCHEMA,
    payer: PAYER_SCHEMA,
    upload_time: UPLOAD_TIME_SCHEMA,
  },
  required: ["order_key", "delivery_mode", "shipping_list", "upload_time"],
} as const satisfies ObjectSchema;

export const SUB_SHIPPINGS_SCHEMA = {
  type: "array",
  description: text(
    "The sub-orders to ship, 1 to 50; the others keep their parcels",
    "要发货的子单，1 至 50 个；其余子单的物流信息不变",
  ),
  items: {
    type: "object",
    properties: {
      order_key: ORDER_KEY_SCHEMA,
      delivery_mode: DELIVERY_MODE_SCHEMA,
      shipping_list: SHIPPING_LIST_SCHEMA,
    },
    required: ["order_key", "delivery_mode", "shipping_list"],
  },
  minItems: 1,
  maxItems: 50,
} as const satisfies ArraySchema;

export const UPLOAD_COMBINED_SHIPPING_INFO_SCHEMA = {
  type: "object",
  properties: {
    order_key: COMBINED_ORDER_KEY_SCHEMA,
    sub_orders: SUB_SHIPPINGS_SCHEMA,
    payer: PAYER_SCHEMA,
    upload_time: UPLOAD_TIME_SCHEMA,
  },
  required: ["order_key", "sub_orders", "upload_time"],
} as const satisfies ObjectSchema;
