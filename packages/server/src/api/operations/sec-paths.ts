import type { Unchecked, Violation } from "@dingdan/contract";
import type { AppStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refused, type WireOutcome } from "../outcome.js";
import { tradeViolation } from "../trade-refusal.js";

/** Sets the page that messages about shipping and receipt open: one for each app. */
export async function secSetMsgJumpPath(
  { request, app }: AppCall,
  apps: AppStore,
): Promise<WireOutcome> {
  const msgJumpPath = pathOf(request);
  await apps.change(app.appid, (stored) => ({ ...stored, msgJumpPath }));
  return ok();
}

/** Sets the page that the buyer's order centre opens. */
export async function secUpdateOrderDetailPath(
  call: AppCall,
  apps: AppStore,
): Promise<WireOutcome> {
  const violation = await detailPathViolation(call);
  if (violation !== null) return refused(violation);
  const orderDetailPath = pathOf(call.request);
  await apps.change(call.app.appid, (stored) => ({ ...stored, orderDetailPath }));
  return ok();
}

/** The violation of an app that has not signed the agreement of the order centre, or null. */
export const detailPathViolation = async ({ app }: AppCall): Promise<Violation | null> =>
  app.trade.isPathAgreementSigned
    ? null
    : tradeViolation({ error: "TRADE_PATH_AGREEMENT_UNSIGNED", path: "" });

export const secGetOrderDetailPath = async ({ app }: AppCall): Promise<WireOutcome> =>
  ok({ path: app.orderDetailPath });

const pathOf = (request: Unchecked): string => String(request["path"]);
