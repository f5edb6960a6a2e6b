import { EXAMPLE_APPID } from "../examples.js";
import { DEFAULT_CURRENCY } from "../money.js";
import { PAID_ORDER_STATUSES } from "../order-status.js";
import type { AnySchema, ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

export const INSTANT = {
  type: "string",
  format: "date-time",
  description: text("RFC 3339, in UTC", "RFC 3339，UTC 时间"),
} as const satisfies StringSchema;

export const APPID = {
  type: "string",
  pattern: "^[0-9A-Za-z_-]{1,32}$",
  examples: [EXAMPLE_APPID],
} as const satisfies StringSchema;

export const OPENID = {
  type: "string",
  minLength: 1,
  "x-maxBytes": 128,
} as const satisfies StringSchema;

/** A number of WeChat Pay or a merchant. The limit is twice its length, for invented numbers. */
export const PAY_NUMBER = {
  type: "string",
  minLength: 1,
  "x-maxBytes": 64,
  pattern: "^[0-9A-Za-z_\\-*|@.]+$",
} as const satisfies StringSchema;

/** A currency of WeChat Pay's objects. */
export const PAY_CURRENCY = {
  type: "string",
  pattern: "^[A-Z]{3}$",
  "x-patternMeaning": text(
    "must be an ISO 4217 code such as CNY",
    "应为 ISO 4217 货币代码，例如 CNY",
  ),
  examples: [DEFAULT_CURRENCY],
} as const satisfies StringSchema;

/** An amount of money in an answer: a `Money`. */
export const MONEY = {
  type: "object",
  properties: {
    amount_minor: {
      type: "integer",
      description: text(
        "In the minor unit of the currency: fen for CNY, yen for JPY",
        "以货币最小单位计：CNY 为分，JPY 为日元",
      ),
    },
    currency: { type: "string", description: text("ISO 4217 code", "ISO 4217 货币代码") },
  },
  required: ["amount_minor", "currency"],
} as const satisfies ObjectSchema;

/** The amounts of a payment, or of a part of it. */
export const AMOUNTS = {
  amount: {
    ...MONEY,
    description: text("The order's total: total of WeChat Pay", "订单总额：微信支付的 total"),
  },
  payer_amount: {
    ...MONEY,
    description: text(
      "What the buyer paid: payer_total of WeChat Pay; absent if it was not reported",
      "用户实付：微信支付的 payer_total；未收到时没有",
    ),
  },
  coupon: {
    ...MONEY,
    description: text(
      "Paid by coupons: total − payer_total; absent without coupons, or if the currencies differ",
      "优惠券抵扣：total − payer_total；没有优惠或币种不同时没有",
    ),
  },
} as const;

/** The total without its currency, for clients that were written before amounts had one. */
export const AMOUNT_FEN = {
  type: "integer",
  description: text(
    "The number of amount, without its currency; read amount instead",
    "amount 的数值，不含币种；请改用 amount",
  ),
} as const;

/** The statuses of a paid order. */
export const STATUSES = {
  type: "array",
  description: text("All statuses, the most important first", "全部状态，最重要的在前"),
  items: { type: "string", enum: PAID_ORDER_STATUSES },
} as const;

/** Whether an order has to be shipped at all. */
export const NEEDS_PARCEL = {
  type: "boolean",
  description: text(
    "False if the order has only virtual goods and self pick-up, which are not shipped",
    "仅含虚拟商品或用户自提、无需发货时为 false",
  ),
} as const;

/** What pages show for the transaction_id of a combined payment that WeChat Pay has not reported. */
export const WITHOUT_NUMBER = text(
  "This combined payment has no number of its own: see its parts.",
  "该合单支付没有自己的单号，请查看各笔子支付。",
);

/** The sub-payments of a combined payment. */
export const PAYMENT_PARTS = {
  type: "array",
  description: text(
    "The sub-payments of a combined payment; absent for an ordinary payment",
    "合单支付的子支付；普通支付没有",
  ),
  items: {
    type: "object",
    properties: {
      transaction_id: { type: "string" },
      out_trade_no: { type: "string" },
      mchid: { type: "string" },
      ...AMOUNTS,
    },
    required: ["amount"],
  },
} as const;

export const NAME = { type: "string", minLength: 1, maxLength: 64 } as const satisfies StringSchema;

export const ANY = { "x-any": true } as const satisfies AnySchema;

/** Several times what the longest cursor has. */
export const CURSOR_BYTES_MAX = 1024;

export const PAGE_QUERY = {
  limit: {
    type: "integer",
    minimum: 1,
    maximum: 100,
    description: text("Default: 20", "默认 20"),
  },
  cursor: {
    type: "string",
    "x-maxBytes": CURSOR_BYTES_MAX,
    description: text("next_cursor of the previous page", "上一页的 next_cursor"),
  },
} as const;

export const pageOf = <const Item extends ObjectSchema>(items: Item) =>
  ({
    type: "object",
    properties: {
      items: { type: "array", items },
      next_cursor: { type: "string", description: text("Absent on the last page", "最后一页没有") },
    },
    required: ["items"],
  }) as const;

export const UNKNOWN_APP = { 404: text("no app has this appid", "没有该 appid 的应用") } as const;
export const BAD_BODY = {
  400: text("the request is invalid: it does not match its schema", "请求不符合约定"),
} as const;

/** IP addresses and ranges. */
export const ADDRESSES = {
  type: "array",
  items: {
    type: "string",
    pattern: "^[0-9a-fA-F:.]{2,45}(?:/\\d{1,3})?$",
    "x-patternMeaning": text(
      "must be an IP address or a range such as 203.0.113.0/24",
      "须为 IP 地址或网段，例如 203.0.113.0/24",
    ),
  },
  maxItems: 200,
} as const;
