import { parseGoodsId } from "@dingdan/contract";
import { chinaDay } from "../../domain/access-token.js";
import { RECENT_DAYS, recentAverage } from "../../domain/package-usage.js";
import type { GoodsStore, ResourcePackageStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, refused, type WireOutcome } from "../outcome.js";
import { retailSpu } from "../retail-spu.js";

/** An app's recent average monthly use of one retail SPU, rounded as WeChat rounds it. */
export async function getRecentAverageUsage(
  { request, app, nowMs }: AppCall,
  stores: { readonly goods: GoodsStore; readonly resourcePackages: ResourcePackageStore },
): Promise<WireOutcome> {
  const found = await retailSpu(parseGoodsId(request["spuId"]) as string, stores.goods);
  if ("violation" in found) return refused(found.violation);
  // Today counts as one of the days.
  const sinceDay = chinaDay(nowMs - (RECENT_DAYS - 1) * 86_400_000);
  const uses = await stores.resourcePackages.usesOfDays(app.appid, found.spu.spuId, sinceDay);
  const averageData = recentAverage(uses);
  return averageData === null ? refuse("NO_RECENT_USAGE", "spuId") : ok({ averageData });
}
