import {
  TRADE_DELIVERY_ERROR_NAMES,
  TRADE_ORDER_KEY_ERROR_NAMES,
  TRADE_PAYMENT_ERROR_NAMES,
  TRADE_SUB_ORDER_ERROR_NAMES,
  TRADE_UPLOAD_ERROR_NAMES,
} from "../error-catalogue.js";
import { EXAMPLE_COMBINED_TRADE_UPLOAD, EXAMPLE_TRADE_UPLOAD } from "../examples.js";
import {
  combinedTradeUploadViolations,
  tradeUploadViolations,
} from "../rules/trade-shipping-rules.js";
import { TRADE_COMBINED_UPLOAD_SCHEMA, TRADE_UPLOAD_SCHEMA } from "../schemas/trade-shipping.js";
import { text } from "../text.js";
import type { Operation } from "./operation.js";
import { OK, TRADE_BODY_ERROR_NAMES, TRADE_OPERATION } from "./shipping-management-operation.js";

export const secUploadShippingInfo = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.uploadShippingInfo",
  path: "/wxa/sec/order/upload_shipping_info",
  summary: text("Report that goods were sent", "发货信息录入"),
  description: text(
    "Reports with what the goods of one payment were sent. The money stays frozen until the shipment is complete and the receipt is confirmed. UNIFIED_DELIVERY, or SPLIT_DELIVERY with is_all_delivered true, completes the shipment and notifies the buyer. A further upload after that is the re-shipment, which is possible once.",
    "录入一笔支付的发货信息。完成发货并确认收货之前，资金保持冻结。统一发货，或分拆发货且 is_all_delivered 为 true，即完成发货并通知用户；此后再次上传即重新发货，仅可一次。",
  ),
  request: TRADE_UPLOAD_SCHEMA,
  errors: [
    ...TRADE_BODY_ERROR_NAMES,
    ...TRADE_ORDER_KEY_ERROR_NAMES,
    ...TRADE_DELIVERY_ERROR_NAMES,
    ...TRADE_UPLOAD_ERROR_NAMES,
    ...TRADE_PAYMENT_ERROR_NAMES,
  ],
  violations: tradeUploadViolations,
  example: { request: EXAMPLE_TRADE_UPLOAD, reply: OK },
} as const satisfies Operation;

export const secUploadCombinedShippingInfo = {
  ...TRADE_OPERATION,
  name: "wxa.sec.order.uploadCombinedShippingInfo",
  path: "/wxa/sec/order/upload_combined_shipping_info",
  summary: text("Report that goods of a combined payment were sent", "发货信息合单录入"),
  description: text(
    "Reports with what some or all sub-orders of a combined payment were sent, all or nothing: the first sub-order with an error decides the reply, and nothing is stored. Each sub-order has its own state and its own re-shipment.",
    "录入合单支付中部分或全部子单的发货信息，要么全部成功，要么全部不保存：由第一个有误的子单决定返回。每个子单有各自的状态与重新发货机会。",
  ),
  request: TRADE_COMBINED_UPLOAD_SCHEMA,
  errors: [
    ...TRADE_BODY_ERROR_NAMES,
    ...TRADE_ORDER_KEY_ERROR_NAMES,
    ...TRADE_SUB_ORDER_ERROR_NAMES,
    ...TRADE_DELIVERY_ERROR_NAMES,
    ...TRADE_UPLOAD_ERROR_NAMES,
    ...TRADE_PAYMENT_ERROR_NAMES,
  ],
  violations: combinedTradeUploadViolations,
  example: { request: EXAMPLE_COMBINED_TRADE_UPLOAD, reply: OK },
} as const satisfies Operation;
