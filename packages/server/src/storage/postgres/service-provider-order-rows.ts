import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import {
  SERVICE_PROVIDER_ORDER_COLUMNS as COLUMNS,
  serviceProviderOrderColumns,
  serviceProviderOrderOf,
} from "../rows/service-provider-order-rows.js";
import type { Queries } from "./queries.js";
import { parametersFor } from "./sql.js";

const FIND = `SELECT ${COLUMNS} FROM service_provider_orders WHERE appid = $1 AND order_id = $2`;

export async function findServiceProviderOrder(
  queries: Queries,
  appid: string,
  orderId: string,
): Promise<ServiceProviderOrder | null> {
  const row = await queries.first(FIND, [appid, orderId]);
  return row && serviceProviderOrderOf(row);
}

/** The same, kept from every other transaction until this one ends. */
export async function lockServiceProviderOrder(
  transaction: Queries,
  appid: string,
  orderId: string,
): Promise<ServiceProviderOrder | null> {
  const row = await transaction.first(`${FIND} FOR UPDATE`, [appid, orderId]);
  return row && serviceProviderOrderOf(row);
}

export async function putServiceProviderOrder(
  transaction: Queries,
  order: ServiceProviderOrder,
): Promise<void> {
  await transaction.run(
    `INSERT INTO service_provider_orders (${COLUMNS}) VALUES (${parametersFor(COLUMNS)})
     ON CONFLICT (appid, order_id) DO UPDATE SET
       status = excluded.status, created_at_ms = excluded.created_at_ms,
       updated_at_ms = excluded.updated_at_ms, order_price = excluded.order_price,
       product_info = excluded.product_info, paid_at_ms = excluded.paid_at_ms,
       invoice = excluded.invoice, used = excluded.used, all_bought = excluded.all_bought`,
    serviceProviderOrderColumns(order),
  );
}
