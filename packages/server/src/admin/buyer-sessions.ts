import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { buyerLinkUrl, newBuyerLink } from "../buyer/sessions.js";
import type { Clock } from "../clock.js";
import { Problem } from "../http/problem.js";
import type { PublicOrigin } from "../http/public-origin.js";
import type { Buyer, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { requireApp } from "./known-app.js";

type Stores = Pick<Store, "apps" | "buyerTokens">;

/** Registers the operations that make one-time links to a buyer's pages, and end them. */
export function registerBuyerSessionRoutes(
  server: FastifyInstance,
  stores: Stores,
  clock: Clock,
  { urlFor }: PublicOrigin,
): void {
  registerAdminRoutes(server, {
    createBuyerSession: (call) =>
      createBuyerSession(call, stores, clock.nowMs(), urlFor(call.request.raw)),
    endBuyerSessions: async ({ query: { appid, openid } }) => ({
      ended: await stores.buyerTokens.deleteOfBuyer({ appid, openid }),
    }),
  });
}

async function createBuyerSession(
  { body }: AdminCall<"createBuyerSession">,
  { apps, buyerTokens }: Stores,
  nowMs: number,
  publicUrl: string,
) {
  const buyers = buyersOf(body);
  for (const { appid } of buyers) await requireApp(apps, appid);
  const { preview: isPreview = false } = body;
  const { token, link } = newBuyerLink({ buyers, isPreview }, nowMs);
  await buyerTokens.put(link);
  return {
    url: buyerLinkUrl(publicUrl, token),
    token,
    expires_at: new Date(link.expiresAtMs).toISOString(),
  };
}

/** One buyer, or one person with an openid in each of several apps; each app once. */
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
        "buyers contains an appid twice: one person has one openid in an app.",
        "buyers 中同一 appid 出现多次：同一用户在一个应用中只有一个 openid。",
      ),
    );
  }
  return buyers;
}
