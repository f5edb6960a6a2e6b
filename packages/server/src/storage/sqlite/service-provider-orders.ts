import type { MoveDecision, ServiceProviderOrder } from "../../domain/service-provider-order.js";
import {
  SERVICE_PROVIDER_ORDER_COLUMNS as COLUMNS,
  serviceProviderOrderOf,
} from "../rows/service-provider-order-rows.js";
import type { ServiceProviderOrderStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";
import {
  findServiceProviderOrder,
  putServiceProviderOrder,
} from "./service-provider-order-rows.js";

export class SqliteServiceProviderOrderStore implements ServiceProviderOrderStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  create(order: ServiceProviderOrder): Promise<boolean> {
    return this.#database.write(() => {
      const isNew = this.#database.run(
        `INSERT INTO service_provider_order_ids (order_id, appid) VALUES (?, ?)
         ON CONFLICT DO NOTHING`,
        order.orderId,
        order.appid,
      );
      if (isNew === 0) return false;
      putServiceProviderOrder(this.#database, order);
      return true;
    });
  }

  find(appid: string, orderId: string): Promise<ServiceProviderOrder | null> {
    return Promise.resolve(findServiceProviderOrder(this.#database, appid, orderId));
  }

  move(
    orderId: string,
    decide: (order: ServiceProviderOrder) => MoveDecision,
  ): Promise<MoveDecision | null> {
    return this.#database.write(() => {
      const row = this.#database.first(
        `SELECT ${COLUMNS} FROM service_provider_orders
         WHERE order_id = ?1
           AND appid = (SELECT appid FROM service_provider_order_ids WHERE order_id = ?1)`,
        orderId,
      );
      if (row === null) return null;
      const decision = decide(serviceProviderOrderOf(row));
      if (decision.kind === "moved") putServiceProviderOrder(this.#database, decision.order);
      return decision;
    });
  }

  findUnpaid(createdUntilMs: number): Promise<ServiceProviderOrder | null> {
    const row = this.#database.first(
      `SELECT ${COLUMNS} FROM service_provider_orders WHERE status = 1 AND created_at_ms <= ?
       ORDER BY created_at_ms, order_id LIMIT 1`,
      createdUntilMs,
    );
    return Promise.resolve(row && serviceProviderOrderOf(row));
  }

  list({
    appid,
    spSpuId,
    offset,
    limit,
  }: {
    appid: string;
    spSpuId: string;
    offset: number;
    limit: number;
  }): Promise<{ total: number; orders: ServiceProviderOrder[] }> {
    const where = "appid = ? AND json_extract(product_info, '$.spSpuId') = ?";
    const count = this.#database.first(
      `SELECT COUNT(*) AS total FROM service_provider_orders WHERE ${where}`,
      appid,
      spSpuId,
    );
    const rows = this.#database.all(
      `SELECT ${COLUMNS} FROM service_provider_orders WHERE ${where}
       ORDER BY created_at_ms DESC, order_id DESC LIMIT ? OFFSET ?`,
      appid,
      spSpuId,
      limit,
      offset,
    );
    return Promise.resolve({
      total: count?.["total"] as number,
      orders: rows.map(serviceProviderOrderOf),
    });
  }

  listPaid(appid: string, spSpuId: string): Promise<ServiceProviderOrder[]> {
    const rows = this.#database.all(
      `SELECT ${COLUMNS} FROM service_provider_orders
       WHERE appid = ? AND json_extract(product_info, '$.spSpuId') = ? AND paid_at_ms IS NOT NULL
       ORDER BY created_at_ms DESC, order_id DESC`,
      appid,
      spSpuId,
    );
    return Promise.resolve(rows.map(serviceProviderOrderOf));
  }
}
