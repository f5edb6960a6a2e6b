import { enumeration, ORDER_NUMBER_TYPE } from "../enumerations.js";
import type { ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

/** The characters of a merchant's own order number; WeChat Pay also allows `|`. */
const OUT_TRADE_NO_PATTERN = "^[0-9A-Za-z_\\-*|]+$";

// The documents set no length for these three. WeChat Pay's own numbers have at most 32 bytes; twice
// that leaves room for a sandbox's invented numbers and still limits the key.
const NUMBER_BYTES_MAX = 64;

export const ORDER_KEY_SCHEMA = {
  type: "object",
  description: text(
    "Identifies the payment in one of two forms. The fields of the other form are ignored.",
    "以两种形式之一指定支付订单，另一形式的字段会被忽略。",
  ),
  properties: {
    order_number_type: enumeration(
      ORDER_NUMBER_TYPE,
      text(
        "1 MERCHANT_TRADE_NUMBER: mchid and out_trade_no; 2 WXPAY_TRADE_NUMBER: transaction_id",
        "1 MERCHANT_TRADE_NUMBER：mchid 与 out_trade_no；2 WXPAY_TRADE_NUMBER：transaction_id",
      ),
    ),
    transaction_id: {
      type: "string",
      description: text("Form 2: the WeChat Pay order number", "形式 2：微信支付订单号"),
      "x-maxBytes": NUMBER_BYTES_MAX,
      pattern: "^[0-9A-Za-z_\\-*|@.]+$",
      "x-patternMeaning": text(
        "may hold digits, letters and _ - * | @ . only",
        "只能包含数字、字母与 _ - * | @ .",
      ),
    },
    mchid: {
      type: "string",
      description: text(
        "Form 1: the merchant number that WeChat Pay issued",
        "形式 1：微信支付分配的商户号",
      ),
      "x-maxBytes": NUMBER_BYTES_MAX,
      examples: ["1900000109"],
    },
    out_trade_no: {
      type: "string",
      description: text(
        "Form 1: the merchant's own order number, unique within the mchid",
        "形式 1：商户订单号，在同一商户号下唯一",
      ),
      "x-maxBytes": NUMBER_BYTES_MAX,
      pattern: OUT_TRADE_NO_PATTERN,
      "x-patternMeaning": text(
        "may hold digits, letters and _ - * | only",
        "只能包含数字、字母与 _ - * |",
      ),
      examples: ["DINGDAN-20220520-0001"],
    },
  },
  required: ["order_number_type"],
} as const satisfies ObjectSchema;

/** The main key of a combined payment: its combine_out_trade_no may also contain `@`. */
export const COMBINED_ORDER_KEY_SCHEMA = {
  ...ORDER_KEY_SCHEMA,
  properties: {
    ...ORDER_KEY_SCHEMA.properties,
    out_trade_no: {
      ...ORDER_KEY_SCHEMA.properties.out_trade_no,
      pattern: "^[0-9A-Za-z_\\-*|@]+$",
      "x-patternMeaning": text(
        "may hold digits, letters and _ - * | @ only",
        "只能包含数字、字母与 _ - * | @",
      ),
    },
  },
} as const satisfies ObjectSchema;

export const OPENID_SCHEMA = {
  type: "string",
  description: text(
    "The payer's id in the app, 1 to 128 bytes",
    "用户在该应用下的标识，1 至 128 字节",
  ),
  minLength: 1,
  "x-maxBytes": 128,
  pattern: "^[A-Za-z0-9_-]+$",
  examples: ["oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"],
} as const satisfies StringSchema;

export const PAYER_SCHEMA = {
  type: "object",
  description: text(
    "The payer. The names `pay` and `opens` of older documents are also accepted.",
    "支付者。旧文档写作 `pay` 与 `opens`，亦可识别。",
  ),
  properties: { openid: OPENID_SCHEMA },
  required: ["openid"],
} as const satisfies ObjectSchema;
