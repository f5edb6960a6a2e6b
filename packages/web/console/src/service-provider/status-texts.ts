import { INVOICE_STATUS, SERVICE_PROVIDER_ORDER_STATUS, type Text, text } from "@dingdan/contract";

export type OrderStatus =
  (typeof SERVICE_PROVIDER_ORDER_STATUS)[keyof typeof SERVICE_PROVIDER_ORDER_STATUS];
export type InvoiceStatus = (typeof INVOICE_STATUS)[keyof typeof INVOICE_STATUS];

export const STATUS_TEXTS: Readonly<Record<OrderStatus, Text>> = {
  1: text("To be paid", "待支付"),
  2: text("Paid", "支付成功"),
  3: text("Timed out", "订单超时"),
  5: text("Refunding", "退款中"),
  6: text("Refunded", "退款成功"),
  7: text("Refund failed", "退款失败"),
  9: text("Cancelled", "订单取消"),
};

export const STATUS_COLOURS: Readonly<Record<OrderStatus, string>> = {
  1: "gold",
  2: "green",
  3: "default",
  5: "blue",
  6: "default",
  7: "red",
  9: "default",
};

export const INVOICE_TEXTS: Readonly<Record<InvoiceStatus, Text>> = {
  1: text("In progress", "开票中"),
  2: text("Issued", "已开票"),
  3: text("Cancelled", "开票取消"),
  4: text("Failed", "开票失败"),
};

export const ORDER_STATUSES = Object.values(SERVICE_PROVIDER_ORDER_STATUS);
export const INVOICE_STATUSES = Object.values(INVOICE_STATUS);
