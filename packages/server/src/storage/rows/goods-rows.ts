import type { GoodsSide } from "@dingdan/contract";
import type { Sku, Spu } from "../../domain/goods.js";
import type { Row, SqlValue } from "./row.js";

export const SPU_COLUMNS = "spu_id, name, side, retail_spu_id, is_subscription, charged_from_ms";

export const spuColumns = (spu: Spu): SqlValue[] => [
  spu.spuId,
  spu.name,
  spu.side,
  spu.retailSpuId,
  Number(spu.isSubscription),
  spu.chargedFromMs,
];

export function spuOf(row: Row): Spu {
  return {
    spuId: row["spu_id"] as string,
    name: row["name"] as string,
    side: row["side"] as GoodsSide,
    retailSpuId: row["retail_spu_id"] as string | null,
    isSubscription: row["is_subscription"] === 1,
    chargedFromMs: row["charged_from_ms"] as number | null,
  };
}

export const SKU_COLUMNS = "sku_id, spu_id, name, biz_id, retail_terms";

export const skuColumns = (sku: Sku): SqlValue[] => [
  sku.skuId,
  sku.spuId,
  sku.name,
  sku.bizId,
  sku.retail && JSON.stringify(sku.retail),
];

export function skuOf(row: Row): Sku {
  const terms = row["retail_terms"] as string | null;
  return {
    skuId: row["sku_id"] as string,
    spuId: row["spu_id"] as string,
    name: row["name"] as string,
    bizId: row["biz_id"] as number,
    retail: terms === null ? null : (JSON.parse(terms) as Sku["retail"]),
  };
}
