import { type OrderEvent, type RefundState, statusWords, type Text, text } from "@dingdan/contract";

/** The texts of the events in an order's timeline. */
export const EVENT_TEXTS: Readonly<Record<OrderEvent, Text>> = {
  paid: text("Paid", "买家付款"),
  payment_received: text("Payment recorded", "平台收到支付"),
  uploaded: text("Uploaded", "上传购物详情"),
  replaced: text("Replaced by a later upload", "被更晚的上传更新"),
  matched: text("Matched to its payment", "与支付匹配"),
  mismatched: text("Did not match the payment", "与支付不符"),
  partly_shipped: statusWords("partly_shipped"),
  shipped: statusWords("shipped"),
  shipping_replaced: text("Logistics replaced", "更新发货信息"),
  contradicted: text("Reported again with a different fact", "再次报告的内容与记录不一致"),
  exposed: text("Shown to its buyer", "对买家可见"),
  refund_started: text("Refund started", "退款处理中"),
  partly_refunded: statusWords("partly_refunded"),
  refunded: statusWords("refunded"),
  refund_closed: text("Refund closed", "退款关闭"),
  refund_abnormal: text("Refund failed", "退款异常"),
};

export const REFUND_TEXTS: Readonly<Record<RefundState, Text>> = {
  processing: statusWords("refund_in_progress"),
  succeeded: statusWords("refunded"),
  closed: text("Closed", "已关闭"),
  abnormal: text("Failed", "异常"),
};
