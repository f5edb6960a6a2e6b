import { broken, text, type Violation } from "@dingdan/contract";
import type { Spu } from "../domain/goods.js";
import type { GoodsStore } from "../storage/store.js";

/** The retail SPU with an id, or the violation when there is none. */
export async function retailSpu(
  spuId: string,
  goods: GoodsStore,
): Promise<{ readonly spu: Spu } | { readonly violation: Violation }> {
  const spu = await goods.findSpu(spuId);
  if (spu?.side === "retail") return { spu };
  const reason =
    spu === null
      ? text("names no goods", "没有对应商品")
      : text("is of wholesale goods; an app uses retail ones", "是批发商品，应使用零售商品");
  return { violation: broken("SPU_ID_ILLEGAL", "spuId", reason) };
}
