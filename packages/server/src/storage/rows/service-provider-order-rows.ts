import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import type { Row, SqlValue } from "./row.js";

export const SERVICE_PROVIDER_ORDER_COLUMNS = `appid, order_id, status, created_at_ms, updated_at_ms, order_price, product_info,
  paid_at_ms, invoice, used, all_bought`;

export const serviceProviderOrderColumns = (order: ServiceProviderOrder): SqlValue[] => [
  order.appid,
  order.orderId,
  order.status,
  order.createdAtMs,
  order.updatedAtMs,
  order.orderPrice,
  JSON.stringify(order.productInfo),
  order.paidAtMs,
  order.invoice && JSON.stringify(order.invoice),
  order.used,
  order.all,
];

export function serviceProviderOrderOf(row: Row): ServiceProviderOrder {
  const invoice = row["invoice"] as string | null;
  return {
    appid: row["appid"] as string,
    orderId: row["order_id"] as string,
    status: row["status"] as ServiceProviderOrder["status"],
    createdAtMs: row["created_at_ms"] as number,
    updatedAtMs: row["updated_at_ms"] as number,
    orderPrice: row["order_price"] as string,
    productInfo: JSON.parse(row["product_info"] as string) as ServiceProviderOrder["productInfo"],
    paidAtMs: row["paid_at_ms"] as number | null,
    invoice: invoice === null ? null : (JSON.parse(invoice) as ServiceProviderOrder["invoice"]),
    used: row["used"] as string,
    all: row["all_bought"] as string,
  };
}
