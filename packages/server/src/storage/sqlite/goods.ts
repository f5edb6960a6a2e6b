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
import type { SqliteDatabase } from "./database.js";

export class SqliteGoodsStore implements GoodsStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  createSpu(spu: Spu): Promise<boolean> {
    return this.#database.write(
      () =>
        this.#database.run(
          `INSERT INTO service_provider_spus (${SPU_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          ...spuColumns(spu),
        ) === 1,
    );
  }

  findSpu(spuId: string): Promise<Spu | null> {
    const row = this.#database.first(
      `SELECT ${SPU_COLUMNS} FROM service_provider_spus WHERE spu_id = ?`,
      spuId,
    );
    return Promise.resolve(row && spuOf(row));
  }

  listSpus({ afterSpuId, limit }: { afterSpuId: string; limit: number }): Promise<Spu[]> {
    const rows = this.#database.all(
      `SELECT ${SPU_COLUMNS} FROM service_provider_spus WHERE spu_id > ? ORDER BY spu_id LIMIT ?`,
      afterSpuId,
      limit,
    );
    return Promise.resolve(rows.map(spuOf));
  }

  createSku(sku: Sku): Promise<boolean> {
    return this.#database.write(
      () =>
        this.#database.run(
          `INSERT INTO service_provider_skus (${SKU_COLUMNS}) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          ...skuColumns(sku),
        ) === 1,
    );
  }

  findSku(skuId: string): Promise<Sku | null> {
    const row = this.#database.first(
      `SELECT ${SKU_COLUMNS} FROM service_provider_skus WHERE sku_id = ?`,
      skuId,
    );
    return Promise.resolve(row && skuOf(row));
  }

  listSkus({
    spuId,
    afterSkuId,
    limit,
  }: {
    spuId?: string;
    afterSkuId: string;
    limit: number;
  }): Promise<Sku[]> {
    const rows =
      spuId === undefined
        ? this.#database.all(
            `SELECT ${SKU_COLUMNS} FROM service_provider_skus
             WHERE sku_id > ? ORDER BY sku_id LIMIT ?`,
            afterSkuId,
            limit,
          )
        : this.#database.all(
            `SELECT ${SKU_COLUMNS} FROM service_provider_skus
             WHERE spu_id = ? AND sku_id > ? ORDER BY sku_id LIMIT ?`,
            spuId,
            afterSkuId,
            limit,
          );
    return Promise.resolve(rows.map(skuOf));
  }

  skusOf(spuId: string): Promise<Sku[]> {
    const rows = this.#database.all(
      `SELECT ${SKU_COLUMNS} FROM service_provider_skus WHERE spu_id = ? ORDER BY sku_id`,
      spuId,
    );
    return Promise.resolve(rows.map(skuOf));
  }
}
