import type { Sku, Spu } from "../../domain/goods.js";
import {
  SKU_COLUMNS,
  SPU_COLUMNS,
  skuColumns,
  skuOf,
  spuColumns,
  spuOf,
} from "../rows/goods-rows.js";
import type { GoodsStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { parametersFor, whereAll } from "./sql.js";

export class PostgresGoodsStore implements GoodsStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async createSpu(spu: Spu): Promise<boolean> {
    const created = await this.#database.run(
      `INSERT INTO service_provider_spus (${SPU_COLUMNS}) VALUES (${parametersFor(SPU_COLUMNS)})
       ON CONFLICT DO NOTHING`,
      spuColumns(spu),
    );
    return created === 1;
  }

  async findSpu(spuId: string): Promise<Spu | null> {
    const row = await this.#database.first(
      `SELECT ${SPU_COLUMNS} FROM service_provider_spus WHERE spu_id = $1`,
      [spuId],
    );
    return row && spuOf(row);
  }

  async listSpus({ afterSpuId, limit }: { afterSpuId: string; limit: number }): Promise<Spu[]> {
    const rows = await this.#database.all(
      `SELECT ${SPU_COLUMNS} FROM service_provider_spus WHERE spu_id > $1 ORDER BY spu_id LIMIT $2`,
      [afterSpuId, limit],
    );
    return rows.map(spuOf);
  }

  async createSku(sku: Sku): Promise<boolean> {
    const created = await this.#database.run(
      `INSERT INTO service_provider_skus (${SKU_COLUMNS}) VALUES (${parametersFor(SKU_COLUMNS)})
       ON CONFLICT DO NOTHING`,
      skuColumns(sku),
    );
    return created === 1;
  }

  async findSku(skuId: string): Promise<Sku | null> {
    const row = await this.#database.first(
      `SELECT ${SKU_COLUMNS} FROM service_provider_skus WHERE sku_id = $1`,
      [skuId],
    );
    return row && skuOf(row);
  }

  async listSkus({
    spuId,
    afterSkuId,
    limit,
  }: Parameters<GoodsStore["listSkus"]>[0]): Promise<Sku[]> {
    const { where, values } = whereAll([
      ["sku_id > ?", afterSkuId],
      ["spu_id = ?", spuId],
    ]);
    const rows = await this.#database.all(
      `SELECT ${SKU_COLUMNS} FROM service_provider_skus ${where}
       ORDER BY sku_id LIMIT $${values.length + 1}`,
      [...values, limit],
    );
    return rows.map(skuOf);
  }

  async skusOf(spuId: string): Promise<Sku[]> {
    const rows = await this.#database.all(
      `SELECT ${SKU_COLUMNS} FROM service_provider_skus WHERE spu_id = $1 ORDER BY sku_id`,
      [spuId],
    );
    return rows.map(skuOf);
  }
}
