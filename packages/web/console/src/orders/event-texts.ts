import { type Text, text } from "@dingdan/contract";

const EVENTS: Readonly<Record<string, Text>> = {
  paid: text("Paid", "买家付款"),
  payment_received: text("Payment came to the platform", "平台收到支付"),
  uploaded: text("Uploaded", "上传购物详情"),
  replaced: text("Replaced by a later upload", "被更晚的上传更新"),
  matched: text("Matched to its payment", "与支付匹配"),
  mismatched: text("Met a payment that is not its own", "与支付不符"),
  shipped: text("Shipped", "已发货"),
  shipping_replaced: text("Shipping told anew", "更新发货信息"),
  exposed: text("Shown to its buyer", "对买家可见"),
  refund_received: text("Refund came to the platform", "平台收到退款"),
  refunded: text("Refunded", "已退款"),
};

/** What an event of the timeline is called; one that a newer platform tells keeps its name. */
export const eventText = (event: string): Text => EVENTS[event] ?? text(event, event);
