import {
  orderKeyText,
  parseOrderKey,
  payerOf,
  type Unchecked,
  VERIFY_RESULTS,
} from "@dingdan/contract";
import { verifyUpload } from "../../domain/verify.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, type WireOutcome } from "../outcome.js";

export async function verifyUploadResult(
  { request, app, language }: AppCall,
  orders: OrderStore,
): Promise<WireOutcome> {
  const key = orderKeyText(parseOrderKey(request["order_key"] as Unchecked));
  const facts = await orders.findVerifyFacts(app.appid, key);
  const result = verifyUpload(app, facts, payerOf(request).openid as string);
  return ok({ verify_result: `${result}: ${VERIFY_RESULTS[result][language]}` });
}
