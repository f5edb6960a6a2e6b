import type { GoodsSide } from "@dingdan/contract";
import type { Sku, Spu } from "../../domain/goods.js";
import type { GoodsStore } from "../store.js";
import type { Row, SqliteDatabase } from "./database.js";

const SPU_COLUMNS = "spu_id, name, side, retail_spu_id, is_subscription, charged_from_ms";
const SKU_COLUMNS = "sku_id, spu_id, name, biz_id, retail_terms";

export class SqliteGoodsStore implements GoodsStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  createSpu({
    spuId,
    name,
    side,
    retailSpuId,
    isSubscription,
    chargedFromMs,
  }: Spu): Promise<boolean> {
    return this.#database.write(
      () =>
        this.#database.run(
          `INSERT INTO service_provider_spus (${SPU_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          spuId,
          name,
          side,
          retailSpuId,
          Number(isSubscription),
          chargedFromMs,
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

  createSku({ skuId, spuId, name, bizId, retail }: Sku): Promise<boolean> {
    return this.#database.write(
      () =>
        this.#database.run(
          `INSERT INTO service_provider_skus (${SKU_COLUMNS}) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          skuId,
          spuId,
          name,
          bizId,
          retail && JSON.stringify(retail),
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

function spuOf(row: Row): Spu {
  return {
    spuId: row["spu_id"] as string,
    name: row["name"] as string,
    side: row["side"] as GoodsSide,
    retailSpuId: row["retail_spu_id"] as string | null,
    isSubscription: row["is_subscription"] === 1,
    chargedFromMs: row["charged_from_ms"] as number | null,
  };
}

function skuOf(row: Row): Sku {
  const terms = row["retail_terms"] as string | null;
  return {
    skuId: row["sku_id"] as string,
    spuId: row["spu_id"] as string,
    name: row["name"] as string,
    bizId: row["biz_id"] as number,
    retail: terms === null ? null : (JSON.parse(terms) as Sku["retail"]),
  };
}
