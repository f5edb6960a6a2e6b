import { ADMIN_OPERATIONS, ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { buyerLinkUrl, newBuyerLink } from "../buyer/sessions.js";
import type { Clock } from "../clock.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { AppStore, BuyerTokenStore } from "../storage/store.js";

/** One-time links to a buyer's pages. */
export function registerBuyerSessionRoutes(
  server: FastifyInstance,
  stores: { readonly apps: AppStore; readonly buyerTokens: BuyerTokenStore },
  clock: Clock,
  publicUrl: () => string,
): void {
  const { createBuyerSession } = ADMIN_OPERATIONS;
  registerHttpOperation(server, ADMIN_PREFIX, createBuyerSession, async ({ body }) => {
    const { appid, openid } = body;
    if ((await stores.apps.find(appid)) === null) {
      throw new Problem(
        404,
        text(`No app has the appid ${appid}.`, `没有 appid 为 ${appid} 的应用。`),
      );
    }
    const { token, link } = newBuyerLink({ appid, openid }, clock.nowMs());
    await stores.buyerTokens.put(link);
    return {
      url: buyerLinkUrl(publicUrl(), token),
      token,
      expires_at: new Date(link.expiresAtMs).toISOString(),
    };
  });
}
