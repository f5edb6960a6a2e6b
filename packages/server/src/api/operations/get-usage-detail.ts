import { parseGoodsId, parseWholeNumber } from "@dingdan/contract";
import { representSums } from "../../domain/package-usage.js";
import { representPackage } from "../../domain/resource-package.js";
import type { GoodsStore, ResourcePackageStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { retailSpu } from "../retail-spu.js";

/** An app's own packages of one retail SPU. */
export async function getUsageDetail(
  { request, app, nowMs }: AppCall,
  stores: { readonly goods: GoodsStore; readonly resourcePackages: ResourcePackageStore },
): Promise<WireOutcome> {
  const found = await retailSpu(parseGoodsId(request["spuId"]) as string, stores.goods);
  if ("violation" in found) return refused(found.violation);
  const { spu } = found;
  const usage = await stores.resourcePackages.usageOfApp(app.appid, spu.spuId, {
    offset: parseWholeNumber(request["offset"]) as number,
    limit: parseWholeNumber(request["limit"]) as number,
    nowMs,
  });
  const { service } = usage;
  return ok({
    ...representSums(usage, spu, nowMs),
    ...(spu.isSubscription && service !== null
      ? {
          startServiceTime: Math.floor(service.startAtMs / 1000),
          endServiceTime: Math.floor(service.endAtMs / 1000),
        }
      : {}),
    detailList: usage.packages.map((pack) => representPackage(pack, nowMs)),
  });
}
