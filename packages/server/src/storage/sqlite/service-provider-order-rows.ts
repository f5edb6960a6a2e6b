import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import {
  SERVICE_PROVIDER_ORDER_COLUMNS,
  serviceProviderOrderColumns,
  serviceProviderOrderOf,
} from "../rows/service-provider-order-rows.js";
import type { SqliteDatabase } from "./database.js";

export function findServiceProviderOrder(
  database: SqliteDatabase,
  appid: string,
  orderId: string,
): ServiceProviderOrder | null {
  const row = database.first(
    `SELECT ${SERVICE_PROVIDER_ORDER_COLUMNS} FROM service_provider_orders
     WHERE appid = ? AND order_id = ?`,
    appid,
    orderId,
  );
  return row && serviceProviderOrderOf(row);
}

/** Writes an order, inside a job of the database. */
export function putServiceProviderOrder(
  database: SqliteDatabase,
  order: ServiceProviderOrder,
): void {
  database.run(
    `INSERT OR REPLACE INTO service_provider_orders (${SERVICE_PROVIDER_ORDER_COLUMNS})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...serviceProviderOrderColumns(order),
  );
}
