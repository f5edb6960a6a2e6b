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
    consignor_contact: { type: "string", "x-maxBytes": 1024 },
    receiver_contact: { type: "string", "x-maxBytes": 1024 },
  },
} as const satisfies ObjectSchema;

export const SHIPPED_ITEM_SCHEMA = {
  type: "object",
  properties: { merchant_item_id: { type: "string", "x-maxBytes": 64 } },
  required: ["merchant_item_id"],
} as const satisfies ObjectSchema;

export const SHIPPED_ITEMS_SCHEMA = {
  type: "array",
  items: SHIPPED_ITEM_SCHEMA,
  maxItems: 50,
} as const satisfies ArraySchema;

export const PARCEL_SCHEMA = {
  type: "object",
  properties: {
    tracking_no: { type: "string", "x-maxBytes": 128, examples: ["SF1234567890"] },
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
