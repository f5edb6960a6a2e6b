import type { OperationKeyWith, Violation } from "@dingdan/contract";
import { type App, ruleContext } from "../../domain/app.js";
import type { SentRequest } from "../../domain/judge-request.js";
import { readUpload, type UploadOperation } from "../../domain/sent-upload.js";
import { decideUpload } from "../../domain/upload.js";
import type { OrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { decisionViolation } from "../decision-violation.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

/** Whether a call uploads shopping details: its body is judged where it is written. */
export const isUpload = (key: OperationKeyWith<"access_token">): key is UploadOperation =>
  key === "uploadShoppingInfo" || key === "uploadCombinedShoppingInfo";

/** Judges and stores an upload of an app that may call. */
export async function uploadAs(
  app: App,
  operation: UploadOperation,
  { body, nowMs }: SentRequest & { readonly nowMs: number },
  orders: OrderStore,
): Promise<WireOutcome> {
  const sent = { operation, app: ruleContext(app), body, receivedAtMs: nowMs };
  const outcome = await orders.putSentUpload(sent);
  const violation = outcome.kind === "broken" ? outcome.violation : decisionViolation(outcome);
  return violation === null ? ok() : refused(violation);
}

/** What an upload would break of what is stored; stores nothing itself. */
export async function uploadStateViolation(
  operation: UploadOperation,
  { request, app, nowMs }: AppCall,
  orders: OrderStore,
): Promise<Violation | null> {
  const incoming = readUpload(operation, app.appid, request, nowMs);
  const facts = await orders.findFacts(app.appid, incoming.orderKey);
  return decisionViolation(decideUpload(facts, incoming));
}
