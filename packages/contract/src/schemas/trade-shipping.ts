import { DELIVERY_MODE, enumeration, LOGISTICS_TYPE } from "../enumerations.js";
import type { ArraySchema, ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";
import { ORDER_KEY_SCHEMA } from "./order-key.js";
import { CONTACT_SCHEMA } from "./shipping-info.js";

/** At most this many parcels for one payment, over all of its uploads. */
export const TRADE_PARCELS_MAX = 15;
export const TRADE_SUB_ORDERS_MAX = 50;

export const TRADE_LOGISTICS_TYPE_SCHEMA = enumeration(
  LOGISTICS_TYPE,
  text(
    "1 courier, 2 same-city delivery, 3 virtual goods, 4 self pick-up",
    "1 快递，2 同城配送，3 虚拟商品，4 用户自提",
  ),
);

export const TRADE_DELIVERY_MODE_SCHEMA = enumeration(
  DELIVERY_MODE,
  text(
    "1 UNIFIED_DELIVERY: one entry in shipping_list; 2 SPLIT_DELIVERY: several parcels, couriers only",
    "1 UNIFIED_DELIVERY：shipping_list 只有一条；2 SPLIT_DELIVERY：多个包裹，仅限快递",
  ),
);

export const TRADE_PARCEL_SCHEMA = {
  type: "object",
  description: text("One parcel or delivery", "一个包裹或一次配送"),
  properties: {
    tracking_no: {
      type: "string",
      description: text("The tracking number; required for couriers", "物流单号；快递必填"),
      "x-maxBytes": 128,
      examples: ["SF1234567890"],
    },
    express_company: {
      type: "string",
      description: text(
        "The carrier's delivery_id, required for couriers; a free name for same-city delivery",
        "物流公司编码（delivery_id），快递必填；同城配送可填名称",
      ),
      "x-maxBytes": 128,
      examples: ["SF"],
    },
    item_desc: {
      type: "string",
      description: text(
        "The goods in the parcel, 1 to 120 characters; the buyer sees it",
        "包裹内的商品，1 至 120 个字符，用户可见",
      ),
      maxLength: 120,
      "x-multiline": true,
      examples: ["雨伞*1"],
    },
    contact: CONTACT_SCHEMA,
  },
  required: ["item_desc"],
} as const satisfies ObjectSchema;

export const TRADE_SHIPPING_LIST_SCHEMA = {
  type: "array",
  description: text(
    "One entry for UNIFIED_DELIVERY, 1 to 15 for SPLIT_DELIVERY",
    "统一发货为 1 条，分拆发货为 1 至 15 条",
  ),
  items: TRADE_PARCEL_SCHEMA,
  minItems: 1,
  maxItems: TRADE_PARCELS_MAX,
} as const satisfies ArraySchema;

const DELIVERY_PROPERTIES = {
  order_key: ORDER_KEY_SCHEMA,
  logistics_type: TRADE_LOGISTICS_TYPE_SCHEMA,
  delivery_mode: TRADE_DELIVERY_MODE_SCHEMA,
  is_all_delivered: {
    type: "boolean",
    description: text(
      "Required for SPLIT_DELIVERY: true with the last parcels, false before; ignored otherwise",
      "分拆发货必填：最后一批填 true，之前填 false；其他情形忽略",
    ),
  },
  shipping_list: TRADE_SHIPPING_LIST_SCHEMA,
} as const satisfies ObjectSchema["properties"];

const DELIVERY_NAMES = ["order_key", "logistics_type", "delivery_mode", "shipping_list"] as const;

const TRADE_UPLOAD_TIME_SCHEMA = {
  type: "string",
  description: text(
    "RFC 3339 with an offset; later than that of the payment's previous upload, and at most 60 seconds ahead of the platform's clock",
    "带时区偏移的 RFC 3339 时间；须晚于该支付单上一次上传的时间，且不得比平台时钟快 60 秒以上",
  ),
  format: "date-time",
  examples: ["2026-11-20T15:30:00.120+08:00"],
} as const satisfies StringSchema;

const TRADE_PAYER_SCHEMA = {
  type: "object",
  description: text("The payer", "支付者"),
  properties: {
    openid: {
      type: "string",
      description: text(
        "The payer's id under the calling app, 1 to 128 bytes",
        "支付者在调用方应用下的标识，1 至 128 字节",
      ),
      "x-maxBytes": 128,
      examples: ["oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"],
    },
  },
  required: ["openid"],
} as const satisfies ObjectSchema;

export const TRADE_OPENID_SCHEMA = TRADE_PAYER_SCHEMA.properties.openid;

export const TRADE_UPLOAD_SCHEMA = {
  type: "object",
  properties: {
    ...DELIVERY_PROPERTIES,
    upload_time: TRADE_UPLOAD_TIME_SCHEMA,
    payer: TRADE_PAYER_SCHEMA,
  },
  required: [...DELIVERY_NAMES, "upload_time", "payer"],
} as const satisfies ObjectSchema;

export const TRADE_SUB_DELIVERIES_SCHEMA = {
  type: "array",
  description: text(
    "The sub-orders to ship, 1 to 50; some may be left out",
    "要发货的子单，1 至 50 个，可只含一部分",
  ),
  items: { type: "object", properties: DELIVERY_PROPERTIES, required: DELIVERY_NAMES },
  minItems: 1,
  maxItems: TRADE_SUB_ORDERS_MAX,
} as const satisfies ArraySchema;

export const TRADE_COMBINED_UPLOAD_SCHEMA = {
  type: "object",
  properties: {
    order_key: ORDER_KEY_SCHEMA,
    sub_orders: TRADE_SUB_DELIVERIES_SCHEMA,
    upload_time: TRADE_UPLOAD_TIME_SCHEMA,
    payer: TRADE_PAYER_SCHEMA,
  },
  required: ["order_key", "sub_orders", "upload_time", "payer"],
} as const satisfies ObjectSchema;
