import { orderKeyText, parseOrderKey, payerOf, type Unchecked } from "@dingdan/contract";
import { verifyResultText } from "../../domain/verify.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, type WireOutcome } from "../outcome.js";

export async function verifyUploadResult(
  { request, app, language }: AppCall,
  orders: OrderStore,
): Promise<WireOutcome> {
  const key = orderKeyText(parseOrderKey(request["order_key"] as Unchecked));
  const facts = await orders.findVerifyFacts(app.appid, key);
  const openid = payerOf(request).openid as string;
  return ok({ verify_result: verifyResultText(app, facts, openid, language) });
}
