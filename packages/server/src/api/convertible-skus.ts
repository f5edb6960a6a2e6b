import { convertibleSkus, type RetailSku } from "../domain/goods.js";
import type { GoodsStore } from "../storage/store.js";

/** The retail SKUs that a wholesale SKU converts to; null when its SPU is not a wholesale SPU. */
export async function findConvertibleSkus(
  { spSpuId, spSkuId }: { readonly spSpuId?: string; readonly spSkuId?: string },
  goods: GoodsStore,
): Promise<RetailSku[] | null> {
  const spu = spSpuId === undefined ? null : await goods.findSpu(spSpuId);
  if (spu === null || spu.retailSpuId === null) return null;
  return convertibleSkus(await goods.skusOf(spu.retailSpuId), spSkuId);
}
