import { SKU, SPU } from "../rows/service-provider-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { type Given, statement } from "../statements/statement.js";
import type { GoodsStore } from "../store.js";

const INSERT_SPU = insert("service_provider_spus", SPU.columns, "ignore");
const INSERT_SKU = insert("service_provider_skus", SKU.columns, "ignore");

const spus = ({ db }: Dialect) => db.selectFrom("service_provider_spus").select(SPU.columns);
const skus = ({ db }: Dialect) => db.selectFrom("service_provider_skus").select(SKU.columns);

const FIND_SPU = statement(
  (dialect, { spuId }: Given<{ spuId: string }>) => spus(dialect).where("spu_id", "=", spuId),
  SPU.of,
);

const LIST_SPUS = statement(
  (dialect, { afterSpuId, limit }: Given<{ afterSpuId: string; limit: number }>) =>
    spus(dialect).where("spu_id", ">", afterSpuId).orderBy("spu_id").limit(limit),
  SPU.of,
);

const FIND_SKU = statement(
  (dialect, { skuId }: Given<{ skuId: string }>) => skus(dialect).where("sku_id", "=", skuId),
  SKU.of,
);

const LIST_SKUS = statement(
  (dialect, given: Given<{ spuId?: string; afterSkuId: string; limit: number }>) => {
    const { spuId, afterSkuId, limit } = given;
    const page = skus(dialect).where("sku_id", ">", afterSkuId).orderBy("sku_id").limit(limit);
    return spuId === undefined ? page : page.where("spu_id", "=", spuId);
  },
  SKU.of,
  ["spuId"],
);

const SKUS_OF_SPU = statement(
  (dialect, { spuId }: Given<{ spuId: string }>) =>
    skus(dialect).where("spu_id", "=", spuId).orderBy("sku_id"),
  SKU.of,
);

export const goodsStore = (engine: Engine): GoodsStore => ({
  createSpu: async (spu) => (await engine.run(INSERT_SPU, SPU.row(spu))) === 1,
  findSpu: (spuId) => engine.first(FIND_SPU, { spuId }),
  listSpus: (page) => engine.all(LIST_SPUS, page),
  createSku: async (sku) => (await engine.run(INSERT_SKU, SKU.row(sku))) === 1,
  findSku: (skuId) => engine.first(FIND_SKU, { skuId }),
  listSkus: (page) => engine.all(LIST_SKUS, page),
  skusOf: (spuId) => engine.all(SKUS_OF_SPU, { spuId }),
});
