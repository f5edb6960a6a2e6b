import type { MoveDecision, ServiceProviderOrder } from "../../domain/service-provider-order.js";
import type { ServiceProviderOrderStore } from "../store.js";
import type { Row, SqliteDatabase } from "./database.js";

const COLUMNS = `appid, order_id, status, created_at_ms, updated_at_ms, order_price, product_info,
  paid_at_ms, invoice, used, all_bought`;

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
      this.#put(order);
      return true;
    });
  }

  find(appid: string, orderId: string): Promise<ServiceProviderOrder | null> {
    const row = this.#database.first(
      `SELECT ${COLUMNS} FROM service_provider_orders WHERE appid = ? AND order_id = ?`,
      appid,
      orderId,
    );
    return Promise.resolve(row && orderOf(row));
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
      const decision = decide(orderOf(row));
      if (decision.kind === "moved") this.#put(decision.order);
      return decision;
    });
  }

  findUnpaid(createdUntilMs: number): Promise<ServiceProviderOrder | null> {
    const row = this.#database.first(
      `SELECT ${COLUMNS} FROM service_provider_orders WHERE status = 1 AND created_at_ms <= ?
       ORDER BY created_at_ms, order_id LIMIT 1`,
      createdUntilMs,
    );
    return Promise.resolve(row && orderOf(row));
  }

  #put(order: ServiceProviderOrder): void {
    this.#database.run(
      `INSERT OR REPLACE INTO service_provider_orders (${COLUMNS})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    );
  }
}

function orderOf(row: Row): ServiceProviderOrder {
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
