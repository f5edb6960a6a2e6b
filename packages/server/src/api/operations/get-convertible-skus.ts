import { parseGoodsId, text } from "@dingdan/contract";
import { representConvertibleSku } from "../../domain/goods.js";
import type { GoodsStore, ServiceProviderOrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { findConvertibleSkus } from "../convertible-skus.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

/** The retail SKUs by order, or by wholesale SPU and SKU. A request with both forms is read by order. */
export async function getConvertibleSkus(
  { request, app }: AppCall,
  stores: {
    readonly goods: GoodsStore;
    readonly serviceProviderOrders: ServiceProviderOrderStore;
  },
): Promise<WireOutcome> {
  const { orderId } = request;
  if (typeof orderId === "string" && orderId !== "") {
    const order = await stores.serviceProviderOrders.find(app.appid, orderId);
    if (order === null) {
      return refuse(
        "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
        "orderId",
        text("names no order of yours", "不是您的订单"),
      );
    }
    const skus = await findConvertibleSkus(order.productInfo, stores.goods);
    return ok({ skuList: (skus ?? []).map(representConvertibleSku) });
  }
  const spSpuId = parseGoodsId(request["spSpuId"]) as string;
  const spSkuId = parseGoodsId(request["spSkuId"]) as string;
  const skus = await findConvertibleSkus({ spSpuId, spSkuId }, stores.goods);
  if (skus === null) {
    return refuse("SPU_ID_ILLEGAL", "spSpuId", text("names no wholesale goods", "不是批发商品"));
  }
  const spSku = await stores.goods.findSku(spSkuId);
  if (spSku?.spuId !== spSpuId) {
    return refuse(
      "SERVICE_PROVIDER_PARAMETER_ERROR",
      "spSkuId",
      text(`names no SKU of ${spSpuId}`, `不是 ${spSpuId} 的 SKU`),
    );
  }
  return ok({ skuList: skus.map(representConvertibleSku) });
}
