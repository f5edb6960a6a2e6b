import type { ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

export const ORDER_ID_PATTERN = "^DD\\d{19}$";

/** The orderId in a request of a service provider. */
export const OWN_ORDER_ID = {
  type: "string",
  pattern: ORDER_ID_PATTERN,
  description: text(
    "One of the service provider's own orders: DD and 19 digits",
    "服务商自己的订单：DD 加 19 位数字",
  ),
} as const satisfies StringSchema;

/** The purchased product; the names are WeChat's. */
export const ORDER_PRODUCT_INFO_SCHEMA = {
  type: "object",
  properties: {
    spSpuId: { type: "string" },
    spSkuId: { type: "string" },
    spBizId: { type: "integer" },
    spuName: { type: "string" },
    skuName: { type: "string" },
    skuCnt: { type: "integer", minimum: 1 },
    validityBeginTime: { type: "integer", description: text("Seconds since 1970", "秒级时间戳") },
    validityEndTime: { type: "integer", description: text("Seconds since 1970", "秒级时间戳") },
  },
} as const satisfies ObjectSchema;

const QUANTITY = { type: "string", pattern: "^\\d{1,19}$" } as const;

export const SERVICE_PROVIDER_ORDER_SCHEMA = {
  type: "object",
  properties: {
    orderId: { type: "string", pattern: ORDER_ID_PATTERN },
    status: {
      type: "integer",
      enum: [1, 2, 3, 5, 6, 7, 9],
      description: text(
        "1 to be paid, 2 paid, 3 timed out, 5 refunding, 6 refunded, 7 refund failed, 9 cancelled",
        "1 待支付、2 支付成功、3 订单超时、5 退款中、6 退款成功、7 退款失败、9 订单取消",
      ),
    },
    createTime: { type: "integer", description: text("Milliseconds since 1970", "毫秒级时间戳") },
    updateTime: { type: "integer", description: text("Milliseconds since 1970", "毫秒级时间戳") },
    orderPrice: {
      ...QUANTITY,
      description: text("In fen, 64 bits, as a string", "单位：分，64 位，以字符串表示"),
    },
    payInfo: {
      type: "object",
      properties: {
        applyPayTime: { type: "integer", description: text("Seconds since 1970", "秒级时间戳") },
        finishPayTime: {
          type: "integer",
          description: text(
            "Seconds since 1970; only after a successful payment",
            "秒级时间戳；仅支付成功后返回",
          ),
        },
      },
      required: ["applyPayTime"],
    },
    orderProductInfo: ORDER_PRODUCT_INFO_SCHEMA,
    invoiceInfo: {
      type: "object",
      description: text("Only after an invoice was requested", "仅申请发票后返回"),
      properties: {
        invoiceApplyTime: { type: "integer" },
        invoiceStatus: {
          type: "integer",
          enum: [1, 2, 3, 4],
          description: text(
            "1 in progress, 2 issued, 3 cancelled, 4 failed",
            "1 开票中、2 已开票、3 开票取消、4 开票失败",
          ),
        },
      },
      required: ["invoiceApplyTime", "invoiceStatus"],
    },
    usage: {
      type: "object",
      description: text("Only after a successful payment", "仅支付成功后返回"),
      properties: { used: QUANTITY, all: QUANTITY },
      required: ["used", "all"],
    },
  },
  required: ["orderId", "status", "createTime", "updateTime", "orderPrice", "orderProductInfo"],
} as const satisfies ObjectSchema;
