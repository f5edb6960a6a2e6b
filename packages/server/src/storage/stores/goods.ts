import type { Sku, Spu } from "../../domain/goods.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { fromJsonOrNull, toJsonOrNull } from "../statements/json.js";
import { type Given, statement } from "../statements/statement.js";
import { type RowOf, toBit } from "../statements/tables.js";
import type { GoodsStore } from "../store.js";

type SpuRow = RowOf<"service_provider_spus">;
type SkuRow = RowOf<"service_provider_skus">;

const SPU_COLUMNS = [
  "spu_id",
  "name",
  "side",
  "retail_spu_id",
  "is_subscription",
  "charged_from_ms",
] as const;

const SKU_COLUMNS = ["sku_id", "spu_id", "name", "biz_id", "retail_terms"] as const;

const INSERT_SPU = insert("service_provider_spus", SPU_COLUMNS, "ignore");
const INSERT_SKU = insert("service_provider_skus", SKU_COLUMNS, "ignore");

const spus = ({ db }: Dialect) => db.selectFrom("service_provider_spus").select(SPU_COLUMNS);
const skus = ({ db }: Dialect) => db.selectFrom("service_provider_skus").select(SKU_COLUMNS);

const FIND_SPU = statement(
  (dialect, { spuId }: Given<{ spuId: string }>) => spus(dialect).where("spu_id", "=", spuId),
  spuOf,
);

const LIST_SPUS = statement(
  (dialect, { afterSpuId, limit }: Given<{ afterSpuId: string; limit: number }>) =>
    spus(dialect).where("spu_id", ">", afterSpuId).orderBy("spu_id").limit(limit),
  spuOf,
);

const FIND_SKU = statement(
  (dialect, { skuId }: Given<{ skuId: string }>) => skus(dialect).where("sku_id", "=", skuId),
  skuOf,
);

const LIST_SKUS = statement(
  (dialect, given: Given<{ spuId?: string; afterSkuId: string; limit: number }>) => {
    const { spuId, afterSkuId, limit } = given;
    const page = skus(dialect).where("sku_id", ">", afterSkuId).orderBy("sku_id").limit(limit);
    return spuId === undefined ? page : page.where("spu_id", "=", spuId);
  },
  skuOf,
  ["spuId"],
);

const SKUS_OF_SPU = statement(
  (dialect, { spuId }: Given<{ spuId: string }>) =>
    skus(dialect).where("spu_id", "=", spuId).orderBy("sku_id"),
  skuOf,
);

export const goodsStore = (engine: Engine): GoodsStore => ({
  createSpu: async (spu) => (await engine.run(INSERT_SPU, spuRow(spu))) === 1,
  findSpu: (spuId) => engine.first(FIND_SPU, { spuId }),
  listSpus: (page) => engine.all(LIST_SPUS, page),
  createSku: async (sku) => (await engine.run(INSERT_SKU, skuRow(sku))) === 1,
  findSku: (skuId) => engine.first(FIND_SKU, { skuId }),
  listSkus: (page) => engine.all(LIST_SKUS, page),
  skusOf: (spuId) => engine.all(SKUS_OF_SPU, { spuId }),
});

const spuRow = (spu: Spu): SpuRow => ({
  spu_id: spu.spuId,
  name: spu.name,
  side: spu.side,
  retail_spu_id: spu.retailSpuId,
  is_subscription: toBit(spu.isSubscription),
  charged_from_ms: spu.chargedFromMs,
});

function spuOf(row: SpuRow): Spu {
  return {
    spuId: row.spu_id,
    name: row.name,
    side: row.side,
    retailSpuId: row.retail_spu_id,
    isSubscription: row.is_subscription === 1,
    chargedFromMs: row.charged_from_ms,
  };
}

const skuRow = (sku: Sku): SkuRow => ({
  sku_id: sku.skuId,
  spu_id: sku.spuId,
  name: sku.name,
  biz_id: sku.bizId,
  retail_terms: toJsonOrNull(sku.retail),
});

function skuOf(row: SkuRow): Sku {
  return {
    skuId: row.sku_id,
    spuId: row.spu_id,
    name: row.name,
    bizId: row.biz_id,
    retail: fromJsonOrNull(row.retail_terms),
  };
}
