import { ADMIN_OPERATIONS, ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { buyerLinkUrl, newBuyerLink } from "../buyer/sessions.js";
import type { Clock } from "../clock.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { AppStore, Buyer, BuyerTokenStore } from "../storage/store.js";

/** One-time links to a buyer's pages. */
export function registerBuyerSessionRoutes(
  server: FastifyInstance,
  stores: { readonly apps: AppStore; readonly buyerTokens: BuyerTokenStore },
  clock: Clock,
  publicUrl: () => string,
): void {
  const { createBuyerSession } = ADMIN_OPERATIONS;
  registerHttpOperation(server, ADMIN_PREFIX, createBuyerSession, async ({ body }) => {
    const buyers = buyersOf(body);
    for (const { appid } of buyers) {
      if ((await stores.apps.find(appid)) !== null) continue;
      throw new Problem(
        404,
        text(`No app has the appid ${appid}.`, `没有 appid 为 ${appid} 的应用。`),
      );
    }
    const { preview: isPreview = false } = body;
    const { token, link } = newBuyerLink({ buyers, isPreview }, clock.nowMs());
    await stores.buyerTokens.put(link);
    return {
      url: buyerLinkUrl(publicUrl(), token),
      token,
      expires_at: new Date(link.expiresAtMs).toISOString(),
    };
  });
}

/** One buyer, or one person under the openid of each of several apps; each app once. */
function buyersOf(body: {
  readonly appid?: string;
  readonly openid?: string;
  readonly buyers?: readonly Buyer[];
}): readonly Buyer[] {
  const { appid, openid, buyers } = body;
  const isOne = appid !== undefined && openid !== undefined && buyers === undefined;
  if (isOne) return [{ appid, openid }];
  if (buyers === undefined || buyers.length === 0 || appid !== undefined || openid !== undefined) {
    throw new Problem(
      400,
      text(
        "Name one buyer with appid and openid, or several in buyers; not both.",
        "请用 appid 与 openid 指定一个买家，或用 buyers 指定多个，不能同时使用。",
      ),
    );
  }
  if (new Set(buyers.map((buyer) => buyer.appid)).size < buyers.length) {
    throw new Problem(
      400,
      text(
        "buyers names an app twice: one person has one openid in an app.",
        "buyers 中同一 appid 出现多次：同一用户在一个应用中只有一个 openid。",
      ),
    );
  }
  return buyers;
}
