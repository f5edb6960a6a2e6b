import { type PackageStatus, parseGoodsId, parseWholeNumber, text } from "@dingdan/contract";
import { type PackagePageQuery, representSums, usageOf } from "../../domain/package-usage.js";
import {
  NO_ORDER_ID,
  type ResourcePackage,
  representPackage,
  wholesalePackageOf,
} from "../../domain/resource-package.js";
import type {
  GoodsStore,
  ResourcePackageStore,
  ServiceProviderOrderStore,
} from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

interface UsageStores {
  readonly goods: GoodsStore;
  readonly serviceProviderOrders: ServiceProviderOrderStore;
  readonly resourcePackages: ResourcePackageStore;
}

/** For a wholesale SPU the provider's own purchases, for a retail SPU the packages that it assigned. */
export async function getSPUsageDetail(
  { request, app, nowMs }: AppCall,
  stores: UsageStores,
): Promise<WireOutcome> {
  const spuId = parseGoodsId(request["spuId"]) as string;
  const status = parseWholeNumber(request["status"]) as PackageStatus | null;
  const page: PackagePageQuery = {
    ...(status === null ? {} : { status }),
    offset: parseWholeNumber(request["offset"]) as number,
    limit: parseWholeNumber(request["limit"]) as number,
    nowMs,
  };
  const spu = await stores.goods.findSpu(spuId);
  if (spu === null && !(await isOrdered(app.appid, spuId, stores))) {
    return refuse("SPU_ID_ILLEGAL", "spuId", text("names no goods", "没有对应商品"));
  }
  const usage =
    spu?.side === "retail"
      ? await stores.resourcePackages.usageOfProvider(app.appid, spuId, page)
      : usageOf(await purchases(app.appid, spuId, stores), page);
  const detailList = usage.packages.map((pack) => ({
    ...representPackage(pack, nowMs),
    orderId: pack.orderId ?? NO_ORDER_ID,
  }));
  return ok({ ...representSums(usage, spu, nowMs), detailList });
}

/** An SPU that is unknown to the platform is valid once one of the caller's orders names it. */
async function isOrdered(
  appid: string,
  spSpuId: string,
  { serviceProviderOrders }: UsageStores,
): Promise<boolean> {
  const { total } = await serviceProviderOrders.list({ appid, spSpuId, offset: 0, limit: 1 });
  return total > 0;
}

async function purchases(
  appid: string,
  spuId: string,
  { serviceProviderOrders }: UsageStores,
): Promise<ResourcePackage[]> {
  const orders = await serviceProviderOrders.listPaid(appid, spuId);
  return orders.map(wholesalePackageOf).filter((pack) => pack !== null);
}
