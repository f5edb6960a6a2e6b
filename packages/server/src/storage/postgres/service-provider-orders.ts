import type { MoveDecision, ServiceProviderOrder } from "../../domain/service-provider-order.js";
import {
  SERVICE_PROVIDER_ORDER_COLUMNS as COLUMNS,
  serviceProviderOrderOf,
} from "../rows/service-provider-order-rows.js";
import type { ServiceProviderOrderStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import {
  findServiceProviderOrder,
  lockServiceProviderOrder,
  putServiceProviderOrder,
} from "./service-provider-order-rows.js";

// As the index has it.
const SP_SPU_ID = `(product_info::json ->> 'spSpuId') COLLATE "C"`;

export class PostgresServiceProviderOrderStore implements ServiceProviderOrderStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  create(order: ServiceProviderOrder): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      const isNew = await transaction.run(
        `INSERT INTO service_provider_order_ids (order_id, appid) VALUES ($1, $2)
         ON CONFLICT DO NOTHING`,
        [order.orderId, order.appid],
      );
      if (isNew === 0) return false;
      await putServiceProviderOrder(transaction, order);
      return true;
    });
  }

  find(appid: string, orderId: string): Promise<ServiceProviderOrder | null> {
    return findServiceProviderOrder(this.#database, appid, orderId);
  }

  move(
    orderId: string,
    decide: (order: ServiceProviderOrder) => MoveDecision,
  ): Promise<MoveDecision | null> {
    return this.#database.transaction(async (transaction) => {
      const owner = await transaction.first(
        "SELECT appid FROM service_provider_order_ids WHERE order_id = $1",
        [orderId],
      );
      if (owner === null) return null;
      const order = await lockServiceProviderOrder(transaction, owner["appid"] as string, orderId);
      if (order === null) return null;
      const decision = decide(order);
      if (decision.kind === "moved") await putServiceProviderOrder(transaction, decision.order);
      return decision;
    });
  }

  async findUnpaid(createdUntilMs: number): Promise<ServiceProviderOrder | null> {
    const row = await this.#database.first(
      `SELECT ${COLUMNS} FROM service_provider_orders WHERE status = 1 AND created_at_ms <= $1
       ORDER BY created_at_ms, order_id LIMIT 1`,
      [createdUntilMs],
    );
    return row && serviceProviderOrderOf(row);
  }

  list({
    appid,
    spSpuId,
    offset,
    limit,
  }: Parameters<ServiceProviderOrderStore["list"]>[0]): Promise<{
    total: number;
    orders: ServiceProviderOrder[];
  }> {
    return this.#database.snapshot(async (queries) => {
      const count = await queries.first(
        `SELECT count(*) AS total FROM service_provider_orders
         WHERE appid = $1 AND ${SP_SPU_ID} = $2`,
        [appid, spSpuId],
      );
      const rows = await queries.all(
        `SELECT ${COLUMNS} FROM service_provider_orders WHERE appid = $1 AND ${SP_SPU_ID} = $2
         ORDER BY created_at_ms DESC, order_id DESC LIMIT $3 OFFSET $4`,
        [appid, spSpuId, limit, offset],
      );
      return { total: count?.["total"] as number, orders: rows.map(serviceProviderOrderOf) };
    });
  }

  async listPaid(appid: string, spSpuId: string): Promise<ServiceProviderOrder[]> {
    const rows = await this.#database.all(
      `SELECT ${COLUMNS} FROM service_provider_orders
       WHERE appid = $1 AND ${SP_SPU_ID} = $2 AND paid_at_ms IS NOT NULL
       ORDER BY created_at_ms DESC, order_id DESC`,
      [appid, spSpuId],
    );
    return rows.map(serviceProviderOrderOf);
  }
}
