import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { exportBuyer } from "../buyer-data/export-buyer.js";
import type { Clock } from "../clock.js";
import type { Sealer } from "../secrets/seal.js";
import type { Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { requireApp } from "./known-app.js";

export interface BuyerDataParts {
  readonly store: Pick<Store, "apps" | "buyerData">;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** Registers the operator's operations on what is stored about a buyer. */
export function registerBuyerDataRoutes(server: FastifyInstance, parts: BuyerDataParts): void {
  registerAdminRoutes(server, {
    exportBuyer: (call) => sendExport(call, parts),
  });
}

async function sendExport(
  { body: { appid, openid }, reply }: AdminCall<"exportBuyer">,
  { store, sealer, clock }: BuyerDataParts,
) {
  await requireApp(store.apps, appid);
  reply
    .type("application/json; charset=utf-8")
    .header("content-disposition", 'attachment; filename="buyer.json"')
    .header("cache-control", "no-store");
  const { buyerData } = store;
  const pieces = exportBuyer({ appid, openid }, { buyerData, sealer, nowMs: clock.nowMs() });
  return Readable.from(pieces, { highWaterMark: 1 });
}
