import { parseGoodsId, parseWholeNumber, text } from "@dingdan/contract";
import { representServiceProviderOrder } from "../../domain/service-provider-order.js";
import type { GoodsStore, ServiceProviderOrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

/**
 * A service provider's own orders for one wholesale SPU. An SPU that is unknown to the platform is valid
 * once one of the caller's orders names it: an order may be made with any SPU.
 */
export async function queryOrderList(
  { request, app }: AppCall,
  stores: {
    readonly goods: GoodsStore;
    readonly serviceProviderOrders: ServiceProviderOrderStore;
  },
): Promise<WireOutcome> {
  const spSpuId = parseGoodsId(request["spuId"]) as string;
  const offset = parseWholeNumber(request["offset"]) as number;
  const limit = parseWholeNumber(request["limit"]) as number;
  const spu = await stores.goods.findSpu(spSpuId);
  if (spu?.side === "retail") {
    return refuse(
      "SPU_ID_ILLEGAL",
      "spuId",
      text("is of retail goods; orders have wholesale ones", "是零售商品，订单应使用批发商品"),
    );
  }
  const { appid } = app;
  const { total, orders } = await stores.serviceProviderOrders.list({
    appid,
    spSpuId,
    offset,
    limit,
  });
  if (spu === null && total === 0) {
    return refuse("SPU_ID_ILLEGAL", "spuId", text("names no goods", "没有对应商品"));
  }
  return ok({ total, orderList: orders.map(representServiceProviderOrder) });
}
